use batch::ImageBatch;

use crate::real::{Lanes, Real};

/// A batch laid out for the kernels: for each channel, `[tile][row][column]` of [`Lanes`]. The last tile is padded with
/// zeros, which no statistic counts.
#[derive(Debug)]
pub(crate) struct Images<T: Real> {
    pub samples: usize,
    pub channels: Vec<Vec<Lanes<T>>>,
}

impl<T: Real> Images<T> {
    pub fn new(batch: &ImageBatch) -> Self {
        let (samples, shape) = (batch.samples(), batch.shape());
        let (pixels, tiles) = (shape.pixels(), samples.div_ceil(T::LANES));
        let mut channels = vec![vec![Lanes::<T>::default(); tiles * pixels]; shape.channels];
        for (sample, image) in batch.pixels().chunks_exact(shape.elements()).enumerate() {
            let (tile, lane) = (sample / T::LANES, sample % T::LANES);
            for (channel, plane) in channels.iter_mut().zip(image.chunks_exact(pixels)) {
                for (to, &from) in channel[tile * pixels..].iter_mut().zip(plane) {
                    to.0.as_mut()[lane] = T::from_f32(from);
                }
            }
        }
        Self { samples, channels }
    }

    pub fn tiles(&self) -> usize {
        self.samples.div_ceil(T::LANES)
    }

    /// How many lanes of a tile hold samples.
    pub fn valid(&self, tile: usize) -> usize {
        (self.samples - tile * T::LANES).min(T::LANES)
    }
}
