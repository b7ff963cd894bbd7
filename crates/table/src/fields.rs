/// A row of a CSV that has more or fewer fields than its header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnevenRow {
    /// The row, counted from 1, the header being row 1. Blank lines count.
    pub(crate) row: usize,
    /// Its fields.
    pub(crate) fields: usize,
    /// The header's.
    pub(crate) wanted: usize,
}

impl UnevenRow {
    /// The first one of a CSV; blank lines are none. One pass over the bytes.
    pub(crate) fn find(bytes: &[u8]) -> Option<Self> {
        let mut wanted = None;
        let (mut row, mut fields) = (1, 1);
        let (mut quoted, mut begins, mut blank) = (false, true, true);
        for byte in bytes.iter().chain(b"\n") {
            match byte {
                // A doubled quote within quotes ends them and begins them again.
                b'"' if quoted || begins => quoted = !quoted,
                b',' if !quoted => fields += 1,
                b'\n' if !quoted => {
                    let wanted = *wanted.get_or_insert(fields);
                    if fields != wanted && !blank {
                        return Some(Self { row, fields, wanted });
                    }
                    (row, fields, blank) = (row + 1, 1, true);
                    begins = true;
                    continue;
                }
                _ => {}
            }
            // Only a quote at the beginning of a field, or right after one that ended, is more than a letter.
            begins = !quoted && matches!(byte, b',' | b'"');
            blank &= byte.is_ascii_whitespace();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_uneven_row_is_found() {
        let find = |text: &str| UnevenRow::find(text.as_bytes()).map(|row| (row.row, row.fields, row.wanted));
        assert_eq!(find("a,b\r\n1,2\r\n1,2,3\r\n1,2,3,4"), Some((3, 3, 2)));
        assert_eq!(find("a,b\n1,2\n1"), Some((3, 1, 2)));
        assert_eq!(find("a,b\n\n1,2\n \r\n1,2\n\n"), None, "blank lines");
        assert_eq!(find("a\n\n1\n"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn quotes_hold_fields_together_where_they_begin_them() {
        let even = |text: &str| UnevenRow::find(text.as_bytes()).is_none();
        assert!(even("a,b\n\"1,\n\"\"x\"\"\",2\n1,\"\"\n"));
        assert!(even("a,b\n3\" disk,2\n1,2\" \n"), "a quote within a field is a letter");
        assert!(!even("a,b\n\"1\",2,3\n"));
    }
}
