//! Batches that need no file: ramps, constants and noise from a named generator (ChaCha8).

use network::Shape;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::image_batch::{ImageBatch, check_size};
use crate::BatchError;
use crate::normal::normal_pair;

/// Image `i` of `size` is the constant `i / size`: the grey ramp of the original study.
///
/// # Errors
/// If `size` is below two, or the batch larger than memory allows.
pub fn grey_ramp(shape: Shape, size: usize) -> Result<ImageBatch<'static>, BatchError> {
    fill(shape, size, |sample| sample as f32 / size as f32)
}

/// Every pixel is `value`: all samples are equal, so no network has a score.
///
/// # Errors
/// If `size` is below two, or the batch larger than memory allows.
pub fn constant(shape: Shape, size: usize, value: f32) -> Result<ImageBatch<'static>, BatchError> {
    fill(shape, size, |_| value)
}

/// Pixels uniform in [0, 1), with 24 random bits each.
///
/// # Errors
/// If `size` is below two, or the batch larger than memory allows.
pub fn uniform(shape: Shape, size: usize, seed: u64) -> Result<ImageBatch<'static>, BatchError> {
    check_size(shape, size)?;
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let pixels: Vec<f32> = (0..size * shape.elements()).map(|_| unit(&mut generator) as f32).collect();
    ImageBatch::new(shape, pixels)
}

/// Pixels from the standard normal distribution (Box-Muller).
///
/// # Errors
/// If `size` is below two, or the batch larger than memory allows.
pub fn normal(shape: Shape, size: usize, seed: u64) -> Result<ImageBatch<'static>, BatchError> {
    check_size(shape, size)?;
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut pixels = Vec::with_capacity(size * shape.elements() + 1);
    while pixels.len() < size * shape.elements() {
        let (first, second) = (unit(&mut generator), unit(&mut generator));
        pixels.extend(normal_pair(first, second).map(|value| value as f32));
    }
    pixels.truncate(size * shape.elements());
    ImageBatch::new(shape, pixels)
}

/// `wanted` different positions below `available`, in the order drawn.
pub(crate) fn sample(available: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut positions: Vec<usize> = (0..available).collect();
    for drawn in 0..wanted {
        let left = (available - drawn) as u64;
        // The widening product maps a word to a position, with a bias below 2^-40 for fewer than 2^24 images.
        let offset = ((u128::from(generator.next_u64()) * u128::from(left)) >> 64) as usize;
        positions.swap(drawn, drawn + offset);
    }
    positions.truncate(wanted);
    positions
}

fn unit(generator: &mut ChaCha8Rng) -> f64 {
    f64::from(generator.next_u32() >> 8) / f64::from(1_u32 << 24)
}

fn fill(shape: Shape, size: usize, value: impl Fn(usize) -> f32) -> Result<ImageBatch<'static>, BatchError> {
    check_size(shape, size)?;
    let image = shape.elements();
    let pixels = (0..size).flat_map(|sample| std::iter::repeat_n(value(sample), image));
    ImageBatch::new(shape, pixels.collect::<Vec<_>>())
}
