/// The quantile of probability `share` (0 to 1) of ascending values, linearly interpolated; 0.5 gives the median. NaN if
/// there are no values or the share is NaN.
///
/// ```
/// assert_eq!(rankstats::quantile(&[1.0, 2.0, 4.0, 8.0], 0.25), 1.75);
/// assert_eq!(rankstats::quantile(&[3.0], 0.75), 3.0);
/// ```
#[must_use]
pub fn quantile(ascending: &[f64], share: f64) -> f64 {
    if ascending.is_empty() || share.is_nan() {
        return f64::NAN;
    }
    let place = share.clamp(0.0, 1.0) * (ascending.len() - 1) as f64;
    let (lower, upper) = (ascending[place.floor() as usize], ascending[place.ceil() as usize]);
    // The difference of two equal infinities would be NaN.
    if lower == upper { lower } else { lower + (upper - lower) * place.fract() }
}
