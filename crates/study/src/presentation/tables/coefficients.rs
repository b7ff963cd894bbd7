use report::{Cell, Column, Table};

use super::three;
use analysis::{ClusterSummary, Correlation, Pair, Subset};

/// The coefficients that the main table has no room for.
pub(super) fn coefficients(label: &str, rows: &[&Correlation], clusters: Option<&ClusterSummary>) -> Table {
    let any = |has: fn(&Correlation) -> bool| rows.iter().any(|row| has(row));
    let (partial, distinct, permuted) = (
        any(|row| row.partial.is_some()),
        any(|row| row.distinct.is_some()),
        any(|row| row.permutation.is_some()),
    );
    let mut columns = vec![
        Column::text("proxy"),
        Column::text("over"),
        Column::number("n").priority(3),
        Column::number("Pearson").priority(4),
        Column::number("tau-a").priority(5).latex("$\\tau_a$"),
        Column::number("tau-c").priority(5).latex("$\\tau_c$"),
        Column::number("gamma").priority(6).latex("$\\gamma$").help("Goodman and Kruskal's gamma"),
        Column::number("Somers' D").priority(6).help("of the label given the score"),
    ];
    if partial {
        columns.push(Column::number("rho given").priority(1).help("partial rho, given the study's controls"));
        columns
            .push(Column::number("tau given").priority(2).help("partial tau-b, given the study's controls"));
    }
    if distinct {
        columns.push(Column::number("clusters").priority(3));
        columns.push(Column::number("rho once").priority(1).help("rho with each cluster counted once"));
        columns.push(Column::number("tau once").priority(2).help("tau-b with each cluster counted once"));
    }
    if permuted {
        columns.push(
            Column::number("p rho")
                .priority(4)
                .help("permutation test, not corrected for the number of rows"),
        );
        columns.push(
            Column::number("p tau")
                .priority(4)
                .help("permutation test, not corrected for the number of rows"),
        );
    }
    let cells = rows.iter().map(|row| {
        let mut cells = vec![
            Cell::Text(row.score.clone()),
            Cell::from(match row.subset {
                Subset::Own => "all it scores",
                Subset::Common => "common",
            }),
            Cell::Count(row.statistics.n as u64),
            three(row.pearson),
            three(row.kendall.tau_a()),
            three(row.kendall.tau_c()),
            three(row.kendall.gamma()),
            three(row.kendall.somers_d()),
        ];
        let pair = |pair: Option<Pair>, cell: fn(f64) -> Cell| {
            pair.map_or([Cell::Missing, Cell::Missing], |pair| [cell(pair.spearman), cell(pair.kendall)])
        };
        if partial {
            cells.extend(pair(row.partial, three));
        }
        if distinct {
            cells.push(row.distinct.map_or(Cell::Missing, |distinct| Cell::Count(distinct.n as u64)));
            cells.extend(pair(row.distinct.map(|distinct| distinct.coefficients), three));
        }
        if permuted {
            cells.extend(pair(row.permutation, Cell::P));
        }
        cells
    });
    let mut notes = Vec::new();
    if partial {
        notes.push("rho given, tau given: partial coefficients, given the study's controls.".to_owned());
    }
    notes.extend(clusters.map(|clusters| {
        let once =
            if distinct { " rho once, tau once: each cluster counted as one architecture." } else { "" };
        format!(
            "Clusters ({}): {} of {} architectures, the largest of {}.{once}",
            clusters.kind, clusters.count, clusters.architectures, clusters.largest
        )
    }));
    Table { caption: format!("Further coefficients: {label}"), columns, rows: cells.collect(), notes }
}
