use std::path::{Path, PathBuf};

use benchmark::SearchSpace;
use files::Limit;
use serde_json::{Map, Value};

use super::json;
use crate::DataError;

/// A parsed file.
pub(crate) struct SuiteZero {
    path: PathBuf,
    root: Map<String, Value>,
}

impl SuiteZero {
    /// Reads a file.
    ///
    /// # Errors
    /// If it can't be read, is not a JSON object, or an object in it has a duplicate key.
    pub(crate) fn read(path: &Path) -> Result<Self, DataError> {
        let text = files::read_text(path, Limit::input()?)?;
        let root = json::parse(&files::standard_json(text.as_bytes())).map_err(|text| problem(path, text))?;
        Ok(Self { path: path.to_owned(), root })
    }

    /// The architectures of a data set in its order, in the file's spelling and as canonical keys.
    ///
    /// # Errors
    /// If there is no such data set, or a key is not an architecture of the space.
    pub(crate) fn keys(
        &self,
        space: &dyn SearchSpace,
        dataset: Option<&str>,
    ) -> Result<Vec<(String, String)>, DataError> {
        let tuples = self.dataset(space.name(), dataset)?.keys();
        tuples.map(|tuple| Ok((tuple.clone(), self.architecture(space, tuple)?))).collect()
    }

    /// A value of each architecture of a data set in its order: a proxy's score, or another number such as `val_accuracy`.
    /// NaN if it is missing.
    ///
    /// # Errors
    /// If there is no such data set or column, or a value is neither a number nor missing.
    pub(crate) fn values(
        &self,
        space: &dyn SearchSpace,
        dataset: Option<&str>,
        column: &str,
    ) -> Result<Vec<f64>, DataError> {
        let architectures = self.dataset(space.name(), dataset)?;
        let mut found = Vec::with_capacity(architectures.len());
        let mut any = false;
        for (tuple, values) in architectures {
            let Value::Object(values) = values else {
                return Err(self.problem(format!("`{tuple}` holds no object of proxies")));
            };
            let value = match values.get(column) {
                Some(Value::Object(parts)) => parts.get("score"),
                value => value,
            };
            any |= values.contains_key(column);
            found.push(value.map_or(Some(f64::NAN), number).ok_or_else(|| {
                let text: String = value.map(Value::to_string).unwrap_or_default().chars().take(60).collect();
                self.problem(format!("architecture `{tuple}`, `{column}`: {text} is not a number"))
            })?);
        }
        if any || architectures.is_empty() {
            return Ok(found);
        }
        let first = architectures.values().next().and_then(Value::as_object);
        let known: Vec<&str> = first.into_iter().flat_map(Map::keys).map(String::as_str).take(40).collect();
        Err(self.problem(format!("no architecture has `{column}`; the first has {}", known.join(", "))))
    }

    fn architecture(&self, space: &dyn SearchSpace, tuple: &str) -> Result<String, DataError> {
        space.canonical(tuple).map_err(|source| DataError::Architecture {
            path: self.path.clone(),
            place: format!("`{tuple}`"),
            source,
        })
    }

    /// The architectures of a data set; without a name there must be only one data set.
    fn dataset(&self, space: &str, dataset: Option<&str>) -> Result<&Map<String, Value>, DataError> {
        // Older files have a level for the search space.
        let datasets = self.root.get(space).and_then(Value::as_object).unwrap_or(&self.root);
        let names: Vec<&str> = datasets.keys().map(String::as_str).take(40).collect();
        let found = match dataset {
            Some(name) => datasets.get(name),
            None if datasets.len() == 1 => datasets.values().next(),
            None => return Err(self.problem(format!("name one of its data sets: {}", names.join(", ")))),
        };
        found.and_then(Value::as_object).ok_or_else(|| {
            let name = dataset.unwrap_or_default();
            self.problem(format!(
                "it has no data set `{name}` with architectures; it has {}",
                names.join(", ")
            ))
        })
    }

    fn problem(&self, text: String) -> DataError {
        problem(&self.path, text)
    }
}

/// The number of a value, by the rules for a table's cell.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Null => Some(f64::NAN),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Number(value) => value.as_f64(),
        Value::String(text) => files::number(text),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn problem(path: &Path, problem: String) -> DataError {
    DataError::SuiteZero { path: path.to_owned(), problem }
}
