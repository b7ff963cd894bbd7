use std::fmt;

/// A row of a file, counted as a person counts who has opened it: in a CSV file the header is row 1 and blank lines count; in a
/// Parquet file, which has no header, the first is row 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row, from 1.
    pub number: usize,
    /// Whether row 1 is a header.
    pub header: bool,
}

impl Row {
    pub(crate) const fn below_header(number: usize) -> Self {
        Self { number, header: true }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = if self.header { "the header" } else { "the first" };
        write!(f, "row {} ({first} is row 1)", self.number)
    }
}
