//! Correlation inside bands of the label.

use crate::kendall::kendall_of_ranks;
use crate::order::Ranks;
use crate::spearman::spearman_of_ranks;

/// The correlation within one band of the label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Smallest label in the band; NaN if the band is empty.
    pub lower: f64,
    /// Largest label in the band; NaN if the band is empty.
    pub upper: f64,
    /// Architectures in the band.
    pub n: usize,
    /// Spearman's rho within the band.
    pub rho: f64,
    /// Kendall's tau-b within the band.
    pub tau: f64,
}

/// Splits the architectures by label into `count` ascending bands of about equal size (at most one per architecture), and
/// correlates within each: 10 bands are deciles.
///
/// Labels that tie stay together, in the band that contains the middle of their group, so bands can differ in size and
/// be empty. A score that ranks well overall but badly in the upper bands only separates good from bad. No bands if a
/// column holds NaN or `count` is 0. O(n log n).
///
/// # Panics
/// If the columns differ in length.
#[must_use]
pub fn bands(score: &[f64], label: &[f64], count: usize) -> Vec<Band> {
    assert_eq!(score.len(), label.len(), "columns must have the same length");
    let Some(ranks) = Ranks::of(label).filter(|_| count > 0 && !score.iter().any(|value| value.is_nan()))
    else {
        return Vec::new();
    };
    let count = count.min(label.len());
    let mut members = vec![Vec::new(); count];
    let mut start = 0;
    for &size in &ranks.sizes {
        let end = start + size as usize;
        // The middle of the group is (start + end) / 2, out of n.
        let band = (start + end) * count / (2 * label.len());
        members[band.min(count - 1)].extend(ranks.order[start..end].iter().map(|&p| p as usize));
        start = end;
    }
    members
        .into_iter()
        .map(|members| {
            let pick =
                |column: &[f64]| -> Vec<f64> { members.iter().map(|&member| column[member]).collect() };
            let (scores, labels) = (pick(score), pick(label));
            let (rho, tau) = Ranks::of_both(&scores, &labels).map_or((f64::NAN, f64::NAN), |(x, y)| {
                (spearman_of_ranks(&x, &y), kendall_of_ranks(&x, &y).tau_b())
            });
            Band {
                lower: labels.first().copied().unwrap_or(f64::NAN),
                upper: labels.last().copied().unwrap_or(f64::NAN),
                n: members.len(),
                rho,
                tau,
            }
        })
        .collect()
}
