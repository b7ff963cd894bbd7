//! Random draws that do not depend on the number of threads.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The generator of one replicate: ChaCha8 under `seed`, on the stream with the replicate's number.
pub(super) fn generator(seed: u64, replicate: usize) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(replicate as u64);
    generator
}

/// A uniform number below `bound`, without bias: Lemire's multiplication with rejection.
#[inline]
pub(super) fn below(generator: &mut ChaCha8Rng, bound: u32) -> u32 {
    loop {
        let product = u64::from(generator.next_u32()) * u64::from(bound);
        let low = product as u32;
        // The remainder is only needed when the cheap test fails.
        if low >= bound || low >= bound.wrapping_neg() % bound.max(1) {
            return (product >> 32) as u32;
        }
    }
}

/// How often each of `times.len()` elements is drawn in as many draws with replacement.
pub(super) fn multiplicities(generator: &mut ChaCha8Rng, times: &mut [u32]) {
    times.fill(0);
    let bound = times.len() as u32;
    for _ in 0..bound {
        times[below(generator, bound) as usize] += 1;
    }
}

/// Puts `values` in random order.
pub(super) fn shuffle(generator: &mut ChaCha8Rng, values: &mut [u32]) {
    for last in (1..values.len()).rev() {
        let other = below(generator, last as u32 + 1) as usize;
        values.swap(last, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_uniform_and_streams_differ() {
        let mut counts = [0_u32; 7];
        let mut first = generator(3, 0);
        for _ in 0..70_000 {
            counts[below(&mut first, 7) as usize] += 1;
        }
        // 97.7 is the standard deviation of each count; six of them is beyond chance.
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 600), "{counts:?}");
        assert_ne!(generator(3, 0).next_u64(), generator(3, 1).next_u64());
        assert_ne!(generator(3, 0).next_u64(), generator(4, 0).next_u64());
    }

    #[test]
    fn multiplicities_sum_to_the_number_of_things() {
        let mut times = [9; 31];
        multiplicities(&mut generator(1, 2), &mut times);
        assert_eq!(times.iter().sum::<u32>(), 31);
    }

    #[test]
    fn shuffling_keeps_the_values() {
        let mut values: Vec<u32> = (0..50).collect();
        shuffle(&mut generator(1, 2), &mut values);
        assert!(!values.is_sorted());
        values.sort_unstable();
        assert!(values.into_iter().eq(0..50));
    }
}
