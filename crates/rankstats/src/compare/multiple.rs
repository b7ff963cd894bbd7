//! Corrections of p-values when a table holds many tests.

/// Holm's adjusted p-values, in the order given: rejecting those below alpha keeps the chance of any false rejection in
/// the table below alpha, whatever the dependence. NaN stays NaN and is not counted as a test. O(m log m).
///
/// # References
/// S. Holm, "A simple sequentially rejective multiple test procedure", 1979.
///
/// ```
/// assert_eq!(rankstats::holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
/// ```
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let order = ascending(p_values);
    let tests = order.len();
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut largest = 0.0_f64;
    for (smaller, &position) in order.iter().enumerate() {
        largest = largest.max(p_values[position] * (tests - smaller) as f64).min(1.0);
        adjusted[position] = largest;
    }
    adjusted
}

/// Benjamini and Hochberg's adjusted p-values, in the order given: rejecting those below q keeps the expected share of
/// false ones among the rejected below q. NaN stays NaN and is not counted as a test. O(m log m).
///
/// # References
/// Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", 1995.
///
/// ```
/// assert_eq!(rankstats::benjamini_hochberg(&[0.01, 0.5, 0.02]), [0.03, 0.5, 0.03]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let order = ascending(p_values);
    let tests = order.len();
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut smallest = 1.0_f64;
    for (smaller, &position) in order.iter().enumerate().rev() {
        smallest = smallest.min(p_values[position] * tests as f64 / (smaller + 1) as f64);
        adjusted[position] = smallest;
    }
    adjusted
}

/// Positions of the values that are not NaN, by ascending value.
fn ascending(p_values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..p_values.len()).filter(|&position| !p_values[position].is_nan()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    order
}
