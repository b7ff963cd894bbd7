//! The noise of a label that was measured with several training seeds.

use crate::kendall::kendall;
use crate::spearman::spearman;
use crate::sum::Mean;

/// How well the rankings of different training seeds agree.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedNoise {
    /// Seeds.
    pub seeds: usize,
    /// Pairs of seeds with at least two architectures in common.
    pub pairs: usize,
    /// The fewest architectures that a pair has in common; 0 without a pair.
    pub n: usize,
    /// Spearman's rho between seeds, the mean over pairs.
    pub rho: f64,
    /// Kendall's tau-b between seeds, the mean over pairs.
    pub tau: f64,
}

impl SeedNoise {
    /// The rho of a noise-free score with the mean label of `seeds` seeds: the ceiling for any proxy.
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
        if self.rho < 0.0 || seeds == 0 {
            return f64::NAN;
        }
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
    let (mut pairs, mut n) = (0, usize::MAX);
    let (mut rho, mut tau) = (Mean::default(), Mean::default());
    for (place, first) in seeds.iter().enumerate() {
        for second in &seeds[..place] {
            assert_eq!(first.len(), second.len(), "columns must have the same length");
            let (x, y): (Vec<f64>, Vec<f64>) =
                first.iter().zip(*second).filter(|(a, b)| !a.is_nan() && !b.is_nan()).unzip();
            if x.len() >= 2 {
                pairs += 1;
                n = n.min(x.len());
                rho.add(spearman(&x, &y));
                tau.add(kendall(&x, &y).tau_b());
            }
        }
    }
    // Without a pair there is no mean.
    let n = if pairs == 0 { 0 } else { n };
    SeedNoise { seeds: seeds.len(), pairs, n, rho: rho.value(), tau: tau.value() }
}
