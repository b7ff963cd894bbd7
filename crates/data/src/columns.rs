use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use benchmark::{Direction, LabelColumn, LabelError, SearchSpace};
use table::{Row, Table};

use crate::DataError;
use crate::suite_zero::SuiteZero;
use config::{Aggregate, ColumnPlace, FileColumn};

/// Reads columns of files under a space's canonical keys. Every file, and every column of keys, is read once, however many
/// columns use it.
pub(crate) struct ColumnReader<'a> {
    pub(crate) space: &'a dyn SearchSpace,
    tables: HashMap<PathBuf, Table>,
    suites: HashMap<PathBuf, SuiteZero>,
    keys: HashMap<(PathBuf, ColumnPlace), Rc<Keys>>,
}

/// The architectures of a file, in its order.
pub(crate) struct Keys {
    pub(crate) keys: Vec<String>,
    pub(crate) places: Places,
}

/// The places of the architectures in a file, for errors.
pub(crate) enum Places {
    /// Rows of a table.
    Rows(Vec<Row>),
    /// Lines of a text.
    Lines(Vec<usize>),
    /// Names in JSON. Two may spell the same architecture.
    Entries(Vec<String>),
    /// Records of a binary file.
    Records,
}

impl Places {
    /// The place at this position, for messages.
    pub(crate) fn name(&self, position: usize) -> String {
        match self {
            Self::Rows(rows) => rows.get(position).map_or_else(String::new, ToString::to_string),
            Self::Lines(lines) => format!("line {}", lines.get(position).copied().unwrap_or_default()),
            Self::Entries(names) => format!("`{}`", names.get(position).map_or("", String::as_str)),
            Self::Records => format!("record {}", position + 1),
        }
    }
}

/// The name and the purpose of a column.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) path: &'a Path,
    /// `label`, `proxy` or `training seed`.
    pub(crate) what: &'static str,
    pub(crate) name: &'a str,
    pub(crate) direction: Direction,
}

impl<'a> ColumnReader<'a> {
    pub(crate) fn new(space: &'a dyn SearchSpace) -> Self {
        Self { space, tables: HashMap::new(), suites: HashMap::new(), keys: HashMap::new() }
    }

    /// One column of a file.
    ///
    /// # Errors
    /// If the file can't be read or lacks the column, a key is not an architecture, one has two values, or no value is
    /// finite.
    pub(crate) fn read(&mut self, wanted: Wanted<'_>, column: &FileColumn) -> Result<LabelColumn, DataError> {
        let (space, FileColumn { place, column, aggregate }) = (self.space, column);
        let keys = self.keys(wanted.path, place)?;
        let values = match place {
            ColumnPlace::Key(_) => self.table(wanted.path)?.numbers(column)?,
            ColumnPlace::Dataset(dataset) => {
                self.suite(wanted.path)?.values(space, dataset.as_deref(), column)?
            }
        };
        let rows = keys.keys.iter().cloned().zip(values).collect();
        wanted.column(&keys.places, *aggregate, rows)
    }

    /// The architectures of a file.
    ///
    /// # Errors
    /// If the file can't be read, lacks the column of keys, or a key is not an architecture.
    pub(crate) fn keys(&mut self, path: &Path, place: &ColumnPlace) -> Result<Rc<Keys>, DataError> {
        let known = (path.to_owned(), place.clone());
        if let Some(keys) = self.keys.get(&known) {
            return Ok(Rc::clone(keys));
        }
        let space = self.space;
        let found = match place {
            ColumnPlace::Key(column) => {
                let table = self.table(path)?;
                let rows = (0..table.height()).map(|position| table.row(position)).collect();
                Keys::canonical(space, path, Places::Rows(rows), table.keys(column)?)?
            }
            ColumnPlace::Dataset(dataset) => {
                let (names, keys) = self.suite(path)?.keys(space, dataset.as_deref())?.into_iter().unzip();
                Keys { keys, places: Places::Entries(names) }
            }
        };
        Ok(Rc::clone(self.keys.entry(known).or_insert_with(|| Rc::new(found))))
    }

    fn table(&mut self, path: &Path) -> Result<&Table, DataError> {
        match self.tables.entry(path.to_owned()) {
            Entry::Occupied(table) => Ok(table.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(Table::read(path)?)),
        }
    }

    fn suite(&mut self, path: &Path) -> Result<&SuiteZero, DataError> {
        match self.suites.entry(path.to_owned()) {
            Entry::Occupied(suite) => Ok(suite.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(SuiteZero::read(path)?)),
        }
    }
}

impl Keys {
    /// The canonical keys of these texts.
    pub(crate) fn canonical(
        space: &dyn SearchSpace,
        path: &Path,
        places: Places,
        texts: Vec<String>,
    ) -> Result<Self, DataError> {
        let key = |(position, text): (usize, String)| {
            space.canonical(text.trim()).map_err(|source| DataError::Architecture {
                path: path.to_owned(),
                place: places.name(position),
                source,
            })
        };
        let keys = texts.into_iter().enumerate().map(key).collect::<Result<_, _>>()?;
        Ok(Self { keys, places })
    }
}

impl Wanted<'_> {
    /// The column of these rows. With an `aggregate`, the values of one architecture are combined. Without it, duplicates
    /// are errors, except two spellings of one architecture in JSON with the same value.
    pub(crate) fn column(
        self,
        places: &Places,
        aggregate: Option<Aggregate>,
        mut rows: Vec<(String, f64)>,
    ) -> Result<LabelColumn, DataError> {
        if let Some(aggregate) = aggregate {
            rows = join(rows, aggregate);
        } else if let Places::Entries(names) = places {
            rows = self.spellings(names, rows)?;
        }
        let (path, count) = (self.path.to_owned(), rows.len());
        LabelColumn::new(self.name, self.direction, rows).map_err(|error| match error {
            LabelError::Duplicate { key, first, second, .. } => {
                DataError::Twice { path, key, first: places.name(first), second: places.name(second) }
            }
            LabelError::Empty { .. } => {
                DataError::Empty { path, what: self.what, name: self.name.to_owned(), rows: count }
            }
        })
    }

    /// One row per architecture, if its different spellings have the same value.
    fn spellings(self, names: &[String], rows: Vec<(String, f64)>) -> Result<Vec<(String, f64)>, DataError> {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut kept: Vec<(String, f64)> = Vec::new();
        let mut first_names: Vec<&str> = Vec::new();
        for ((key, value), name) in rows.into_iter().zip(names) {
            let position = *known.entry(key.clone()).or_insert(kept.len());
            if position == kept.len() {
                kept.push((key, value));
                first_names.push(name);
                continue;
            }
            let first = &mut kept[position].1;
            if first.is_nan() {
                *first = value;
            } else if !value.is_nan() && *first != value {
                return Err(DataError::Twice {
                    path: self.path.to_owned(),
                    first: format!("`{}` has the {} {} {first}", first_names[position], self.what, self.name),
                    second: format!("`{name}` has {value}"),
                    key,
                });
            }
        }
        Ok(kept)
    }
}

/// One row per key, in order of first appearance.
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
