use std::fmt::Write as _;

use report::plot::{Axis, Band, BandSeries};
use report::{Cell, Column, Figure, Page, Plot, Table};

use super::{Curve, MissingScores, Results};
use crate::presentation::directions;
use config::{Method, Search};

/// Numbers of trained architectures at which the table of curves has a column.
const MARKS: [usize; 7] = [10, 30, 100, 300, 1_000, 3_000, 10_000];

/// The page of finished searches. `config` is the resolved one, `environment` what it ran on.
pub(crate) fn page(
    search: &Search,
    results: &Results,
    config: String,
    environment: Vec<(String, String)>,
) -> Page {
    Page {
        title: format!("How soon is a good architecture of {} found?", search.study.space.name()),
        study: search.study.name.clone(),
        findings: findings(results),
        warnings: directions(&search.study),
        figures: search
            .settings
            .methods
            .iter()
            .map(|&method| figure(search, results, method))
            .collect::<Vec<_>>()
            .into(),
        tables: tables(results),
        commands: vec!["epsilon search config.yaml".to_owned()],
        config_yaml: config,
        environment,
        ..Page::default()
    }
}

/// All tables: the best of N, and the curves at a few numbers of trained architectures.
pub fn tables(results: &Results) -> Vec<Table> {
    let mut tables = Vec::new();
    if !results.best_of.is_empty() {
        tables.push(best_of_table(results));
    }
    if !results.curves.is_empty() {
        tables.push(curve_table(results));
    }
    tables
}

/// The table "the best of N by a proxy".
fn best_of_table(results: &Results) -> Table {
    let rows = results
        .best_of
        .iter()
        .map(|row| {
            let fixed = |value: f64, decimals: u8| Cell::Fixed { value, decimals };
            vec![
                Cell::Text(row.proxy.clone()),
                Cell::Count(row.size as u64),
                Cell::from(way(row.missing)),
                Cell::Coverage { scored: row.available as u64, asked: results.candidates as u64 },
                fixed(row.mean, 2),
                fixed(row.deviation, 2),
                fixed(row.exact.mean, 3),
                fixed(row.exact.deviation, 3),
                fixed(row.rank_among_drawn, 1),
                fixed(row.rank_among_all, 0),
            ]
        })
        .collect();
    let runs = results.best_of.first().map_or(0, |row| row.runs);
    Table {
        caption: format!("{} of the best of N by a proxy, over {runs} draws", results.label),
        columns: vec![
            Column::text("proxy"),
            Column::number("N"),
            Column::text("without a score").help("what becomes of candidates that have no score"),
            Column::number("drawn from"),
            Column::number("mean"),
            Column::number("sd").help("standard deviation over the draws"),
            Column::number("exact mean").help("the mean over all possible draws"),
            Column::number("exact sd").help("the standard deviation over all possible draws"),
            Column::number("rank in N").help("mean rank by the label among the N that were drawn; 1 is the best"),
            Column::number("rank in all").help("mean rank by the label among all candidates"),
        ],
        rows,
        notes: vec![
            "ranked last: a candidate without a score is drawn like any other, and chosen only if none of the N has \
             a score. not drawn: the N are drawn from those that have one."
                .to_owned(),
        ],
    }
}

const fn way(missing: MissingScores) -> &'static str {
    match missing {
        MissingScores::Count => "ranked last",
        MissingScores::Skip => "not drawn",
    }
}

fn curve_table(results: &Results) -> Table {
    let longest = results.curves.iter().map(|curve| curve.median.len()).max().unwrap_or(0);
    let marks: Vec<usize> = MARKS.into_iter().filter(|mark| *mark <= longest).collect();
    let columns = [Column::text("search"), Column::text("pool ranked by"), Column::text("without a score")]
        .into_iter()
        .chain(marks.iter().map(|mark| Column::number(format!("after {mark}"))))
        .collect();
    let rows = results
        .curves
        .iter()
        .map(|curve| {
            let (proxy, missing) = match &curve.proxy {
                None => (Cell::Missing, Cell::Missing),
                Some((name, missing)) => (Cell::Text(name.clone()), Cell::from(way(*missing))),
            };
            let mut cells = vec![Cell::from(curve.method.to_string()), proxy, missing];
            cells.extend(marks.iter().map(|&mark| {
                let at = mark - 1;
                match (curve.median.get(at), curve.low.get(at), curve.high.get(at)) {
                    (Some(&value), Some(&low), Some(&high)) => {
                        Cell::Estimate { value, low, high, decimals: 2 }
                    }
                    _ => Cell::Missing,
                }
            }));
            cells
        })
        .collect();
    let mut notes = vec!["Medians over the runs, with the quartiles in brackets.".to_owned()];
    if results.seen != results.label {
        notes.push(format!(
            "The best so far is the best by {}, which is what a search sees: its {} may fall when another takes its place.",
            results.seen, results.label
        ));
    }
    Table {
        caption: format!("Best {} so far, by the number of trained architectures", results.label),
        columns,
        rows,
        notes,
    }
}

/// The first so many of what a search trains are chance, and would take most of an axis: one in so many is not drawn.
const WARM_UP: usize = 30;

fn figure(search: &Search, results: &Results, method: Method) -> Figure {
    let label = search.study.labels.last();
    let (shown, axis) = label.map_or_else(Default::default, |label| (label.shown().to_owned(), label.axis()));
    let titled = |name: &String| {
        let proxy = search.study.proxies.iter().find(|proxy| proxy.name == *name);
        proxy.map_or_else(|| name.clone(), |proxy| proxy.shown().to_owned())
    };
    // Where no score is missing, there is one way.
    let ways = |name: &String| {
        let of = |curve: &&Curve| {
            curve.method == method && curve.proxy.as_ref().is_some_and(|(other, _)| other == name)
        };
        results.curves.iter().filter(of).count()
    };
    let longest = results.curves.iter().map(|curve| curve.median.len()).max().unwrap_or(0);
    let from = (longest / WARM_UP).max(1);
    let series = results
        .curves
        .iter()
        .filter(|curve| curve.method == method)
        .map(|curve| BandSeries {
            name: match &curve.proxy {
                None => "no warm-up".to_owned(),
                Some((name, _)) if ways(name) == 1 => titled(name),
                Some((name, missing)) => format!("{}, {}", titled(name), way(*missing)),
            },
            xs: (from..=curve.median.len()).map(|trained| trained as f64).collect(),
            median: curve.median[from - 1..].to_vec(),
            low: curve.low[from - 1..].to_vec(),
            high: curve.high[from - 1..].to_vec(),
        })
        .collect();
    let runs = results.curves.first().map_or(0, |curve| curve.runs);
    let plot = Band {
        title: format!("{}: best {shown} so far, by what ranks the first pool", title(method)),
        subtitle: format!("median and quartiles of {runs} runs, from {from} trained architectures on"),
        x: Axis::log("trained architectures"),
        y: Axis::linear(axis),
        series,
    };
    Figure { stem: format!("search-{method}"), caption: String::new(), plot: Plot::Band(plot) }
}

const fn title(method: Method) -> &'static str {
    match method {
        Method::Random => "Random search",
        Method::Evolution => "Ageing evolution",
    }
}

fn findings(results: &Results) -> Vec<String> {
    let counted = |row: &&super::BestOf| row.missing == MissingScores::Count;
    results
        .best_of
        .iter()
        .filter(counted)
        .map(|row| {
            let mut text = format!(
                "The best of {} by {} has {} {:.2} ± {:.2} (mean rank {:.1} among the {}).",
                row.size, row.proxy, results.label, row.mean, row.deviation, row.rank_among_drawn, row.size
            );
            let skipped = results.best_of.iter().find(|other| {
                other.missing == MissingScores::Skip && other.proxy == row.proxy && other.size == row.size
            });
            if let Some(skipped) = skipped {
                // Writing to a String can't fail.
                let _ = write!(
                    text,
                    " Drawn only from the {} that have a score: {:.2} ± {:.2}.",
                    skipped.available, skipped.mean, skipped.deviation
                );
            }
            text
        })
        .collect()
}
