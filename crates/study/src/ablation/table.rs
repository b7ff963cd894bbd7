use std::path::Path;

use benchmark::keys;
use table::{Column, write_csv, write_parquet};

use super::{Measured, names};
use crate::Error;
use analysis::Correlation;
use config::Ablation;
use data::Data;
use sweep::{Outcome, Scores};

/// A row, and one of its labels.
type Line<'a> = (&'a Measured, Option<&'a Correlation>);

/// Writes `ablation.csv` and `ablation.parquet`: one line for each row and label (one a row where there is no label).
pub(crate) fn write_results(folder: &Path, ablation: &Ablation, measured: &[Measured]) -> Result<(), Error> {
    let lines: Vec<Line<'_>> = measured
        .iter()
        .flat_map(|row| {
            let labelled = row.correlations.iter().map(move |correlation| (row, Some(correlation)));
            let bare = ablation.study.labels.is_empty().then_some((row, None));
            labelled.chain(bare)
        })
        .collect();
    let text = |of: &dyn Fn(&Line<'_>) -> String| Column::Text(lines.iter().map(of).collect());
    let count =
        |of: &dyn Fn(&Line<'_>) -> usize| Column::Integer(lines.iter().map(|line| of(line) as i64).collect());
    let number = |of: &dyn Fn(&Line<'_>) -> f64| Column::Number(lines.iter().map(of).collect());
    let weight = |which: usize| {
        number(&move |(row, _)| row.row.weights.map_or(f64::NAN, |weights| weights.pair()[which]))
    };
    let statistic =
        |of: &dyn Fn(&Correlation) -> f64| number(&|(_, correlation)| correlation.map_or(f64::NAN, of));
    let columns = [
        ("input", text(&|(row, _)| row.row.input.clone())),
        ("embedding", text(&|(row, _)| row.row.embedding.clone().unwrap_or_default())),
        ("batch_size", count(&|(row, _)| row.row.batch_size)),
        ("precision", text(&|(row, _)| row.row.precision.to_string())),
        ("initialisation", text(&|(row, _)| row.row.initialisation.to_owned())),
        ("weight_1", weight(0)),
        ("weight_2", weight(1)),
        ("normalisation", text(&|(row, _)| row.row.formula.to_string())),
        ("repeat", count(&|(row, _)| row.row.repeat)),
        ("label", text(&|(_, correlation)| correlation.map_or_else(String::new, |row| row.label.clone()))),
        (
            "direction",
            text(&|(_, correlation)| correlation.map_or_else(String::new, |row| row.direction.to_string())),
        ),
        ("n_total", count(&|(row, _)| row.asked)),
        ("n_scored", count(&|(row, _)| row.scored)),
        ("coverage", number(&|(row, _)| row.coverage())),
        ("n", count(&|(_, correlation)| correlation.map_or(0, |row| row.statistics.n))),
        ("spearman", statistic(&|row| row.statistics.rho)),
        ("kendall_tau_b", statistic(&|row| row.statistics.tau)),
        ("weighted_tau", statistic(&|row| row.weighted_tau)),
        ("spearman_top10", statistic(&|row| row.statistics.rho_top10)),
        ("kendall_tau_b_top10", statistic(&|row| row.statistics.tau_top10)),
        ("top10_overlap", statistic(&|row| row.statistics.top10_overlap)),
        ("top64_in_top5", statistic(&|row| row.statistics.top64_in_top5)),
    ];
    write_csv(&folder.join("ablation.csv"), &columns)?;
    write_parquet(&folder.join("ablation.parquet"), &columns)?;
    Ok(())
}

/// Writes all scores: one line an architecture, one column a setting. Zeros stay: whether they count is a question of
/// statistics.
pub(crate) fn write_scores(
    path: &Path,
    ablation: &Ablation,
    data: &Data,
    scores: &Scores,
) -> Result<(), Error> {
    // Batches of two repeats have the same name: the position tells their columns apart.
    let names: Vec<String> = names(ablation)
        .into_iter()
        .enumerate()
        .map(|(position, name)| format!("{position}: {name}"))
        .collect();
    let mut columns = vec![("arch", Column::Text(keys(&data.architectures)))];
    for (setting, name) in names.iter().enumerate() {
        let values = scores.column(setting).iter().map(|cell| cell.map_or(f64::NAN, Outcome::value));
        columns.push((name.as_str(), Column::Number(values.collect())));
    }
    Ok(write_parquet(path, &columns)?)
}
