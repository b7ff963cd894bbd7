//! Leaving out one element at a time, all of them together in O(n log n).

use super::sample::{Coefficient, Sample, tau_b};
use crate::error::Error;
use crate::kendall::{Elements, Pairs};
use crate::order::{Ranks, pairs};
use crate::spearman::{correlation, square_sum};

/// The coefficient without each element in turn, in the elements' order; exactly what computing it n times over n - 1
/// elements gives, but O(n log n) in all. NaN where the rest is constant.
///
/// - Tau-b: leaving out an element removes its concordant, discordant and tied pairs; a tree counts them.
/// - Rho: leaving out an element moves every larger one down by one rank, so the sum of products changes by sums over
///   the larger and the smaller elements (prefix sums) and by the element's concordant minus its discordant pairs.
///
/// # Errors
/// If a column holds NaN.
///
/// # Panics
/// If the columns differ in length.
pub fn jackknife(x: &[f64], y: &[f64], coefficient: Coefficient) -> Result<Vec<f64>, Error> {
    let sample = Sample::new(x, y, coefficient)?;
    let elements = Elements::new(&sample.x, &sample.y, &sample.positions);
    Ok(match coefficient {
        Coefficient::Spearman => spearman(&sample.x, &sample.y, &elements),
        Coefficient::TauB => kendall(&sample.x, &sample.y, &elements),
    })
}

fn kendall(x: &Ranks, y: &Ranks, elements: &Elements<'_>) -> Vec<f64> {
    let n = x.len();
    let twice = |counts: &[u32]| counts.iter().map(|&count| u64::from(count)).sum::<u64>();
    let discordant = twice(&elements.discordant) / 2;
    let ties_both = twice(&elements.tied_both) / 2;
    let (ties_x, ties_y) = (x.tied_pairs(), y.tied_pairs());
    (0..n)
        .map(|element| {
            let Pairs { tied_x, tied_y, .. } = elements.pairs(element);
            tau_b(
                pairs(n as u64 - 1),
                discordant - u64::from(elements.discordant[element]),
                ties_x - tied_x,
                ties_y - tied_y,
                ties_both - u64::from(elements.tied_both[element]),
            )
        })
        .collect()
}

fn spearman(x: &Ranks, y: &Ranks, elements: &Elements<'_>) -> Vec<f64> {
    let (x_centred, y_centred) = (x.centred(), y.centred());
    let value = |element: usize| (x_centred[x.dense[element] as usize], y_centred[y.dense[element] as usize]);
    let product: i128 = (0..x.len())
        .map(|element| {
            let (a, b) = value(element);
            i128::from(a) * i128::from(b)
        })
        .sum();
    // For each element, sums over all others one column's rank times the sign of their difference in the other column.
    let x_by_y = signed_sums(y, |element| value(element).0);
    let y_by_x = signed_sums(x, |element| value(element).1);
    let (x_squares, y_squares) = (square_sums_without(x), square_sums_without(y));
    (0..x.len())
        .map(|element| {
            let (a, b) = value(element);
            let (x_group, y_group) = (x.dense[element] as usize, y.dense[element] as usize);
            let s = elements.pairs(element).s;
            let rest =
                product - i128::from(a) * i128::from(b) - x_by_y[y_group] - y_by_x[x_group] + i128::from(s);
            correlation(rest, x_squares[x_group], y_squares[y_group])
        })
        .collect()
}

/// For each group the sum of `value` over the elements in higher groups minus the sum over those in lower ones.
fn signed_sums(ranks: &Ranks, value: impl Fn(usize) -> i64) -> Vec<i128> {
    let mut sums = vec![0_i128; ranks.sizes.len()];
    for (element, &group) in ranks.dense.iter().enumerate() {
        sums[group as usize] += i128::from(value(element));
    }
    let total: i128 = sums.iter().sum();
    let mut below = 0;
    for sum in &mut sums {
        let own = *sum;
        *sum = total - own - 2 * below;
        below += own;
    }
    sums
}

/// For each group the sum of squared centred ranks when one of its elements is left out.
fn square_sums_without(ranks: &Ranks) -> Vec<i128> {
    let n = ranks.len() as i128;
    let full = square_sum(&ranks.sizes);
    ranks
        .sizes
        .iter()
        .map(|&size| {
            // m^3 - m grows by 3 m (m - 1) from m - 1 to m; the sums are a third of those.
            let size = i128::from(size);
            full - n * (n - 1) + size * (size - 1)
        })
        .collect()
}
