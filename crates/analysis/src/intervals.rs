use rankstats::{
    Bootstrap, Coefficient, Interval, bonett_wright_interval, bootstrap, bootstrap_clusters,
    fieller_interval, fieller_interval_tau, fisher_interval, jackknife, jackknife_clusters,
};

use super::IntervalPair;
use super::columns::Rows;
use crate::{IntervalMethod, Intervals};

/// Resamples of rho and of tau-b. Different scores over the same architectures with the same seed get the same draws, so
/// that their differences are paired.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    pub spearman: Bootstrap,
    pub kendall: Bootstrap,
}

/// The two coefficients, in the order of results.
const COEFFICIENTS: [Coefficient; 2] = [Coefficient::Spearman, Coefficient::TauB];

/// Draws resamples; `None` if there are too few architectures.
pub(super) fn draws(
    rows: &Rows,
    clusters: Option<&[u64]>,
    intervals: &Intervals,
    seed: u64,
) -> Option<Draws> {
    let resamples = intervals.resamples_for(rows.x.len());
    let draw = |coefficient| match clusters {
        Some(clusters) => {
            bootstrap_clusters(&rows.x, &rows.y, &rows.pick(clusters), coefficient, resamples, seed)
        }
        None => bootstrap(&rows.x, &rows.y, coefficient, resamples, seed),
    };
    let [spearman, kendall] = COEFFICIENTS.map(|coefficient| draw(coefficient).ok());
    Some(Draws { spearman: spearman?, kendall: kendall? })
}

/// The intervals of rho and tau-b; `None` if none are wanted, or there are too few architectures.
pub(super) fn intervals(
    rows: &Rows,
    (rho, tau): (f64, f64),
    clusters: Option<&[u64]>,
    settings: &Intervals,
    draws: Option<&Draws>,
) -> Option<IntervalPair> {
    let (n, level) = (rows.x.len(), settings.level);
    let pair = |spearman: Result<Interval, _>, kendall: Result<Interval, rankstats::Error>| {
        Some(IntervalPair { spearman: spearman.ok()?, kendall: kendall.ok()? })
    };
    match settings.method {
        IntervalMethod::None => None,
        IntervalMethod::Fisher => pair(fisher_interval(rho, n, level), fieller_interval_tau(tau, n, level)),
        IntervalMethod::BonettWright => {
            pair(bonett_wright_interval(rho, n, level), fieller_interval_tau(tau, n, level))
        }
        IntervalMethod::Fieller => pair(fieller_interval(rho, n, level), fieller_interval_tau(tau, n, level)),
        IntervalMethod::Percentile => {
            let draws = draws?;
            pair(draws.spearman.percentile(level), draws.kendall.percentile(level))
        }
        IntervalMethod::Bca => {
            let draws = draws?;
            let left_out = |coefficient| match clusters {
                Some(clusters) => jackknife_clusters(&rows.x, &rows.y, &rows.pick(clusters), coefficient),
                None => jackknife(&rows.x, &rows.y, coefficient),
            };
            let [spearman, kendall] = COEFFICIENTS.map(left_out);
            pair(draws.spearman.bca(&spearman.ok()?, level), draws.kendall.bca(&kendall.ok()?, level))
        }
    }
}
