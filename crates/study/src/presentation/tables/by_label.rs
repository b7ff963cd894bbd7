use benchmark::Direction;
use report::{Best, Cell, Column, Table};

use super::three;
use analysis::{Correlation, Subset};

/// Every score against every label in one table, a row a score; without rows where there is one label.
pub(super) fn by_label(labels: &[&str], correlations: &[Correlation]) -> Table {
    let own = |label: &str| -> Vec<&Correlation> {
        correlations.iter().filter(|row| row.label == label && row.subset == Subset::Own).collect()
    };
    let all: Vec<Vec<&Correlation>> = labels.iter().map(|label| own(label)).collect();
    let mut columns = vec![Column::text("proxy")];
    for (label, rows) in labels.iter().zip(&all) {
        let minimized = rows.iter().any(|row| row.direction == Direction::Minimize);
        let best = if minimized { Best::Smallest } else { Best::Largest };
        columns.extend([
            Column::number(format!("{label}: n")).group(*label, "$n$").priority(2),
            Column::number(format!("{label}: rho")).group(*label, "$\\rho$").best(best),
            Column::number(format!("{label}: tau-b")).group(*label, "$\\tau_b$").priority(1).best(best),
        ]);
    }
    let scores = if labels.len() < 2 { &[] } else { all[0].as_slice() };
    let row = |score: &&Correlation| {
        let mut cells = vec![Cell::Text(score.score.clone())];
        for rows in &all {
            match rows.iter().find(|row| row.score == score.score) {
                Some(row) => cells.extend([
                    Cell::Count(row.statistics.n as u64),
                    three(row.statistics.rho),
                    three(row.statistics.tau),
                ]),
                None => cells.extend([Cell::Missing, Cell::Missing, Cell::Missing]),
            }
        }
        cells
    };
    Table {
        caption: "Rank correlation with every label".to_owned(),
        columns,
        rows: scores.iter().map(row).collect(),
        notes: vec!["Each over the architectures that have both the score and the label.".to_owned()],
    }
}
