use std::borrow::Cow;

/// A text as a cell of a CSV file: quoted if it contains a separator, a quote or a line end, is blank, or begins like a
/// formula (`=`, `+`, `@`, or `-` that does not begin a number).
///
/// A formula is only quoted: an import with "quoted cells are text" shows it unchanged, and reading the file back gives
/// the same text, unlike with a leading `'`. With default settings, spreadsheets still compute it.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    let formula = match text.as_bytes().first() {
        Some(b'=' | b'+' | b'@') => true,
        Some(b'-') => text.parse::<f64>().is_err(),
        _ => false,
    };
    let blank = !text.is_empty() && text.trim().is_empty();
    if formula || blank || text.contains([',', ';', '\t', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// A row of a CSV file from its cells as they are, with a line end.
pub fn csv_row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| csv_cell(cell.as_ref()).into_owned()).collect();
    // An empty line would not be a row.
    if cells.len() == 1 && cells[0].is_empty() { "\"\"\n".to_owned() } else { cells.join(",") + "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_in_quotes_where_they_must_be() {
        let row = csv_row(["a", "", "b,c", "d \"e\"", "f\ng", "=1+1", "-x", "-1e-3", "a=b"]);
        assert_eq!(row, "a,,\"b,c\",\"d \"\"e\"\"\",\"f\ng\",\"=1+1\",\"-x\",-1e-3,a=b\n");
        assert_eq!([csv_row([""]), csv_row([" "]), csv_row(["", ""])], ["\"\"\n", "\" \"\n", ",\n"]);
    }
}
