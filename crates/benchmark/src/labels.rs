use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rankstats::Direction;

/// One label of many architectures, such as their test accuracy.
#[derive(Clone, Debug)]
pub struct LabelColumn {
    /// The label's name in tables and plots.
    pub name: String,
    /// Whether larger is better.
    pub direction: Direction,
    values: Vec<f64>,
    index: HashMap<String, usize>,
}

/// Why a column of labels is not valid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// Two rows have the same key.
    #[error("`{name}` has architecture `{key}` twice, at positions {first} and {second} from 0")]
    Duplicate {
        /// Name of the column.
        name: String,
        /// The key.
        key: String,
        /// Its first position among the rows, from 0.
        first: usize,
        /// Its second position among the rows, from 0.
        second: usize,
    },
    /// No value is finite.
    #[error("`{name}` has no finite value in {rows} rows")]
    Empty {
        /// Name of the column.
        name: String,
        /// Rows that were given.
        rows: usize,
    },
}

impl LabelColumn {
    /// A column from rows of key and value. A value that is not finite is missing.
    ///
    /// # Errors
    /// If a key occurs twice or no value is finite.
    pub fn new(
        name: impl Into<String>,
        direction: Direction,
        rows: impl IntoIterator<Item = (String, f64)>,
    ) -> Result<Self, LabelError> {
        let name = name.into();
        let (keys, values): (Vec<String>, Vec<_>) = rows.into_iter().unzip();
        let mut index = HashMap::with_capacity(keys.len());
        for (row, key) in keys.into_iter().enumerate() {
            match index.entry(key) {
                Entry::Vacant(entry) => entry.insert(row),
                Entry::Occupied(entry) => {
                    let (key, first) = (entry.key().clone(), *entry.get());
                    return Err(LabelError::Duplicate { name, key, first, second: row });
                }
            };
        }
        if !values.iter().any(|value| value.is_finite()) {
            return Err(LabelError::Empty { name, rows: values.len() });
        }
        Ok(Self { name, direction, values, index })
    }

    /// The architecture's label; `None` if it has no finite one.
    pub fn get(&self, key: &str) -> Option<f64> {
        self.index.get(key).map(|&row| self.values[row]).filter(|value| value.is_finite())
    }

    /// How many architectures have a finite label.
    pub fn labelled(&self) -> usize {
        self.values.iter().filter(|value| value.is_finite()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_an_error_with_both_positions() {
        let rows = [("a".to_owned(), 1.0), ("b".to_owned(), 2.0), ("a".to_owned(), 3.0)];
        let error = LabelColumn::new("acc", Direction::Maximize, rows).unwrap_err();
        assert_eq!(error.to_string(), "`acc` has architecture `a` twice, at positions 0 and 2 from 0");
    }

    #[test]
    fn a_column_without_a_finite_value_is_an_error() {
        let rows = [("a".to_owned(), f64::NAN)];
        assert!(matches!(
            LabelColumn::new("acc", Direction::Maximize, rows),
            Err(LabelError::Empty { rows: 1, .. })
        ));
    }
}
