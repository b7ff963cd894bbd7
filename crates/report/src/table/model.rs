use serde::{Deserialize, Serialize};

use crate::number::{MISSING, fixed, p_value, percent, percent_of, significant, thousands};

/// A table with a caption: what the exporters and the HTML page take.
///
/// A row may be shorter than `columns` (the rest is empty) or longer (the rest is not shown).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// One line above the table.
    pub caption: String,
    /// Names and alignment of the columns, left to right.
    pub columns: Vec<Column>,
    /// The cells, row by row, in the order of `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// Sentences below the table: definitions, rules for ties. By default, there are none.
    pub notes: Vec<String>,
}

/// Columns with a larger priority are not in a compact table.
const COMPACT: u8 = 2;

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// One column's heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The name in the terminal, in Markdown, CSV and HTML.
    pub name: String,
    /// The heading in LaTeX source, used as it is. By default, the escaped name.
    pub latex: Option<String>,
    /// In LaTeX, columns next to each other that belong to one group stand under its name, and their own headings are `latex`.
    /// By default, none.
    pub group: Option<String>,
    /// What the column means, shown under the pointer in HTML. By default, nothing.
    pub help: String,
    /// Alignment. By default, left.
    pub align: Align,
    /// Where a table is too wide, columns with the largest number are left out first, of equal ones the last. Those
    /// with 0 stay, and those with 1 lose their intervals before any is left out. By default, 0.
    pub priority: u8,
    /// Which value is best: it is set in bold, the second underlined. By default, rows are not compared.
    pub best: Option<Best>,
}

/// Which value of a column is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Best {
    /// The largest.
    Largest,
    /// The smallest.
    Smallest,
}

/// A cell's place among those of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    First,
    Second,
}

impl Column {
    /// A left-aligned column of words.
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// A right-aligned column of numbers.
    pub fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), align: Align::Right, ..Self::default() }
    }

    /// Sets the LaTeX heading, used without escaping. By default, this is the escaped name.
    #[must_use]
    pub fn latex(mut self, source: impl Into<String>) -> Self {
        self.latex = Some(source.into());
        self
    }

    /// Sets the group that the column stands under in LaTeX, with its heading there.
    #[must_use]
    pub fn group(self, group: impl Into<String>, latex: impl Into<String>) -> Self {
        Self { group: Some(group.into()), ..self.latex(latex) }
    }

    /// Sets how soon the column is left out of a table that is too wide; 0 is never. By default, this is 0.
    #[must_use]
    pub fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// Compares the rows. By default, they are not compared.
    #[must_use]
    pub fn best(mut self, best: Best) -> Self {
        self.best = Some(best);
        self
    }

    /// Sets the explanation under the pointer. By default, this is empty.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// One cell. Values that are not finite print as "–".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count, its digits in groups of three.
    Count(u64),
    /// A number with a fixed count of decimals.
    Fixed {
        /// The number.
        value: f64,
        /// How many decimals.
        decimals: u8,
    },
    /// A number with significant digits, for values that span powers of ten.
    Significant {
        /// The number.
        value: f64,
        /// How many significant digits at most.
        digits: u8,
    },
    /// A number with its interval, `0.853 [0.848, 0.858]`.
    Estimate {
        /// The number.
        value: f64,
        /// Lower end of the interval.
        low: f64,
        /// Upper end of the interval.
        high: f64,
        /// How many decimals.
        decimals: u8,
    },
    /// A fraction from 0 to 1, shown in percent.
    Percent {
        /// The fraction.
        fraction: f64,
        /// How many decimals.
        decimals: u8,
    },
    /// A p-value: two significant digits, never 0.
    P(f64),
    /// How many of how many, `9,226 / 15,625 (59.0 %)`.
    Coverage {
        /// How many architectures have a score.
        scored: u64,
        /// How many were asked for.
        asked: u64,
    },
    /// Nothing to show: "–".
    Missing,
}

impl Cell {
    /// A correlation coefficient: three decimals, with its interval where there is one.
    pub fn coefficient(value: f64, interval: Option<(f64, f64)>) -> Self {
        match interval {
            Some((low, high)) => Self::Estimate { value, low, high, decimals: 3 },
            None => Self::Fixed { value, decimals: 3 },
        }
    }

    /// The cell as it is shown.
    pub fn show(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => thousands(*count),
            Self::Fixed { value, decimals } => fixed(*value, *decimals),
            Self::Significant { value, digits } => significant(*value, *digits),
            Self::Estimate { value, low, high, decimals } if value.is_finite() => {
                let (low, high) = (fixed(*low, *decimals), fixed(*high, *decimals));
                format!("{} [{low}, {high}]", fixed(*value, *decimals))
            }
            Self::Percent { fraction, decimals } if fraction.is_finite() => percent(*fraction, *decimals),
            Self::P(p) => p_value(*p),
            Self::Coverage { scored, asked } => {
                format!("{} / {} ({})", thousands(*scored), thousands(*asked), percent_of(*scored, *asked))
            }
            Self::Estimate { .. } | Self::Percent { .. } | Self::Missing => MISSING.to_owned(),
        }
    }

    /// The cell without its interval.
    pub(crate) fn number(&self) -> String {
        match self {
            Self::Estimate { value, decimals, .. } => fixed(*value, *decimals),
            other => other.show(),
        }
    }

    /// The number a table is sorted by; `None` for words and for values that are missing.
    pub fn sort_value(&self) -> Option<f64> {
        let value = match self {
            Self::Text(_) | Self::Missing => return None,
            Self::Count(count) => *count as f64,
            Self::Fixed { value, .. } | Self::Significant { value, .. } | Self::Estimate { value, .. } => {
                *value
            }
            Self::Percent { fraction, .. } => *fraction,
            Self::P(p) => *p,
            Self::Coverage { scored, asked } => *scored as f64 / *asked as f64,
        };
        value.is_finite().then_some(value)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Table {
    /// The row's text in each column, exactly as many as there are columns.
    pub(crate) fn shown<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = String> + 'a {
        (0..self.columns.len()).map(|i| row.get(i).map(Cell::show).unwrap_or_default())
    }

    /// The best and the second of a column whose rows are compared. Numbers that look the same share a place.
    pub(crate) fn places(&self, column: usize) -> Vec<Option<Place>> {
        let best = self.columns.get(column).and_then(|column| column.best);
        let value = |row: &Vec<Cell>| Some((row.get(column)?.sort_value()?, row.get(column)?.number()));
        let mut values: Vec<(f64, String)> = self.rows.iter().filter_map(value).collect();
        match best {
            Some(Best::Largest) => values.sort_by(|a, b| b.0.total_cmp(&a.0)),
            Some(Best::Smallest) => values.sort_by(|a, b| a.0.total_cmp(&b.0)),
            None => values.clear(),
        }
        values.dedup_by(|a, b| a.1 == b.1);
        // One number is no comparison.
        let leading = if values.len() > 1 { &values[..2] } else { &[] };
        let place = |row: &Vec<Cell>| {
            let (_, number) = value(row)?;
            let position = leading.iter().position(|(_, other)| *other == number)?;
            Some(if position == 0 { Place::First } else { Place::Second })
        };
        self.rows.iter().map(place).collect()
    }

    /// The table as 100 letters have room for it: without its less important columns, which a note names and says where they
    /// are, and without the intervals of others.
    #[must_use]
    pub fn compact(&self, elsewhere: &str) -> Self {
        let mut table = self.clone().with_fewer_intervals();
        let mut names = Vec::new();
        for place in (0..table.columns.len()).rev() {
            if table.columns[place].priority > COMPACT {
                names.insert(0, table.remove(place));
            }
        }
        if !names.is_empty() {
            table.notes.push(format!("{elsewhere}: {}.", names.join(", ")));
        }
        table
    }

    /// The table with intervals only where the column always stays.
    pub(crate) fn with_fewer_intervals(mut self) -> Self {
        for (place, _) in self.columns.iter().enumerate().filter(|(_, column)| column.priority > 0) {
            for cell in self.rows.iter_mut().filter_map(|row| row.get_mut(place)) {
                if let Cell::Estimate { value, decimals, .. } = *cell {
                    *cell = Cell::Fixed { value, decimals };
                }
            }
        }
        self
    }

    /// The table with these columns, in this order.
    ///
    /// # Errors
    /// The name of one that it does not have.
    pub fn with_columns<'a>(&self, names: &'a [String]) -> Result<Self, &'a str> {
        let place = |name: &'a String| {
            self.columns.iter().position(|column| column.name == *name).ok_or(name.as_str())
        };
        let places: Vec<usize> = names.iter().map(place).collect::<Result<_, _>>()?;
        let pick = |row: &Vec<Cell>| {
            places.iter().map(|place| row.get(*place).cloned().unwrap_or(Cell::Missing)).collect()
        };
        Ok(Self {
            // They were asked for: none of them is left out.
            columns: places.iter().map(|place| self.columns[*place].clone().priority(0)).collect(),
            rows: self.rows.iter().map(pick).collect(),
            ..self.clone()
        })
    }

    /// The table all of whose columns stay, however narrow it is shown.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.columns.iter_mut().for_each(|column| column.priority = 0);
        self
    }

    /// Takes a column away; returns its name.
    fn remove(&mut self, column: usize) -> String {
        for row in self.rows.iter_mut().filter(|row| column < row.len()) {
            row.remove(column);
        }
        self.columns.remove(column).name
    }

    /// The table without the column that is left out first; `None` if all must stay.
    pub(crate) fn narrowed(&self) -> Option<(Self, String)> {
        let (column, _) = self.columns.iter().enumerate().max_by_key(|(_, column)| column.priority)?;
        if self.columns[column].priority == 0 {
            return None;
        }
        let mut narrow = self.clone();
        let name = narrow.remove(column);
        Some((narrow, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(values: &[f64], best: Best) -> Table {
        let cell = |value: &f64| vec![Cell::coefficient(*value, Some((0.0, 1.0)))];
        Table {
            columns: vec![Column::number("rho").best(best)],
            rows: values.iter().map(cell).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn the_best_follows_the_direction_and_what_looks_alike_shares_a_place() {
        let (first, second) = (Some(Place::First), Some(Place::Second));
        let values = [0.5, -0.7, f64::NAN, 0.500_01, 0.2];
        assert_eq!(table(&values, Best::Largest).places(0), [first, None, None, first, second]);
        assert_eq!(table(&values, Best::Smallest).places(0), [None, first, None, None, second]);
        assert_eq!(table(&[0.5, f64::NAN], Best::Largest).places(0), [None, None]);
        assert_eq!(table(&[0.5, 0.5], Best::Largest).places(0), [None, None]);
    }

    #[test]
    fn columns_are_left_out_by_priority_then_from_the_right() {
        let column = |name: &str, priority| Column::number(name).priority(priority);
        let columns = vec![column("a", 0), column("b", 2), column("c", 1), column("d", 2)];
        let mut table = Table { columns, rows: vec![vec![Cell::Count(1); 4], vec![]], ..Table::default() };
        let mut order = Vec::new();
        while let Some((narrow, name)) = table.narrowed() {
            order.push(name);
            table = narrow;
        }
        assert_eq!((order.join(""), table.rows[0].len()), ("dbc".to_owned(), 1));
    }
}
