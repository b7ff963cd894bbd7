/// A row of a CSV that has more fields than its header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LongRow {
    /// The row, counted from 1, the header being row 1. Empty lines count.
    pub(crate) row: usize,
    /// Its fields.
    pub(crate) fields: usize,
    /// The header's.
    pub(crate) wanted: usize,
}

/// The first row with more fields than the header: for telling where a file can't be read. One pass over the bytes.
pub(crate) fn long_row(bytes: &[u8]) -> Option<LongRow> {
    let (mut row, mut fields, mut quoted) = (1, 1, false);
    let mut wanted = None;
    for byte in bytes.iter().chain(b"\n") {
        match byte {
            // A doubled quote within quotes ends and begins them again.
            b'"' => quoted = !quoted,
            b',' if !quoted => fields += 1,
            b'\n' if !quoted => {
                let wanted = *wanted.get_or_insert(fields);
                if fields > wanted {
                    return Some(LongRow { row, fields, wanted });
                }
                (row, fields) = (row + 1, 1);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_long_row_is_found_and_quotes_hold_fields_together() {
        let text = b"a,b\r\n\"1,\n\"\"x\"\"\",2\r\n1\r\n1,2,3\r\n1,2,3,4";
        assert_eq!(long_row(text), Some(LongRow { row: 4, fields: 3, wanted: 2 }));
        assert_eq!(long_row(b"a,b\n1,2\n1"), None);
        assert_eq!(long_row(b""), None);
    }
}
