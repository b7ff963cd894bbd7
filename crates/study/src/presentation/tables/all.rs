use report::{Cell, Table};

use super::by_label::by_label;
use super::coefficients::coefficients;
use super::columns::{noise, ties};
use super::comparisons::comparisons;
use super::missing::missing;
use super::strata::strata;
use super::tops::{bands, tops};
use analysis::{Correlation, Details, Subset};

/// Everything that the table of correlations has no room for: one table a subject and label; none that would be empty.
pub fn tables(correlations: &[Correlation], details: &Details) -> Vec<Table> {
    let mut labels: Vec<&str> = Vec::new();
    for row in correlations {
        if !labels.contains(&row.label.as_str()) {
            labels.push(&row.label);
        }
    }
    let mut tables = vec![by_label(&labels, correlations)];
    for label in labels {
        fn of<'a, T>(rows: &'a [T], label: &str, name: fn(&T) -> &str) -> Vec<&'a T> {
            rows.iter().filter(|row| name(row) == label).collect()
        }
        tables.push(missing(label, &of(&details.missing, label, |row| &row.label)));
        tables.push(comparisons(label, &of(&details.comparisons, label, |row| &row.label)));
        tables.push(strata(label, &of(&details.strata, label, |row| &row.label)));
        let mut rows = of(correlations, label, |row| &row.label);
        // Where every proxy scores the same architectures, the common ones are all of them.
        let own = rows.clone();
        rows.retain(|row| {
            row.subset == Subset::Own
                || own.iter().any(|own| own.score == row.score && own.statistics.n != row.statistics.n)
        });
        tables.push(coefficients(label, &rows, details.clusters.as_ref()));
        tables.push(tops(label, &of(&details.tops, label, |row| &row.label)));
        tables.push(bands(label, &of(&details.bands, label, |row| &row.label)));
    }
    tables.push(noise(&details.noise));
    tables.push(ties(&details.ties));
    tables.retain(|table| !table.rows.is_empty());
    tables
}

pub(super) fn three(value: f64) -> Cell {
    Cell::coefficient(value, None)
}
