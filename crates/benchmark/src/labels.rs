use std::collections::HashMap;
use std::fmt;

/// Whether a larger label is a better network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Larger is better: accuracy.
    #[default]
    Maximize,
    /// Smaller is better: loss, perplexity.
    Minimize,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Maximize => "maximize",
            Self::Minimize => "minimize",
        })
    }
}

/// One label of many architectures: what they are ranked against.
#[derive(Clone, Debug)]
pub struct LabelColumn {
    /// The label's name in tables and plots.
    pub name: String,
    /// Whether larger is better.
    pub direction: Direction,
    keys: Vec<String>,
    values: Vec<f64>,
    index: HashMap<String, usize>,
}

/// What is wrong with a column of labels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// The same architecture has two rows.
    #[error("label `{label}` names architecture `{key}` twice (rows {first} and {second})")]
    Duplicate {
        /// Name of the label.
        label: String,
        /// The key that stands twice.
        key: String,
        /// Its first row, counted from 1.
        first: usize,
        /// Its second row, counted from 1.
        second: usize,
    },
    /// There is not one finite value.
    #[error("label `{label}` has no finite value in {rows} rows: is it the right column?")]
    Empty {
        /// Name of the label.
        label: String,
        /// Rows in the file.
        rows: usize,
    },
}

impl LabelColumn {
    /// A label from rows of key and value; a value that is not finite counts as no label.
    ///
    /// # Errors
    /// If a key stands twice or no value is finite.
    pub fn new(
        name: impl Into<String>,
        direction: Direction,
        rows: impl IntoIterator<Item = (String, f64)>,
    ) -> Result<Self, LabelError> {
        let name = name.into();
        let (keys, values): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let mut index = HashMap::with_capacity(keys.len());
        for (row, key) in keys.iter().enumerate() {
            if let Some(first) = index.insert(key.clone(), row) {
                return Err(LabelError::Duplicate {
                    label: name,
                    key: key.clone(),
                    first: first + 1,
                    second: row + 1,
                });
            }
        }
        if !values.iter().any(|value| value.is_finite()) {
            return Err(LabelError::Empty { label: name, rows: keys.len() });
        }
        Ok(Self { name, direction, keys, values, index })
    }

    /// The architecture's label, or `None` where it has no finite one.
    pub fn get(&self, key: &str) -> Option<f64> {
        self.index.get(key).map(|&row| self.values[row]).filter(|value| value.is_finite())
    }

    /// The keys in file order, those without a finite label among them.
    pub fn keys(&self) -> &[String] {
        &self.keys
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
    fn a_key_that_stands_twice_is_an_error_with_both_rows() {
        let rows = [("a".to_owned(), 1.0), ("b".to_owned(), 2.0), ("a".to_owned(), 3.0)];
        let error = LabelColumn::new("acc", Direction::Maximize, rows).unwrap_err();
        assert_eq!(error.to_string(), "label `acc` names architecture `a` twice (rows 1 and 3)");
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
