use report::{Cell, Column, Table};

use super::three;
use analysis::MissingRow;

/// What missing scores hide.
pub(super) fn missing(label: &str, rows: &[&MissingRow]) -> Table {
    let size = rows.iter().any(|row| row.against_size.is_some());
    let mut columns = vec![
        Column::text("proxy"),
        Column::number("missing / labelled"),
        Column::number("rho scored").help("over the architectures that have a score"),
        Column::number("rho, they last").help("rho over all, those without a score below every other"),
        Column::number("in the middle").priority(1).help("rho over all, those without a score at the median"),
        Column::number("first").help("rho over all, those without a score above every other"),
        Column::number("tau, last").priority(4),
        Column::number("tau, middle").priority(5),
        Column::number("tau, first").priority(4),
        Column::number("label, scored").priority(3).help("mean label of those with a score"),
        Column::number("label, missing").priority(3).help("mean label of those without"),
        Column::number("AUC label").priority(2).help(
            "chance that an architecture with a score has a larger label than one without; 0.5 is no difference",
        ),
    ];
    if size {
        columns.push(Column::number("AUC params").priority(2).help("the same for the number of parameters"));
    }
    let cells = rows.iter().map(|row| {
        let mut cells = vec![
            Cell::Text(row.proxy.clone()),
            Cell::Coverage { scored: row.ranked.missing as u64, asked: row.n_labelled as u64 },
            three(row.ranked.scored_only.rho),
            three(row.ranked.worst.rho),
            three(row.ranked.middle.rho),
            three(row.ranked.best.rho),
            three(row.ranked.worst.tau),
            three(row.ranked.middle.tau),
            three(row.ranked.best.tau),
            Cell::Significant { value: row.against_label.scored_mean, digits: 4 },
            Cell::Significant { value: row.against_label.missing_mean, digits: 4 },
            three(row.against_label.auc),
        ];
        if size {
            cells.push(three(row.against_size.map_or(f64::NAN, |size| size.auc)));
        }
        cells
    });
    Table {
        caption: format!("Three ways to treat architectures without a score: {label}"),
        columns,
        rows: cells.collect(),
        notes: vec![
            "Rho over the architectures that have a score, then over all: if those without one are ranked last, in the \
             middle, or first."
                .to_owned(),
        ],
    }
}
