use report::{Cell, Column, Table};

use super::three;
use analysis::{BandRow, TopRow};

/// The best-scored against the best by label.
pub(super) fn tops(label: &str, rows: &[&TopRow]) -> Table {
    let beside = |name: &str, priority, help: &str| {
        let chance = Column::number(format!("{name}, chance")).priority(priority + 4);
        [Column::number(name).priority(priority).help(help), chance]
    };
    let mut columns = vec![Column::text("proxy"), Column::number("k")];
    columns.extend(beside("precision", 1, "part of the k best-scored that is in the best 5 % by label"));
    columns.extend(beside("recall", 3, "part of the best 5 % by label that is among the k best-scored"));
    columns.extend(beside("overlap", 2, "part of the k best-scored that is among the k best by label"));
    columns.extend(beside(
        "regret",
        1,
        "best label less the best among the k best-scored, in units of the label",
    ));
    columns.extend(beside("NDCG", 3, "normalised discounted cumulative gain at k"));
    let cells = rows.iter().map(|row| {
        let top = &row.top;
        let units = |value| Cell::Significant { value, digits: 3 };
        vec![
            Cell::Text(row.proxy.clone()),
            Cell::Count(top.k as u64),
            three(top.precision),
            three(top.random_precision),
            three(top.recall),
            three(top.random_recall),
            three(top.overlap),
            three(top.random_overlap),
            units(top.regret),
            units(top.random_regret),
            three(top.ndcg),
            three(top.random_ndcg),
        ]
    });
    Table {
        caption: format!("The best-scored: {label}"),
        columns,
        rows: cells.collect(),
        notes: vec![
            "Expected values over breaking ties at random, beside those of a random order.".to_owned(),
        ],
    }
}

/// One row a proxy, one column a band.
pub(super) fn bands(label: &str, rows: &[&BandRow]) -> Table {
    let count = rows.iter().map(|row| row.number).max().unwrap_or(0);
    let mut columns = vec![Column::text("proxy")];
    columns.extend((1..=count).map(|number| Column::number(number.to_string())));
    let mut cells: Vec<Vec<Cell>> = Vec::new();
    for row in rows {
        if row.number == 1 {
            cells.push(vec![Cell::Text(row.proxy.clone())]);
        }
        if let Some(cells) = cells.last_mut() {
            cells.push(three(row.band.rho));
        }
    }
    Table {
        caption: format!("Spearman's rho within bands of {label}, from the lowest labels to the highest"),
        columns,
        rows: cells,
        notes: Vec::new(),
    }
}
