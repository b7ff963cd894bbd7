use std::collections::HashSet;
use std::path::Path;

use benchmark::{Direction, LabelColumn, SearchSpace};
use table::Table;

use crate::DataError;
use crate::suite_zero::SuiteZero;

/// Rows of a table as a column under the space's own keys.
pub(crate) fn from_table(
    space: &dyn SearchSpace,
    path: &Path,
    key: &str,
    column: &str,
    name: &str,
    direction: Direction,
) -> Result<LabelColumn, DataError> {
    let table = Table::read(path)?;
    let keys = table.keys(key)?;
    let values = table.numbers(column)?;
    // The header is row 1.
    under_keys(space, path, 2, name, direction, keys.into_iter().zip(values))
}

/// A column of a NAS-Bench-Suite-Zero file under the space's own keys.
pub(crate) fn from_suite_zero(
    space: &dyn SearchSpace,
    file: &SuiteZero,
    path: &Path,
    (dataset, column): (Option<&str>, &str),
    name: &str,
    direction: Direction,
) -> Result<LabelColumn, DataError> {
    let mut rows = file.rows(space, dataset, column)?;
    // The files hold cells as they were drawn, and some are other spellings of one before: the first counts.
    let mut seen = HashSet::new();
    rows.retain(|(key, _)| space.canonical(key).map_or(true, |key| seen.insert(key)));
    under_keys(space, path, 1, name, direction, rows)
}

/// A column under the space's own keys; `first` is the row in which the first key stands.
pub(crate) fn under_keys(
    space: &dyn SearchSpace,
    path: &Path,
    first: usize,
    name: &str,
    direction: Direction,
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
    LabelColumn::new(name, direction, found)
        .map_err(|source| DataError::Label { path: path.to_owned(), source })
}
