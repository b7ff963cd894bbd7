//! Statistics of arrays: contiguous `float64`, of equal lengths, as `epsilon_nas.stats` passes them.

use analysis::{Clusters, Columns, LabelValues, ProxyColumn, examine};
use benchmark::Direction;
use config::{IntervalsConfig, Named as _, StatisticsConfig};
use numpy::{IntoPyArray as _, PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rankstats::{Coefficient, Error, Interval, RankedAs};
use study::results::records;

use crate::error::wrong;

type Array<'py> = PyReadonlyArray1<'py, f64>;

/// Computes without the interpreter's lock.
fn of_two<T: Send>(
    py: Python<'_>,
    x: &Array<'_>,
    y: &Array<'_>,
    compute: impl FnOnce(&[f64], &[f64]) -> T + Send,
) -> PyResult<T> {
    let (x, y) = (x.as_slice()?, y.as_slice()?);
    if x.len() != y.len() {
        return Err(wrong(format!(
            "the columns have {} and {} elements: give equal lengths",
            x.len(),
            y.len()
        )));
    }
    Ok(py.detach(|| compute(x, y)))
}

#[pyfunction]
pub fn spearman(py: Python<'_>, x: Array<'_>, y: Array<'_>) -> PyResult<f64> {
    of_two(py, &x, &y, rankstats::spearman)
}

#[pyfunction]
pub fn spearman_p_value(rho: f64, n: usize) -> f64 {
    rankstats::spearman_p_value(rho, n)
}

/// Tau-a, tau-b and tau-c.
#[pyfunction]
pub fn kendall(py: Python<'_>, x: Array<'_>, y: Array<'_>) -> PyResult<(f64, f64, f64)> {
    of_two(py, &x, &y, |x, y| {
        let counts = rankstats::kendall(x, y);
        (counts.tau_a(), counts.tau_b(), counts.tau_c())
    })
}

#[pyfunction]
pub fn kendall_p_value(py: Python<'_>, x: Array<'_>, y: Array<'_>) -> PyResult<f64> {
    of_two(py, &x, &y, rankstats::kendall_p_value)
}

#[pyfunction]
pub fn weighted_tau(py: Python<'_>, x: Array<'_>, y: Array<'_>) -> PyResult<f64> {
    of_two(py, &x, &y, rankstats::weighted_tau)
}

fn ends(interval: Result<Interval, Error>) -> PyResult<(f64, f64)> {
    interval.map(|interval| (interval.lower, interval.upper)).map_err(wrong)
}

#[pyfunction]
pub fn interval_rho(rho: f64, n: usize, level: f64) -> PyResult<(f64, f64)> {
    ends(rankstats::bonett_wright_interval(rho, n, level))
}

#[pyfunction]
pub fn interval_fieller_tau(tau: f64, n: usize, level: f64) -> PyResult<(f64, f64)> {
    ends(rankstats::fieller_interval_tau(tau, n, level))
}

#[pyfunction]
pub fn interval_percentile(replicates: Array<'_>, level: f64) -> PyResult<(f64, f64)> {
    ends(rankstats::percentile_interval(replicates.as_slice()?, level))
}

fn coefficient(name: &str) -> PyResult<Coefficient> {
    match name {
        "spearman" => Ok(Coefficient::Spearman),
        "kendall" => Ok(Coefficient::TauB),
        other => Err(wrong(format!(
            "there is no coefficient `{other}` to resample: there are spearman and kendall"
        ))),
    }
}

/// The coefficient, and its values in the resamples.
#[pyfunction]
pub fn bootstrap<'py>(
    py: Python<'py>,
    x: Array<'py>,
    y: Array<'py>,
    clusters: Option<PyReadonlyArray1<'py, u64>>,
    statistic: &str,
    resamples: usize,
    seed: u64,
) -> PyResult<(f64, Bound<'py, PyArray1<f64>>)> {
    let coefficient = coefficient(statistic)?;
    let clusters = clusters.as_ref().map(|clusters| clusters.as_slice()).transpose()?;
    let found = of_two(py, &x, &y, |x, y| match clusters {
        None => rankstats::bootstrap(x, y, coefficient, resamples, seed),
        Some(clusters) => rankstats::bootstrap_clusters(x, y, clusters, coefficient, resamples, seed),
    })?;
    let found = found.map_err(wrong)?;
    Ok((found.estimate, found.replicates.into_pyarray(py)))
}

#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python gives them names")]
pub fn interval_bca(
    py: Python<'_>,
    x: Array<'_>,
    y: Array<'_>,
    clusters: Option<PyReadonlyArray1<'_, u64>>,
    statistic: &str,
    estimate: f64,
    replicates: Array<'_>,
    level: f64,
) -> PyResult<(f64, f64)> {
    let coefficient = coefficient(statistic)?;
    let clusters = clusters.as_ref().map(|clusters| clusters.as_slice()).transpose()?;
    let replicates = replicates.as_slice()?;
    ends(of_two(py, &x, &y, |x, y| {
        let jackknife = match clusters {
            None => rankstats::jackknife(x, y, coefficient),
            Some(clusters) => rankstats::jackknife_clusters(x, y, clusters, coefficient),
        }?;
        rankstats::bca_interval(estimate, replicates, &jackknife, level)
    })?)
}

/// The row of `comparisons.csv` for two scores, as JSON.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python gives them names")]
pub fn compare(
    py: Python<'_>,
    first: Array<'_>,
    second: Array<'_>,
    label: Array<'_>,
    clusters: Option<PyReadonlyArray1<'_, u64>>,
    resamples: u64,
    level: f64,
    seed: u64,
) -> PyResult<String> {
    let column = |name: &str, values: &Array<'_>| -> PyResult<ProxyColumn> {
        let values = values.as_slice()?.to_vec();
        let status = vec!["scored"; values.len()];
        Ok(ProxyColumn { name: name.to_owned(), values, status })
    };
    let proxies = [column("first", &first)?, column("second", &second)?];
    let labels = [LabelValues {
        name: "label".to_owned(),
        direction: Direction::Maximize,
        values: label.as_slice()?.to_vec(),
        seeds: Vec::new(),
    }];
    let (clusters, lengths) = (
        clusters.as_ref().map(|clusters| clusters.as_slice()).transpose()?,
        [&proxies[0].values, &proxies[1].values, &labels[0].values].map(Vec::len),
    );
    if lengths != [lengths[0]; 3] {
        return Err(wrong(format!("the columns have {lengths:?} elements: give equal lengths")));
    }
    let settings = StatisticsConfig {
        intervals: IntervalsConfig {
            level: Some(level),
            resamples: Some(resamples),
            seed: Some(seed),
            ..IntervalsConfig::default()
        },
        clusters: Some(if clusters.is_some() { Clusters::Column } else { Clusters::None }),
        top_k: Some(Vec::new()),
        bands: Some(0),
        strata: Some("none".to_owned()),
        partial: Some(Vec::new()),
        ..StatisticsConfig::default()
    };
    let names = proxies.each_ref().map(|proxy| proxy.name.clone());
    let settings = settings
        .check(&names, false)
        .map_err(|(path, problem)| wrong(format!("{}: {problem}", path.join("."))))?;
    let input = Columns {
        proxies: &proxies,
        labels: &labels,
        controls: &[],
        strata: None,
        clusters,
        size: None,
        seed,
    };
    let found = py.detach(|| examine(&input, &settings, ""));
    let row = found.details.comparisons.first();
    let row = row.ok_or_else(|| wrong("no element has both scores and a label"))?;
    Ok(records::comparison(row).to_string())
}

#[pyfunction]
pub fn top_k<'py>(
    py: Python<'py>,
    score: Array<'py>,
    label: Array<'py>,
    direction: &str,
    k: usize,
    relevant: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let direction = Direction::read(direction).map_err(wrong)?;
    let top =
        of_two(py, &score, &label, |score, label| rankstats::top_k(score, label, direction, k, relevant))?;
    let found = PyDict::new(py);
    found.set_item("n", top.n)?;
    found.set_item("k", top.k)?;
    found.set_item("relevant", top.relevant)?;
    for (name, value) in [
        ("precision", top.precision),
        ("random_precision", top.random_precision),
        ("recall", top.recall),
        ("random_recall", top.random_recall),
        ("overlap", top.overlap),
        ("random_overlap", top.random_overlap),
        ("regret", top.regret),
        ("random_regret", top.random_regret),
        ("ndcg", top.ndcg),
        ("random_ndcg", top.random_ndcg),
    ] {
        found.set_item(name, value)?;
    }
    Ok(found)
}

/// How many scores are missing, and (rho, tau-b) over the scored ones and with the missing ranked worst, in the middle and
/// best.
#[pyfunction]
pub fn missing_ranked(
    py: Python<'_>,
    score: Array<'_>,
    label: Array<'_>,
) -> PyResult<(usize, [(f64, f64); 4])> {
    let found = of_two(py, &score, &label, rankstats::missing_ranked)?;
    let both = |ranked: RankedAs| (ranked.rho, ranked.tau);
    Ok((found.missing, [found.scored_only, found.worst, found.middle, found.best].map(both)))
}
