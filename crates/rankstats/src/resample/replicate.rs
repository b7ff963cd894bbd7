//! Runs replicates in parallel, several side by side.

use rayon::prelude::*;

use super::counter::LANES;
use super::draw::generator;
use super::sample::Sample;
use rand_chacha::ChaCha8Rng;

/// The coefficient of each sample in each of `replicates` resamples; `draw` writes how often each element occurs.
///
/// Replicate i always draws from stream i, so the values depend on the seed alone.
pub(super) fn replicate<const SAMPLES: usize>(
    samples: [&Sample; SAMPLES],
    replicates: usize,
    seed: u64,
    draw: impl Fn(&mut ChaCha8Rng, &mut [u32]) + Sync,
) -> Vec<[f64; SAMPLES]> {
    let n = samples.first().map_or(0, |sample| sample.len());
    let mut values = vec![[f64::NAN; SAMPLES]; replicates];
    values.par_chunks_mut(LANES).enumerate().for_each_init(
        || (vec![vec![0; n]; LANES], samples.map(Sample::scratch)),
        |(times, scratches), (chunk, values)| {
            for (lane, times) in times.iter_mut().enumerate().take(values.len()) {
                draw(&mut generator(seed, chunk * LANES + lane), times);
            }
            let drawn: Vec<&[u32]> = times[..values.len()].iter().map(Vec::as_slice).collect();
            for (which, (sample, scratch)) in samples.iter().zip(scratches).enumerate() {
                let found = sample.evaluate(&drawn, scratch);
                for (value, found) in values.iter_mut().zip(found) {
                    value[which] = found;
                }
            }
        },
    );
    values
}
