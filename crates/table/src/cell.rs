//! What a cell of text means.

/// The number in a cell; NaN where it says that there is none; `true` and `false` are 1 and 0.
pub(crate) fn number(cell: &str, decimal_comma: bool) -> Option<f64> {
    let cell = cell.trim();
    if files::is_missing(cell) {
        return Some(f64::NAN);
    }
    if decimal_comma && has_comma(cell) {
        return cell.replace(',', ".").parse().ok();
    }
    match cell.to_ascii_lowercase().as_str() {
        "true" => Some(1.0),
        "false" => Some(0.0),
        number => number.parse().ok(),
    }
}

/// Whether a number has a comma for its decimal mark: it is the only mark in it.
pub(crate) fn has_comma(cell: &str) -> bool {
    cell.matches(',').count() == 1 && !cell.contains('.')
}

/// A key as it was meant: pandas writes the integers of a column with a missing value as `3.0`.
pub(crate) fn key(cell: &str) -> &str {
    match cell.trim().split_once('.') {
        Some((whole, zeros))
            if !zeros.is_empty()
                && zeros.bytes().all(|digit| digit == b'0')
                && !whole.is_empty()
                && whole.bytes().all(|digit| digit.is_ascii_digit()) =>
        {
            whole
        }
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_keys_as_people_write_them() {
        assert_eq!(number(" 1e-3 ", false), Some(1e-3));
        assert_eq!([number("True", false), number("FALSE", false)], [Some(1.0), Some(0.0)]);
        assert!(number(" N/A", false).unwrap().is_nan());
        assert_eq!([number("1,5", true), number("1,5", false)], [Some(1.5), None]);
        assert_eq!([number("1.234,5", true), number("1,234,5", true), number(",", true)], [None; 3]);
        assert_eq!(
            ["3.0", " 12.000 ", "3.", ".0", "3.10", "a.0", "-3.0"].map(key),
            ["3", "12", "3.", ".0", "3.10", "a.0", "-3.0"]
        );
    }
}
