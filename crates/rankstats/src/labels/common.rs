//! The elements that several columns cover.

/// Positions at which no column is NaN, ascending. Scores are to be compared on these only: two coefficients over
/// different architectures say nothing about each other.
///
/// Without columns there are no positions. O(n) a column.
///
/// # Panics
/// If the columns differ in length.
///
/// ```
/// let positions = rankstats::common_positions(&[&[1.0, f64::NAN, 3.0], &[4.0, 5.0, 6.0]]);
/// assert_eq!(positions, [0, 2]);
/// ```
#[must_use]
pub fn common_positions(columns: &[&[f64]]) -> Vec<usize> {
    let Some((first, rest)) = columns.split_first() else {
        return Vec::new();
    };
    for column in rest {
        assert_eq!(column.len(), first.len(), "columns must have the same length");
    }
    (0..first.len()).filter(|&position| columns.iter().all(|column| !column[position].is_nan())).collect()
}
