//! The noise of a label that was measured with several training seeds.

use crate::{kendall, spearman};

/// How well one training seed ranks like another.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedNoise {
    /// Seeds.
    pub seeds: usize,
    /// Pairs of seeds with at least two architectures in common.
    pub pairs: usize,
    /// The fewest architectures that a pair has in common.
    pub n: usize,
    /// Spearman's rho between seeds, the mean over pairs.
    pub rho: f64,
    /// Kendall's tau-b between seeds, the mean over pairs.
    pub tau: f64,
}

impl SeedNoise {
    /// The rho that a noise-free score would reach with the mean label of `seeds` seeds: the ceiling for any proxy.
    ///
    /// The square root of the reliability of the mean, which the Spearman-Brown formula extrapolates from that of
    /// one seed. It takes the noise of seeds as independent and of equal size everywhere. NaN where `rho` is NaN or
    /// negative, or `seeds` is 0.
    ///
    /// # References
    /// C. Spearman, "Correlation calculated from faulty data", 1910; W. Brown, "Some experimental results in the
    /// correlation of mental abilities", 1910.
    #[must_use]
    pub fn ceiling(&self, seeds: usize) -> f64 {
        let seeds = seeds as f64;
        (seeds * self.rho / (1.0 + (seeds - 1.0) * self.rho)).sqrt()
    }
}

/// Correlates every pair of seeds over the architectures that both trained (NaN where one did not). O(s^2 n log n).
///
/// # Panics
/// If the columns differ in length.
#[must_use]
pub fn seed_noise(seeds: &[&[f64]]) -> SeedNoise {
    let mut noise = SeedNoise { seeds: seeds.len(), pairs: 0, n: 0, rho: 0.0, tau: 0.0 };
    for (place, first) in seeds.iter().enumerate() {
        for second in &seeds[..place] {
            assert_eq!(first.len(), second.len(), "columns must have the same length");
            let (x, y): (Vec<f64>, Vec<f64>) =
                first.iter().zip(*second).filter(|(a, b)| !a.is_nan() && !b.is_nan()).unzip();
            if x.len() < 2 {
                continue;
            }
            noise.n = if noise.pairs == 0 { x.len() } else { noise.n.min(x.len()) };
            noise.pairs += 1;
            noise.rho += spearman(&x, &y);
            noise.tau += kendall(&x, &y).tau_b();
        }
    }
    // Without a pair this is 0 / 0, and there is no value.
    noise.rho /= noise.pairs as f64;
    noise.tau /= noise.pairs as f64;
    noise
}
