//! Intervals from a bootstrap distribution.

use crate::distribution::{normal_cdf, normal_quantile};
use crate::error::Error;
use crate::intervals::Interval;
use crate::quantile::quantile;
use crate::sum::{Sum, deviations};

/// The interval between the quantiles (1 - level) / 2 and (1 + level) / 2 of the replicates, interpolated linearly.
///
/// NaN replicates (constant resamples) are left out; if there are no others, the bounds are NaN. O(B log B).
///
/// # Errors
/// If `level` is not between 0 and 1.
pub fn percentile_interval(replicates: &[f64], level: f64) -> Result<Interval, Error> {
    Interval::check(level)?;
    let sorted = sorted(replicates);
    let tail = (1.0 - level) / 2.0;
    Ok(Interval { lower: quantile(&sorted, tail), upper: quantile(&sorted, 1.0 - tail), level })
}

/// The bias-corrected and accelerated bootstrap interval.
///
/// Corrects the percentile interval for the bias of the replicates about `estimate`, and for the change of their spread
/// with the coefficient, which is estimated from `jackknife` (the estimate without each element in turn). NaN replicates
/// are left out. The bounds are NaN where all replicates lie on one side of the estimate or a jackknife value is NaN.
/// O(B log B + n).
///
/// # Errors
/// If `level` is not between 0 and 1.
///
/// # References
/// B. Efron, "Better bootstrap confidence intervals", 1987.
pub fn bca_interval(
    estimate: f64,
    replicates: &[f64],
    jackknife: &[f64],
    level: f64,
) -> Result<Interval, Error> {
    Interval::check(level)?;
    let sorted = sorted(replicates);
    // Replicates equal to the estimate count half.
    let below = sorted.partition_point(|&value| value < estimate);
    let up_to = sorted.partition_point(|&value| value <= estimate);
    let share = (below + up_to) as f64 / (2.0 * sorted.len() as f64);
    let bias = if share > 0.0 && share < 1.0 { normal_quantile(share) } else { f64::NAN };
    let acceleration = acceleration(jackknife);
    let bound = |tail: f64| {
        let z = bias + normal_quantile(tail);
        quantile(&sorted, normal_cdf(bias + z / (1.0 - acceleration * z)))
    };
    let tail = (1.0 - level) / 2.0;
    Ok(Interval { lower: bound(tail), upper: bound(1.0 - tail), level })
}

/// A sixth of the skewness of the jackknife's influence values; 0 where they are all equal.
fn acceleration(jackknife: &[f64]) -> f64 {
    if jackknife.iter().any(|value| !value.is_finite()) {
        return f64::NAN;
    }
    // Skewness does not depend on the scale.
    let Some(deviations) = deviations(jackknife) else {
        return 0.0;
    };
    let moment = |power: i32| Sum::of(deviations.iter().map(|deviation| deviation.powi(power)));
    -moment(3) / (6.0 * moment(2).powf(1.5))
}

fn sorted(replicates: &[f64]) -> Vec<f64> {
    let mut values: Vec<f64> = replicates.iter().copied().filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}
