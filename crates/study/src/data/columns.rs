use std::collections::HashMap;
use std::path::{Path, PathBuf};

use benchmark::{Direction, LabelColumn, SearchSpace};
use table::Table;

use crate::DataError;
use crate::checked::{Aggregate, ColumnPlace, FileColumn};
use crate::suite_zero::SuiteZero;

/// Reads columns of files. A file of NAS-Bench-Suite-Zero, of which a study takes many columns, stays in memory from one
/// to the next.
pub(crate) struct ColumnReader<'a> {
    space: &'a dyn SearchSpace,
    suite: Option<(PathBuf, SuiteZero)>,
}

impl<'a> ColumnReader<'a> {
    pub(crate) fn new(space: &'a dyn SearchSpace) -> Self {
        Self { space, suite: None }
    }

    /// One column under the space's own keys.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        column: &FileColumn,
        name: &str,
        direction: Direction,
    ) -> Result<LabelColumn, DataError> {
        let FileColumn { place, column, aggregate } = column;
        match place {
            ColumnPlace::Key(key) => from_table(self.space, path, key, column, name, direction, *aggregate),
            ColumnPlace::Dataset(dataset) => {
                let suite = match self.suite.take() {
                    Some((known, suite)) if known == path => suite,
                    _ => SuiteZero::read(path)?,
                };
                // The files hold cells as they were drawn, so some are other spellings of one before.
                let rows = suite.rows(self.space, dataset.as_deref(), column)?;
                self.suite = Some((path.to_owned(), suite));
                under_keys(self.space, path, 1, name, direction, *aggregate, rows)
            }
        }
    }
}

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
