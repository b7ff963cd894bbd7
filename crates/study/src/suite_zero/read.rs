use std::path::{Path, PathBuf};

use benchmark::SearchSpace;
use serde_json::{Map, Value};

use super::from_tuple;
use crate::DataError;

/// A file that was read.
pub(crate) struct SuiteZero {
    path: PathBuf,
    root: Map<String, Value>,
}

impl SuiteZero {
    /// Whether a file is of this kind, by its name.
    pub(crate) fn is_named(path: &Path) -> bool {
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
    }

    /// Reads a file whole.
    ///
    /// # Errors
    /// If it can't be read or is no JSON object.
    pub(crate) fn read(path: &Path) -> Result<Self, DataError> {
        let text = fs_err::read_to_string(path)?;
        let root = serde_json::from_str(&without_nan(&text))
            .map_err(|error| problem(path, format!("it is not a JSON object: {error}")))?;
        Ok(Self { path: path.to_owned(), root })
    }

    /// The architectures of the file's only data set, in its order.
    ///
    /// # Errors
    /// If there are several data sets, or a key is no architecture of the space.
    pub(crate) fn keys(&self, space: &dyn SearchSpace) -> Result<Vec<String>, DataError> {
        let tuples = self.dataset(space.name(), None)?.keys();
        tuples.map(|tuple| self.architecture(space, tuple)).collect()
    }

    /// Rows of key and value: a proxy's score, or another number such as `val_accuracy`. A value that is there without a
    /// number is NaN.
    ///
    /// # Errors
    /// If there is no such data set or column, or a key is no architecture of the space.
    pub(crate) fn rows(
        &self,
        space: &dyn SearchSpace,
        dataset: Option<&str>,
        column: &str,
    ) -> Result<Vec<(String, f64)>, DataError> {
        let architectures = self.dataset(space.name(), dataset)?;
        let mut rows = Vec::with_capacity(architectures.len());
        let mut known: Vec<&str> = Vec::new();
        let mut found = false;
        for (tuple, values) in architectures {
            let arch = self.architecture(space, tuple)?;
            let Value::Object(values) = values else {
                return Err(self.problem(format!("`{tuple}` holds no object of proxies")));
            };
            known.extend(values.keys().map(String::as_str).take(if known.is_empty() { 40 } else { 0 }));
            let value = values.get(column);
            found |= value.is_some();
            let score = match value {
                Some(Value::Object(parts)) => parts.get("score").and_then(Value::as_f64),
                Some(value) => value.as_f64(),
                None => None,
            };
            rows.push((arch, score.unwrap_or(f64::NAN)));
        }
        if found {
            return Ok(rows);
        }
        Err(self.problem(format!("no architecture has `{column}`; the first has {}", known.join(", "))))
    }

    fn architecture(&self, space: &dyn SearchSpace, tuple: &str) -> Result<String, DataError> {
        from_tuple(space.name(), tuple).ok_or_else(|| {
            self.problem(format!("`{tuple}` is no architecture of {} as NASLib writes them", space.name()))
        })
    }

    /// The architectures of a data set; without a name there must be one data set only.
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

fn problem(path: &Path, problem: String) -> DataError {
    DataError::SuiteZero { path: path.to_owned(), problem }
}

/// Python writes `NaN` and `Infinity` bare, which is no JSON: both become `null`. What stands in quotes is kept.
fn without_nan(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut quoted = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if !quoted
            && let Some(word) =
                ["NaN", "-Infinity", "Infinity"].into_iter().find(|word| rest.starts_with(word))
        {
            clean.push_str("null");
            rest = &rest[word.len()..];
            continue;
        }
        // An escaped sign within quotes is copied together with its backslash.
        let mut length = first.len_utf8();
        if quoted && first == '\\' {
            length += rest[length..].chars().next().map_or(0, char::len_utf8);
        } else if first == '"' {
            quoted = !quoted;
        }
        clean.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_become_null_and_quoted_ones_stay() {
        let text = r#"{"a NaN \" Infinity": [NaN, -Infinity, Infinity, 1.5, "é"]}"#;
        assert_eq!(without_nan(text), r#"{"a NaN \" Infinity": [null, null, null, 1.5, "é"]}"#);
    }
}
