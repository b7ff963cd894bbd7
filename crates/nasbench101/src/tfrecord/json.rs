//! The JSON list of a record: `["hash", epochs, "adjacency", "operations", "metrics"]`.
//!
//! Scanned by hand, since a general parser would allocate five values for each of a million records.

use super::RecordError;

/// The elements of the list; strings are still escaped.
pub(super) struct Fields<'a> {
    pub(super) hash: Text<'a>,
    pub(super) epochs: u32,
    pub(super) adjacency: Text<'a>,
    pub(super) operations: Text<'a>,
    pub(super) metrics: Text<'a>,
}

/// The inside of a JSON string, still escaped.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    raw: &'a [u8],
    /// Offset in the payload, for messages.
    start: usize,
    escaped: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn parse(payload: &'a [u8]) -> Result<Self, RecordError> {
        let mut scanner = Scanner { payload, at: 0 };
        scanner.symbol(b'[', "[")?;
        let hash = scanner.string()?;
        scanner.symbol(b',', "a comma")?;
        let epochs = scanner.integer()?;
        scanner.symbol(b',', "a comma")?;
        let adjacency = scanner.string()?;
        scanner.symbol(b',', "a comma")?;
        let operations = scanner.string()?;
        scanner.symbol(b',', "a comma")?;
        let metrics = scanner.string()?;
        scanner.symbol(b']', "]")?;
        scanner.space();
        if scanner.at != payload.len() {
            return Err(scanner.expected("nothing more"));
        }
        Ok(Self { hash, epochs, adjacency, operations, metrics })
    }
}

struct Scanner<'a> {
    payload: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn expected(&self, expected: &'static str) -> RecordError {
        // A backslash at the very end moves `at` past the end.
        RecordError::Json { position: self.at.min(self.payload.len()), expected }
    }

    fn peek(&self) -> Option<u8> {
        self.payload.get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn symbol(&mut self, symbol: u8, name: &'static str) -> Result<(), RecordError> {
        self.space();
        if self.peek() != Some(symbol) {
            return Err(self.expected(name));
        }
        self.at += 1;
        Ok(())
    }

    fn integer(&mut self) -> Result<u32, RecordError> {
        self.space();
        let digits = self.payload[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        // Six digits are more than enough epochs, and never overflow.
        if !(1..=6).contains(&digits) {
            return Err(self.expected("a number of epochs"));
        }
        let text = &self.payload[self.at..self.at + digits];
        self.at += digits;
        Ok(text.iter().fold(0, |value, digit| 10 * value + u32::from(digit - b'0')))
    }

    fn string(&mut self) -> Result<Text<'a>, RecordError> {
        self.symbol(b'"', "a string")?;
        let start = self.at;
        let mut escaped = false;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    // Escapes are checked in `decode`; an escaped quote must not end the string here.
                    self.at += 2;
                }
                Some(0x20..) => self.at += 1,
                _ => return Err(self.expected("more of a string")),
            }
        }
        let raw = &self.payload[start..self.at];
        self.at += 1;
        Ok(Text { raw, start, escaped })
    }
}

impl Text<'_> {
    /// The unescaped text; in the buffer if there were escapes. Only escapes of ASCII characters are supported, since no
    /// field of the benchmark holds others.
    pub(super) fn decode<'b>(&'b self, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], RecordError> {
        if !self.escaped {
            return Ok(self.raw);
        }
        buffer.clear();
        let mut rest = self.raw;
        while let Some((&byte, after)) = rest.split_first() {
            if byte == b'\\' {
                let position = self.start + self.raw.len() - rest.len();
                let (character, length) =
                    escape(after).ok_or(RecordError::Json { position, expected: "an ASCII escape" })?;
                buffer.push(character);
                rest = &after[length..];
            } else {
                buffer.push(byte);
                rest = after;
            }
        }
        Ok(buffer)
    }
}

/// The character of an escape, and the escape's length without the backslash.
fn escape(after: &[u8]) -> Option<(u8, usize)> {
    let character = match *after.first()? {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 0x08,
        b'f' => 0x0c,
        character @ (b'"' | b'\\' | b'/') => character,
        b'u' => {
            let digits = after.get(1..5)?;
            let digit = |c: &u8| (*c as char).to_digit(16);
            let code = digits.iter().try_fold(0, |code, c| Some(16 * code + digit(c)?))?;
            return (code < 0x80).then_some((code as u8, 5));
        }
        _ => return None,
    };
    Some((character, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_with_and_without_space_and_escapes() -> Result<(), RecordError> {
        let payload = br#" ["ab", 108,"01" ,"in\u0070ut,o\/", "QUJD\nRA==" ]  "#;
        let fields = Fields::parse(payload)?;
        let mut buffer = Vec::new();
        assert_eq!(fields.epochs, 108);
        assert_eq!(fields.hash.decode(&mut buffer)?, b"ab");
        assert_eq!(fields.operations.decode(&mut buffer)?, b"input,o/");
        assert_eq!(fields.metrics.decode(&mut buffer)?, b"QUJD\nRA==");
        Ok(())
    }

    #[test]
    fn anything_else_is_named_with_its_position() {
        for (payload, position) in [
            (&b""[..], 0),
            (b"{}", 0),
            (b"[1]", 1),
            (br#"["a" 4"#, 5),
            (br#"["a", "4""#, 6),
            (br#"["a", 1234567, "#, 6),
            (br#"["a", 4, "0", "x", "y"] z"#, 24),
            (br#"["a", 4, "0", "x", "y\"#, 22),
            (b"[\"a\nb\"", 3),
        ] {
            let error = Fields::parse(payload).err();
            let found = error.map(|error| match error {
                RecordError::Json { position, .. } => position,
                _ => usize::MAX,
            });
            assert_eq!(found, Some(position), "{}", String::from_utf8_lossy(payload));
        }
    }

    #[test]
    fn escapes_beyond_ascii_are_refused() -> Result<(), RecordError> {
        for text in [r"\u00e9", r"\x", r"\u00", r"\u+041"] {
            let payload = format!(r#"["{text}", 4, "", "", ""]"#);
            let fields = Fields::parse(payload.as_bytes())?;
            let error = fields.hash.decode(&mut Vec::new()).map(<[u8]>::to_vec);
            assert_eq!(error, Err(RecordError::Json { position: 2, expected: "an ASCII escape" }));
        }
        Ok(())
    }
}
