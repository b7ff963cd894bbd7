use std::collections::HashMap;
use std::path::Path;

use benchmark::{Direction, LabelColumn, SearchSpace};
use table::Table;

use crate::DataError;
use crate::checked::Aggregate;
use crate::suite_zero::SuiteZero;

/// Rows of a table as a column under the space's own keys.
pub(crate) fn from_table(
    space: &dyn SearchSpace,
    path: &Path,
    key: &str,
    column: &str,
    name: &str,
    direction: Direction,
    aggregate: Option<Aggregate>,
) -> Result<LabelColumn, DataError> {
    let table = Table::read(path)?;
    let keys = table.keys(key)?;
    let values = table.numbers(column)?;
    // The header is row 1.
    under_keys(space, path, 2, name, direction, aggregate, keys.into_iter().zip(values))
}

/// A column of a NAS-Bench-Suite-Zero file under the space's own keys.
pub(crate) fn from_suite_zero(
    space: &dyn SearchSpace,
    file: &SuiteZero,
    path: &Path,
    (dataset, column): (Option<&str>, &str),
    name: &str,
    direction: Direction,
    aggregate: Option<Aggregate>,
) -> Result<LabelColumn, DataError> {
    // The files hold cells as they were drawn, so some are other spellings of one before.
    let rows = file.rows(space, dataset, column)?;
    under_keys(space, path, 1, name, direction, aggregate, rows)
}

/// A column under the space's own keys; `first` is the row in which the first key stands. Without an `aggregate`, no key
/// may stand twice.
pub(crate) fn under_keys(
    space: &dyn SearchSpace,
    path: &Path,
    first: usize,
    name: &str,
    direction: Direction,
    aggregate: Option<Aggregate>,
    rows: impl IntoIterator<Item = (String, f64)>,
) -> Result<LabelColumn, DataError> {
    let mut found = Vec::new();
    for (row, (text, value)) in (first..).zip(rows) {
        let key = space.canonical(&text).map_err(|source| DataError::Architecture {
            path: path.to_owned(),
            row,
            source,
        })?;
        found.push((key, value));
    }
    if let Some(aggregate) = aggregate {
        found = join(found, aggregate);
    }
    LabelColumn::new(name, direction, found)
        .map_err(|source| DataError::Label { path: path.to_owned(), source })
}

/// One row for each key, in the order in which they first come.
fn join(rows: Vec<(String, f64)>, aggregate: Aggregate) -> Vec<(String, f64)> {
    let mut groups: Vec<(String, Vec<f64>)> = Vec::new();
    let mut positions = HashMap::new();
    for (key, value) in rows {
        let position = *positions.entry(key.clone()).or_insert(groups.len());
        if position == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[position].1.push(value);
    }
    groups.into_iter().map(|(key, values)| (key, aggregate.of(&values))).collect()
}
