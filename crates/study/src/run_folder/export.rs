use std::path::Path;

use table::{Column, write_csv, write_parquet};

use super::write_whole;
use crate::Error;
use crate::analysis::{Analysis, Correlation};

/// Writes `scores.csv` and `scores.parquet` into a folder: one row per architecture and proxy, proxy by proxy.
///
/// # Errors
/// If a file can't be written.
pub fn write_scores(folder: &Path, architectures: &[String], analysis: &Analysis) -> Result<(), Error> {
    let rows = architectures.len() * analysis.proxies.len();
    let (mut arch, mut proxy) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let (mut score, mut status) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for column in &analysis.proxies {
        arch.extend(architectures.iter().cloned());
        proxy.extend(std::iter::repeat_n(column.name.clone(), architectures.len()));
        score.extend(&column.values);
        status.extend(column.status.iter().map(ToString::to_string));
    }
    let columns = [
        ("arch", Column::Text(arch)),
        ("proxy", Column::Text(proxy)),
        ("score", Column::Number(score)),
        ("status", Column::Text(status)),
    ];
    write_whole(&folder.join("scores.csv"), |path| Ok(write_csv(path, &columns)?))?;
    write_whole(&folder.join("scores.parquet"), |path| Ok(write_parquet(path, &columns)?))
}

/// Writes correlations as a table, one row a correlation.
///
/// # Errors
/// If the file can't be written.
pub fn write_correlations(path: &Path, correlations: &[Correlation]) -> Result<(), Error> {
    let text = |of: &dyn Fn(&Correlation) -> String| Column::Text(correlations.iter().map(of).collect());
    let count = |of: &dyn Fn(&Correlation) -> usize| {
        Column::Integer(correlations.iter().map(|row| of(row) as i64).collect())
    };
    let number = |of: &dyn Fn(&Correlation) -> f64| Column::Number(correlations.iter().map(of).collect());
    let columns = [
        ("label", text(&|row| row.label.clone())),
        ("score", text(&|row| row.score.clone())),
        ("subset", text(&|row| row.subset.name().to_owned())),
        ("direction", text(&|row| row.direction.to_string())),
        ("n", count(&|row| row.statistics.n)),
        ("n_total", count(&|row| row.n_total)),
        ("n_labelled", count(&|row| row.n_labelled)),
        ("n_scored", count(&|row| row.n_scored)),
        ("spearman", number(&|row| row.statistics.rho)),
        ("kendall_tau_b", number(&|row| row.statistics.tau)),
        ("weighted_tau", number(&|row| row.weighted_tau)),
        ("n_top10", count(&|row| row.statistics.n_top10)),
        ("spearman_top10", number(&|row| row.statistics.rho_top10)),
        ("kendall_tau_b_top10", number(&|row| row.statistics.tau_top10)),
        ("top10_overlap", number(&|row| row.statistics.top10_overlap)),
        ("top64_in_top5", number(&|row| row.statistics.top64_in_top5)),
    ];
    write_whole(path, |path| Ok(write_csv(path, &columns)?))
}
