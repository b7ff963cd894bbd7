//! Partial correlation: correlation given other columns.

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use crate::kendall::kendall_of_ranks;
use crate::order::{Ranks, pairs};
use crate::spearman::{product_sum, square_sum};
use crate::sum::correlation;

/// Spearman's partial rho of x and y given `controls` (parameters, FLOPs): the correlation of what remains of their ranks
/// after a linear regression on those of the controls.
///
/// NaN where a column is constant or holds NaN, or where the controls explain x or y completely. Redundant controls change
/// nothing. Without controls it is rho. O(c n log n + c^2 n) for c controls. Sums are integers up to the last division, so
/// a control that ranks almost as x does costs no digits.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// M. G. Kendall, "Partial rank correlation", 1942.
#[must_use]
pub fn partial_spearman(x: &[f64], y: &[f64], controls: &[&[f64]]) -> f64 {
    partial(x, y, controls, |x, y| if std::ptr::eq(x, y) { square_sum(&x.sizes) } else { product_sum(x, y) })
}

/// Kendall's partial tau of x and y given `controls`, from tau-b of every pair of columns.
///
/// NaN and controls as for [`partial_spearman`]. O(c^2 n log n) for c controls.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// M. G. Kendall, "Partial rank correlation", 1942.
#[must_use]
pub fn partial_kendall(x: &[f64], y: &[f64], controls: &[&[f64]]) -> f64 {
    partial(x, y, controls, |x, y| {
        if std::ptr::eq(x, y) {
            i128::from(pairs(x.len() as u64) - x.tied_pairs())
        } else {
            i128::from(kendall_of_ranks(x, y).s())
        }
    })
}

/// The partial correlation from integer inner products of the columns; the product of a column with itself is its square.
fn partial(x: &[f64], y: &[f64], controls: &[&[f64]], product: impl Fn(&Ranks, &Ranks) -> i128) -> f64 {
    let columns = [x, y].into_iter().chain(controls.iter().copied());
    let ranks: Option<Vec<Ranks>> = columns
        .map(|column| {
            assert_eq!(column.len(), x.len(), "columns must have the same length");
            Ranks::of(column)
        })
        .collect();
    let Some(ranks) = ranks else {
        return f64::NAN;
    };
    let size = ranks.len();
    let mut matrix = vec![vec![BigInt::ZERO; size]; size];
    for row in 0..size {
        for column in 0..=row {
            matrix[row][column] = product(&ranks[row], &ranks[column]).into();
            let value = matrix[row][column].clone();
            matrix[column][row] = value;
        }
        if matrix[row][row].is_zero() {
            return f64::NAN;
        }
    }
    // Eliminates one control after the other by Bareiss' algorithm, in which every division is exact.
    let mut divisor = BigInt::from(1);
    for control in (2..size).rev() {
        let swept = matrix[control].clone();
        let pivot = swept[control].clone();
        if pivot.is_zero() {
            continue;
        }
        for (row, values) in matrix.iter_mut().enumerate().take(control) {
            for (value, other) in values.iter_mut().zip(&swept).take(control) {
                *value = (&*value * &pivot - &swept[row] * other) / &divisor;
            }
        }
        divisor = pivot;
    }
    // The numbers grow with the controls; shifting all three alike keeps them in the range of a double.
    let excess = matrix[0][0].bits().max(matrix[1][1].bits()).saturating_sub(1000);
    let float = |value: &BigInt| (value >> excess).to_f64().unwrap_or(f64::NAN);
    correlation(float(&matrix[0][1]), float(&matrix[0][0]), float(&matrix[1][1]))
}
