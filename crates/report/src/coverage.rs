use serde::{Deserialize, Serialize};

use crate::{
    number::thousands,
    table::{Cell, Column, Table},
};

/// How many architectures of a study have a score, and why the others have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageRow {
    /// Proxy and setting, `epsilon_f32`.
    pub proxy: String,
    /// Architectures with a score.
    pub scored: u64,
    /// Architectures asked for.
    pub asked: u64,
    /// Reasons with their counts, in the order to show.
    pub reasons: Vec<(String, u64)>,
}

/// Coverage as a table: one row a proxy, the reasons spelled out.
pub fn coverage_table(rows: &[CoverageRow]) -> Table {
    let columns = vec![
        Column::text("proxy"),
        Column::number("scored / asked"),
        Column::number("missing"),
        Column::text("why"),
    ];
    let rows = rows.iter().map(|row| {
        let missing = row.asked.saturating_sub(row.scored);
        let reasons: Vec<String> =
            row.reasons.iter().map(|(reason, count)| format!("{reason}: {}", thousands(*count))).collect();
        vec![
            Cell::Text(row.proxy.clone()),
            Cell::Coverage { scored: row.scored, asked: row.asked },
            Cell::Count(missing),
            match (missing, reasons.is_empty()) {
                (0, true) => Cell::Missing,
                (_, true) => Cell::from("no reason recorded"),
                _ => Cell::Text(reasons.join("; ")),
            },
        ]
    });
    let caption = "How many architectures have a score, and why the others have none".to_owned();
    Table { caption, columns, rows: rows.collect(), notes: Vec::new() }
}
