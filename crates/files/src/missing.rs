/// Whether a cell of a table, or a text in a JSON file, says that there is no value: it is empty, or `NaN`, `NA`, `N/A`,
/// `None`, `null` or `<NA>` in letters of any case. Space around it does not count.
///
/// The same words mean the same in numbers, names and keys, and in every format.
pub fn is_missing(text: &str) -> bool {
    const MARKERS: [&str; 7] = ["", "nan", "na", "n/a", "none", "null", "<na>"];
    let text = text.trim();
    MARKERS.iter().any(|marker| text.eq_ignore_ascii_case(marker))
}
