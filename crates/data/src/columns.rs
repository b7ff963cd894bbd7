use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use benchmark::{ArchitectureRef, Direction, LabelColumn, LabelError, SearchSpace, keys};
use table::{Row, Table};

use crate::DataError;
use crate::suite_zero::SuiteZero;
use config::{Aggregate, ColumnPlace, FileColumn};

/// Reads columns of files under a space's keys. Every file, and every column of keys, is read once, however many
/// columns use it.
pub(crate) struct ColumnReader<'a> {
    pub(crate) space: &'a dyn SearchSpace,
    tables: HashMap<PathBuf, Table>,
    suites: HashMap<PathBuf, SuiteZero>,
    listed: HashMap<(PathBuf, ColumnPlace), Rc<Listed>>,
}

/// The architectures of a file, in its order.
pub(crate) struct Listed {
    pub(crate) architectures: Vec<ArchitectureRef>,
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
        Self { space, tables: HashMap::new(), suites: HashMap::new(), listed: HashMap::new() }
    }

    /// One column of a file.
    ///
    /// # Errors
    /// If the file can't be read or lacks the column, a key is not an architecture, one has two values, or no value is
    /// finite.
    pub(crate) fn read(&mut self, wanted: Wanted<'_>, column: &FileColumn) -> Result<LabelColumn, DataError> {
        let (space, FileColumn { place, column, aggregate }) = (self.space, column);
        let listed = self.listed(wanted.path, place)?;
        let values = match place {
            ColumnPlace::Key(_) => self.table(wanted.path)?.numbers(column)?,
            ColumnPlace::Dataset(dataset) => {
                self.suite(wanted.path)?.values(space.name(), dataset.as_deref(), column)?
            }
        };
        wanted.column(&listed, *aggregate, values)
    }

    /// The architectures of a file.
    ///
    /// # Errors
    /// If the file can't be read, lacks the column of keys, or a key is not an architecture.
    pub(crate) fn listed(&mut self, path: &Path, place: &ColumnPlace) -> Result<Rc<Listed>, DataError> {
        let known = (path.to_owned(), place.clone());
        if let Some(listed) = self.listed.get(&known) {
            return Ok(Rc::clone(listed));
        }
        let space = self.space;
        let found = match place {
            ColumnPlace::Key(column) => {
                let table = self.table(path)?;
                let rows = (0..table.height()).map(|position| table.row(position)).collect();
                Listed::parse(space, path, Places::Rows(rows), table.keys(column)?)?
            }
            ColumnPlace::Dataset(dataset) => {
                let names = self.suite(path)?.tuples(space.name(), dataset.as_deref())?;
                Listed::parse(space, path, Places::Entries(names.clone()), names)?
            }
        };
        Ok(Rc::clone(self.listed.entry(known).or_insert_with(|| Rc::new(found))))
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

impl Listed {
    /// The architectures that these texts spell.
    ///
    /// # Errors
    /// At the first that spells none.
    pub(crate) fn parse(
        space: &dyn SearchSpace,
        path: &Path,
        places: Places,
        texts: Vec<String>,
    ) -> Result<Self, DataError> {
        let parse = |(position, text): (usize, String)| {
            space.parse(text.trim()).map_err(|source| DataError::Architecture {
                path: path.to_owned(),
                place: places.name(position),
                source,
            })
        };
        let architectures = texts.into_iter().enumerate().map(parse).collect::<Result<_, _>>()?;
        Ok(Self { architectures, places })
    }
}

impl Wanted<'_> {
    /// The column of these values. With an `aggregate`, the values of one architecture are combined. Without it, duplicates
    /// are errors, except two spellings of one architecture in JSON with the same value.
    pub(crate) fn column(
        self,
        listed: &Listed,
        aggregate: Option<Aggregate>,
        values: Vec<f64>,
    ) -> Result<LabelColumn, DataError> {
        let Listed { architectures, places } = listed;
        let mut rows: Vec<(String, f64)> = keys(architectures).into_iter().zip(values).collect();
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
