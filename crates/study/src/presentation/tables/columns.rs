use report::{Cell, Column, Table};

use super::three;
use analysis::{NoiseRow, TieRow};

/// The labels' own noise.
pub(super) fn noise(rows: &[NoiseRow]) -> Table {
    let columns = vec![
        Column::text("label"),
        Column::number("seeds"),
        Column::number("n").help("fewest architectures that a pair of seeds has in common"),
        Column::number("rho between seeds"),
        Column::number("tau between seeds"),
        Column::number("ceiling, one seed").help("rho that a perfect score would reach against one seed"),
        Column::number("ceiling, their mean")
            .help("rho that a perfect score would reach against the mean of all seeds"),
    ];
    let cells = rows.iter().map(|row| {
        vec![
            Cell::Text(row.label.clone()),
            Cell::Count(row.noise.seeds as u64),
            Cell::Count(row.noise.n as u64),
            three(row.noise.rho),
            three(row.noise.tau),
            three(row.noise.ceiling(1)),
            three(row.noise.ceiling(row.noise.seeds)),
        ]
    });
    Table {
        caption: "The labels' own noise".to_owned(),
        columns,
        rows: cells.collect(),
        notes: vec![
            "The ceiling takes the noise of seeds as independent and equal everywhere (Spearman and Brown)."
                .to_owned(),
        ],
    }
}

/// How much columns tie.
pub(super) fn ties(rows: &[TieRow]) -> Table {
    let columns = vec![
        Column::text("column"),
        Column::number("values"),
        Column::number("distinct"),
        Column::number("tied values").help("values that another one equals"),
        Column::number("largest group"),
        Column::number("tied pairs"),
    ];
    let cells = rows.iter().map(|row| {
        vec![
            Cell::Text(row.column.clone()),
            Cell::Count(row.ties.n as u64),
            Cell::Count(row.ties.distinct as u64),
            Cell::Count(row.ties.tied as u64),
            Cell::Count(row.ties.largest as u64),
            Cell::Percent { fraction: row.ties.pair_fraction(), decimals: 2 },
        ]
    });
    Table { caption: "Ties".to_owned(), columns, rows: cells.collect(), notes: Vec::new() }
}
