use std::collections::HashMap;
use std::path::{Path, PathBuf};

use files::Limit;
use serde_json::{Map, Value};

use super::json;
use crate::DataError;

/// A column's name and its values, NaN for none.
pub(crate) type NamedColumn = (String, Vec<f64>);

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

    /// The architectures of a data set in its order, in the file's spelling.
    ///
    /// # Errors
    /// If there is no such data set.
    pub(crate) fn tuples(&self, space: &str, dataset: Option<&str>) -> Result<Vec<String>, DataError> {
        Ok(self.dataset(space, dataset)?.keys().cloned().collect())
    }

    /// A value of each architecture of a data set in its order: a proxy's score, or another number such as `val_accuracy`.
    /// NaN if it is missing.
    ///
    /// # Errors
    /// If there is no such data set or column, or a value is neither a number nor missing.
    pub(crate) fn values(
        &self,
        space: &str,
        dataset: Option<&str>,
        column: &str,
    ) -> Result<Vec<f64>, DataError> {
        let architectures = self.dataset(space, dataset)?;
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

    /// The space that the file is of: that of its outer level, or what the length of its tuples says.
    pub(crate) fn space(&self) -> &'static str {
        let modules = "nasbench101";
        let first = self.datasets().values().filter_map(Value::as_object).flat_map(Map::keys).next();
        let long = first.is_some_and(|tuple| tuple.matches(',').count() > 5);
        if self.root.contains_key(modules) || long { modules } else { "nasbench201" }
    }

    /// All architectures as the file writes them, and all that it says of them in columns called `DATASET_NAME`. What is no
    /// number in any way, such as the name of a file, is left out.
    ///
    /// # Errors
    /// If a data set holds no architectures, or an architecture no values.
    pub(crate) fn all(&self) -> Result<(Vec<String>, Vec<NamedColumn>), DataError> {
        let (mut archs, mut rows) = (Vec::new(), HashMap::new());
        let (mut columns, mut places) = (Vec::<(String, Vec<(usize, f64)>)>::new(), HashMap::new());
        for (dataset, architectures) in self.datasets() {
            let Value::Object(architectures) = architectures else {
                return Err(self.problem(format!("`{dataset}` holds no architectures")));
            };
            for (tuple, values) in architectures {
                let Value::Object(values) = values else {
                    return Err(self.problem(format!("`{tuple}` holds no object of proxies")));
                };
                let row = *rows.entry(tuple.as_str()).or_insert(archs.len());
                if row == archs.len() {
                    archs.push(tuple.clone());
                }
                for (name, value) in values {
                    let value = value.as_object().map_or(Some(value), |parts| parts.get("score"));
                    if let Some(value) = value.and_then(number) {
                        let place = *places.entry((dataset, name)).or_insert(columns.len());
                        if place == columns.len() {
                            columns.push((format!("{dataset}_{name}"), Vec::new()));
                        }
                        columns[place].1.push((row, value));
                    }
                }
            }
        }
        let column = |(name, cells): (String, Vec<(usize, f64)>)| {
            let mut values = vec![f64::NAN; archs.len()];
            for (row, value) in cells {
                values[row] = value;
            }
            (name, values)
        };
        let columns = columns.into_iter().map(column).collect();
        Ok((archs, columns))
    }

    fn datasets(&self) -> &Map<String, Value> {
        let mut levels = ["nasbench201", "nasbench101"].into_iter();
        levels.find_map(|space| self.root.get(space)?.as_object()).unwrap_or(&self.root)
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
