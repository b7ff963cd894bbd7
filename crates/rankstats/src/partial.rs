//! Correlation given other columns.

use crate::kendall::kendall_of_ranks;
use crate::order::Ranks;
use crate::spearman::spearman_of_ranks;

/// Below this a control is taken to be fixed by those before it; correlations of ranks carry 1e-16.
const REDUNDANT: f64 = 1e-12;

/// Spearman's rho of x and y given `controls` (parameters, FLOPs): what is left of it when the ranks of the controls
/// explain what they linearly can.
///
/// NaN where a column is constant or holds NaN, or where the controls explain x or y completely. Controls that the others
/// already determine change nothing. Without controls it is rho. O(c n log n + c^2 n) for c controls.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// M. G. Kendall, "Partial rank correlation", 1942.
#[must_use]
pub fn partial_spearman(x: &[f64], y: &[f64], controls: &[&[f64]]) -> f64 {
    partial(x, y, controls, spearman_of_ranks)
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
    partial(x, y, controls, |x, y| kendall_of_ranks(x, y).tau_b())
}

fn partial(x: &[f64], y: &[f64], controls: &[&[f64]], coefficient: impl Fn(&Ranks, &Ranks) -> f64) -> f64 {
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
    let mut matrix = vec![vec![1.0; size]; size];
    for row in 0..size {
        for column in 0..row {
            let value = coefficient(&ranks[row], &ranks[column]);
            if value.is_nan() {
                return f64::NAN;
            }
            matrix[row][column] = value;
            matrix[column][row] = value;
        }
    }
    // Sweeps one control after the other out of the rest: each sweep is the formula for one control.
    for control in (2..size).rev() {
        let pivot = matrix[control][control];
        if pivot < REDUNDANT {
            continue;
        }
        let swept = matrix[control].clone();
        for (row, values) in matrix.iter_mut().enumerate().take(control) {
            let factor = swept[row] / pivot;
            for (value, other) in values.iter_mut().zip(&swept).take(control) {
                *value -= factor * other;
            }
        }
    }
    let (x_left, y_left) = (matrix[0][0], matrix[1][1]);
    if x_left < REDUNDANT || y_left < REDUNDANT {
        return f64::NAN;
    }
    (matrix[0][1] / x_left.sqrt() / y_left.sqrt()).clamp(-1.0, 1.0)
}
