/// Whether a cell of a table, or a text in a JSON file, says that there is no value: it is empty, or `NaN`, `NA`, `N/A`,
/// `None`, `null` or `<NA>` in letters of any case. Space around it does not count.
///
/// The same words mean the same in numbers, names and keys, and in every format.
pub fn is_missing(text: &str) -> bool {
    const MARKERS: [&str; 7] = ["", "nan", "na", "n/a", "none", "null", "<na>"];
    let text = text.trim();
    MARKERS.iter().any(|marker| text.eq_ignore_ascii_case(marker))
}

/// The number that a text stands for: NaN where it says that there is none ([`is_missing`]), and `None` where it is
/// neither that nor a number.
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
