use rankstats::{Coefficient, partial_kendall, partial_spearman, permutation};
use rayon::prelude::*;

use super::clusters::{ClusterSummary, distinct};
use super::columns::Rows;
use super::compare::{Common, compare};
use super::diagnostics::{between, noise_rows, tie_rows};
use super::intervals::{Draws, draws, intervals};
use super::missing::missing_rows;
use super::strata::strata_rows;
use super::tops::{band_rows, top_rows};
use super::{
    BandRow, Columns, Comparison, Correlation, LabelValues, MissingRow, NoiseRow, Pair, ProxyColumn,
    ProxyCorrelations, StratumRow, Subset, TieRow, TopRow, correlate,
};
use crate::{ComparisonTest, IntervalMethod, Statistics};

/// All results beyond the table of correlations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// The clusters drawn as one in resampling.
    pub clusters: Option<ClusterSummary>,
    /// The effect of missing scores, label by label.
    pub missing: Vec<MissingRow>,
    /// Proxies against each other, label by label.
    pub comparisons: Vec<Comparison>,
    /// The best-scored, label by label, proxy by proxy.
    pub tops: Vec<TopRow>,
    /// Correlations within bands of the label, label by label, proxy by proxy.
    pub bands: Vec<BandRow>,
    /// Correlations within strata of architectures, label by label, proxy by proxy.
    pub strata: Vec<StratumRow>,
    /// The noise of labels whose training seeds are known.
    pub noise: Vec<NoiseRow>,
    /// Ties of proxies, then of labels.
    pub ties: Vec<TieRow>,
    /// Correlations between proxies.
    pub between: ProxyCorrelations,
}

/// The outcome of [`examine`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examined {
    /// Every proxy against every label: label by label, first the proxies over all their architectures, then over the
    /// common ones.
    pub correlations: Vec<Correlation>,
    /// All else.
    pub details: Details,
    /// Number of architectures that every proxy scores.
    pub common: usize,
}

/// Computes every statistic that the settings ask for. `cluster_kind` is the name of the kind of cluster. The result does
/// not depend on the number of threads.
///
/// The bootstraps dominate the cost: with p proxies there are 4 p per label, each about 25 ns per architecture and
/// resample on one core.
///
/// # Panics
/// If columns differ in length.
pub fn examine(input: &Columns<'_>, settings: &Statistics, cluster_kind: &str) -> Examined {
    let rows = input.proxies.first().map_or(0, |column| column.values.len());
    let common: Vec<bool> =
        (0..rows).map(|row| input.proxies.iter().all(|proxy| !proxy.values[row].is_nan())).collect();
    let mut found = Examined { common: common.iter().filter(|row| **row).count(), ..Examined::default() };
    let details = &mut found.details;
    details.clusters = input.clusters.map(|clusters| ClusterSummary::new(cluster_kind, clusters));
    details.noise = noise_rows(input.labels);
    details.ties = tie_rows(input.proxies, input.labels);
    details.between = between(input.proxies);
    for label in input.labels {
        let own: Vec<Own> =
            input.proxies.par_iter().map(|proxy| own(input, settings, label, proxy)).collect();
        let with_common = input.proxies.len() > 1 && settings.common_subset;
        let compared: Vec<Common<'_>> = if with_common {
            let pairs: Vec<_> = input.proxies.iter().zip(&own).collect();
            pairs
                .into_par_iter()
                .map(|(proxy, own)| shared(input, settings, label, proxy, own, &common))
                .collect()
        } else {
            Vec::new()
        };
        details.comparisons.extend(compare(
            &label.name,
            &compared,
            &settings.comparisons,
            settings.intervals.level,
        ));
        if settings.missing_ranked {
            details.missing.extend(missing_rows(label, input.proxies, input.size));
        }
        for own in own {
            found.correlations.push(own.correlation);
            details.tops.extend(own.tops);
            details.bands.extend(own.bands);
            details.strata.extend(own.strata);
        }
        found.correlations.extend(compared.into_iter().map(|common| common.correlation));
    }
    found
}

/// The results of one proxy on all its architectures.
struct Own {
    correlation: Correlation,
    draws: Option<Draws>,
    tops: Vec<TopRow>,
    bands: Vec<BandRow>,
    strata: Vec<StratumRow>,
}

fn own(input: &Columns<'_>, settings: &Statistics, label: &LabelValues, proxy: &ProxyColumn) -> Own {
    let rows = Rows::of(&proxy.values, &label.values, None);
    let mut correlation =
        correlate((&proxy.name, &proxy.values), (&label.name, &label.values), label.direction, None);
    let draws = wanted_draws(input, settings, &rows, &correlation, needs_draws(settings));
    complete(input, settings, proxy, &rows, draws.as_ref(), &mut correlation);
    Own {
        draws,
        tops: top_rows(label, proxy, &rows, &settings.top_k),
        bands: band_rows(label, proxy, &rows, settings.bands),
        strata: input.strata.map_or_else(Vec::new, |by| strata_rows(label, proxy, by)),
        correlation,
    }
}

fn shared<'a>(
    input: &Columns<'_>,
    settings: &Statistics,
    label: &LabelValues,
    proxy: &'a ProxyColumn,
    own: &Own,
    common: &[bool],
) -> Common<'a> {
    let rows = Rows::of(&proxy.values, &label.values, Some(common));
    let wanted = needs_draws(settings) || settings.comparisons.has(ComparisonTest::Bootstrap);
    // The common architectures are a subset of the proxy's own, so an equal number means the same ones: reuse the result.
    if rows.x.len() == own.correlation.statistics.n {
        let correlation = Correlation { subset: Subset::Common, ..own.correlation.clone() };
        let draws = own.draws.clone().or_else(|| wanted_draws(input, settings, &rows, &correlation, wanted));
        return Common { column: proxy, rows, correlation, draws };
    }
    let mut correlation =
        correlate((&proxy.name, &proxy.values), (&label.name, &label.values), label.direction, Some(common));
    let draws = wanted_draws(input, settings, &rows, &correlation, wanted);
    complete(input, settings, proxy, &rows, draws.as_ref(), &mut correlation);
    Common { column: proxy, rows, correlation, draws }
}

const fn needs_draws(settings: &Statistics) -> bool {
    matches!(settings.intervals.method, IntervalMethod::Percentile | IntervalMethod::Bca)
}

/// Resamples if the settings need them and there are enough architectures.
fn wanted_draws(
    input: &Columns<'_>,
    settings: &Statistics,
    rows: &Rows,
    correlation: &Correlation,
    wanted: bool,
) -> Option<Draws> {
    if !wanted || correlation.statistics.rho.is_nan() {
        return None;
    }
    draws(rows, input.clusters, &settings.intervals, seed(input, settings))
}

fn seed(input: &Columns<'_>, settings: &Statistics) -> u64 {
    settings.intervals.seed.unwrap_or(input.seed)
}

/// Adds the statistics that need settings to a correlation.
fn complete(
    input: &Columns<'_>,
    settings: &Statistics,
    proxy: &ProxyColumn,
    rows: &Rows,
    draws: Option<&Draws>,
    correlation: &mut Correlation,
) {
    let coefficients = (correlation.statistics.rho, correlation.statistics.tau);
    if !coefficients.0.is_nan() {
        correlation.intervals = intervals(rows, coefficients, input.clusters, &settings.intervals, draws);
    }
    correlation.distinct = input.clusters.map(|clusters| distinct(rows, clusters));
    correlation.partial = partial(input, proxy, rows);
    if settings.permutations > 0 {
        let seed = seed(input, settings);
        let p = |coefficient| {
            permutation(&rows.x, &rows.y, coefficient, settings.permutations, seed)
                .map_or(f64::NAN, |found| found.p_value)
        };
        correlation.permutation =
            Some(Pair { spearman: p(Coefficient::Spearman), kendall: p(Coefficient::TauB) });
    }
}

/// Rho and tau given the controls; `None` if there is no control other than the score itself.
fn partial(input: &Columns<'_>, proxy: &ProxyColumn, rows: &Rows) -> Option<Pair> {
    let others = input.controls.iter().filter(|control| control.name != proxy.name);
    let controls: Vec<Vec<f64>> = others.map(|control| rows.pick(&control.values)).collect();
    if controls.is_empty() {
        return None;
    }
    // Architectures with a missing control are left out of this statistic only.
    let kept: Vec<usize> =
        (0..rows.x.len()).filter(|&row| controls.iter().all(|control| !control[row].is_nan())).collect();
    let pick = |column: &[f64]| -> Vec<f64> { kept.iter().map(|&row| column[row]).collect() };
    let controls: Vec<Vec<f64>> = controls.iter().map(|control| pick(control)).collect();
    let controls: Vec<&[f64]> = controls.iter().map(Vec::as_slice).collect();
    let (x, y) = (pick(&rows.x), pick(&rows.y));
    Some(Pair { spearman: partial_spearman(&x, &y, &controls), kendall: partial_kendall(&x, &y, &controls) })
}
