//! The spellings of a cell: its string, its index, its tuple.

use benchmark::{ArchitectureError, naslib, official_index};

use crate::cell::SPACE;
use crate::order::CELLS;
use crate::{Cell, CellOperation};

/// The operations in the order of NASLib's numbers.
const OPERATIONS: [CellOperation; 5] = [
    CellOperation::SkipConnect,
    CellOperation::None,
    CellOperation::NorConv3x3,
    CellOperation::NorConv1x1,
    CellOperation::AvgPool3x3,
];
/// The positions in [`EDGES`](crate::EDGES) of NASLib's edges 0-1, 0-2, 0-3, 1-2, 1-3, 2-3.
const PLACES: [usize; 6] = [0, 1, 3, 2, 4, 5];

impl Cell {
    /// The cell that `text` spells: its string, its official index (0 to 15624), or NASLib's tuple such as
    /// `(4, 0, 3, 1, 4, 3)`, in either kind of brackets.
    ///
    /// # Errors
    /// If it is none of these; the error says why.
    pub fn from_key(text: &str) -> Result<Self, ArchitectureError> {
        let text = text.trim();
        let error = |reason: &str| ArchitectureError::new(SPACE, text, reason);
        if text.starts_with(['(', '[']) {
            let cell = naslib::numbers(text).and_then(|numbers| Self::from_naslib(&numbers));
            return cell.ok_or_else(|| {
                error("a tuple of NASLib has the numbers of six operations, 0 to 4, as in (4, 0, 3, 1, 4, 3)")
            });
        }
        if let Some(index) = official_index(text, CELLS) {
            return index.map(Self::at).map_err(|reason| error(&reason));
        }
        text.parse()
    }

    /// The cell with these operations, in NASLib's numbers and order; `None` if they are not valid.
    pub(crate) fn from_naslib(numbers: &[u8]) -> Option<Self> {
        let numbers: [u8; 6] = numbers.try_into().ok()?;
        let mut edges = [CellOperation::None; 6];
        for (number, place) in numbers.into_iter().zip(PLACES) {
            edges[place] = *OPERATIONS.get(usize::from(number))?;
        }
        Some(Self::new(edges))
    }

    /// NASLib's tuple for the cell.
    pub fn naslib_tuple(&self) -> String {
        let number = |place: usize| OPERATIONS.iter().position(|other| *other == self.edges()[place]);
        naslib::tuple(PLACES.into_iter().filter_map(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_found_by_its_string_its_index_and_its_tuple() -> Result<(), ArchitectureError> {
        for (index, cell) in Cell::all().into_iter().enumerate() {
            assert_eq!(Cell::from_key(&cell.to_string())?, cell);
            assert_eq!(Cell::from_key(&index.to_string())?, cell);
            assert_eq!(cell.index(), index);
            assert_eq!(Cell::from_key(&cell.naslib_tuple())?, cell);
        }
        Ok(())
    }

    /// The first cell of the official list, and a row of NAS-Bench-Suite-Zero.
    #[test]
    fn forms_that_are_found_in_files() -> Result<(), ArchitectureError> {
        let first =
            "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";
        for text in ["0", "000000", " 0.0 ", "(4, 3, 3, 0, 0, 0)", "[4,3,3,0,0,0]", "( 4 ,3, 3,0, 0, 0)"] {
            assert_eq!(Cell::from_key(text)?.to_string(), first, "{text}");
        }
        assert_eq!(Cell::from_key(first)?.naslib_tuple(), "(4, 3, 3, 0, 0, 0)");
        Ok(())
    }

    #[test]
    fn what_is_none_says_what_would_be_one() {
        let reason = |text: &str| Cell::from_key(text).unwrap_err().to_string();
        for text in ["15625", "-1", "+1", "0.5", "1e3", "99999999999999999999"] {
            let wanted = format!(
                "`{text}` is not a nasbench201 architecture: an index of the official order is a whole number from 0 \
                 to 15624"
            );
            assert_eq!(reason(text), wanted);
        }
        for text in ["(4, 3, 3, 0, 0)", "(4, 3, 3, 0, 0, 5)", "(4, 3, 3, 0, 0, 0]", "[4 3 3 0 0 0]", "("] {
            assert!(reason(text).contains("six operations, 0 to 4"), "{}", reason(text));
        }
        assert!(reason("|none~0|").contains("a cell has 3"));
    }
}
