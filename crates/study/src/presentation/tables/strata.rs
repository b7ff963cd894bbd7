use report::{Cell, Column, Table};

use super::three;
use analysis::StratumRow;

/// One row a proxy and stratum.
pub(super) fn strata(label: &str, rows: &[&StratumRow]) -> Table {
    let by = rows.first().map_or("", |row| row.by.as_str());
    let cells = rows.iter().map(|row| {
        vec![
            Cell::Text(row.proxy.clone()),
            Cell::Count(row.value as u64),
            Cell::Coverage { scored: row.n as u64, asked: row.n_labelled as u64 },
            three(row.rho),
            three(row.tau),
            Cell::Significant { value: row.label_mean, digits: 4 },
            Cell::Significant { value: row.score_median, digits: 4 },
        ]
    });
    Table {
        caption: format!("Within strata of {by}: {label}"),
        columns: vec![
            Column::text("proxy"),
            Column::number(by),
            Column::number("scored / labelled"),
            Column::number("rho"),
            Column::number("tau-b").priority(2),
            Column::number("mean label").priority(1).help("of those with a score"),
            Column::number("median score").priority(1),
        ],
        rows: cells.collect(),
        notes: vec![
            "Where the strata's mean labels and median scores are in different orders, rho over all is lower than within."
                .to_owned(),
        ],
    }
}
