/// Whether a cell of a table, or a string in a JSON file, marks a missing value: it is empty, or `NaN`, `NA`, `N/A`,
/// `None`, `null` or `<NA>` in any case. Surrounding space is ignored.
///
/// The same words are used for numbers, names and keys, and in every format.
pub fn is_missing(text: &str) -> bool {
    const MARKERS: [&str; 7] = ["", "nan", "na", "n/a", "none", "null", "<na>"];
    let text = text.trim();
    MARKERS.iter().any(|marker| text.eq_ignore_ascii_case(marker))
}

/// Parses a number: NaN if it [is missing](is_missing), `None` if it is anything else.
pub fn number(text: &str) -> Option<f64> {
    if is_missing(text) { Some(f64::NAN) } else { text.trim().parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_a_marker_or_neither() {
        for (text, right) in
            [("97.1", 97.1), (" -1e-3\t", -1e-3), ("inf", f64::INFINITY), ("-inf", f64::NEG_INFINITY)]
        {
            assert_eq!(number(text), Some(right), "{text}");
        }
        for text in ["", " ", "NaN", "na", "N/A", "None", "NULL", "<NA>"] {
            assert!(number(text).is_some_and(f64::is_nan), "{text}");
        }
        for text in ["97,1", "97.1 %", "-", "nope", "0x10"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
