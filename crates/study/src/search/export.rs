use std::path::Path;

use table::{Column, write_csv};

use super::{BestOf, Curve, Results};
use crate::Error;

/// Writes `curves.csv` (one line a curve and number of trained architectures) and `best_of.csv`.
pub(crate) fn write(folder: &Path, results: &Results) -> Result<(), Error> {
    write_csv(&folder.join("curves.csv"), &curves(&results.curves))?;
    write_csv(&folder.join("best_of.csv"), &best_of(&results.best_of))?;
    Ok(())
}

fn curves(curves: &[Curve]) -> Vec<(&'static str, Column)> {
    let points = || curves.iter().flat_map(|curve| (0..curve.median.len()).map(move |at| (curve, at)));
    let proxy = |curve: &Curve| curve.proxy.as_ref().map_or_else(String::new, |(name, _)| name.clone());
    let missing = |curve: &Curve| curve.proxy.as_ref().map_or("", |(_, missing)| missing.name()).to_owned();
    vec![
        ("method", Column::Text(points().map(|(curve, _)| curve.method.to_string()).collect())),
        ("proxy", Column::Text(points().map(|(curve, _)| proxy(curve)).collect())),
        ("missing", Column::Text(points().map(|(curve, _)| missing(curve)).collect())),
        ("runs", Column::Integer(points().map(|(curve, _)| curve.runs as i64).collect())),
        ("trained", Column::Integer(points().map(|(_, at)| at as i64 + 1).collect())),
        ("first_quartile", Column::Number(points().map(|(curve, at)| curve.low[at]).collect())),
        ("median", Column::Number(points().map(|(curve, at)| curve.median[at]).collect())),
        ("third_quartile", Column::Number(points().map(|(curve, at)| curve.high[at]).collect())),
        ("mean", Column::Number(points().map(|(curve, at)| curve.mean[at]).collect())),
    ]
}

fn best_of(rows: &[BestOf]) -> Vec<(&'static str, Column)> {
    let number = |of: fn(&BestOf) -> f64| Column::Number(rows.iter().map(of).collect());
    let count = |of: fn(&BestOf) -> usize| Column::Integer(rows.iter().map(|row| of(row) as i64).collect());
    vec![
        ("proxy", Column::Text(rows.iter().map(|row| row.proxy.clone()).collect())),
        ("missing", Column::Text(rows.iter().map(|row| row.missing.name().to_owned()).collect())),
        ("drawn", count(|row| row.size)),
        ("available", count(|row| row.available)),
        ("runs", count(|row| row.runs)),
        ("mean", number(|row| row.mean)),
        ("deviation", number(|row| row.deviation)),
        ("median", number(|row| row.median)),
        ("rank_among_drawn", number(|row| row.rank_among_drawn)),
        ("rank_among_all", number(|row| row.rank_among_all)),
        ("exact_mean", number(|row| row.exact.mean)),
        ("exact_deviation", number(|row| row.exact.deviation)),
        ("exact_rank_among_all", number(|row| row.exact.rank)),
    ]
}
