use std::io::{self, BufRead, Read};

/// Decodes UTF-8 text with one character per byte, as Python 3 writes byte strings for Python 2.
pub(crate) struct Latin1<R> {
    text: R,
}

impl<R: BufRead> Latin1<R> {
    pub(crate) const fn new(text: R) -> Self {
        Self { text }
    }
}

impl<R: BufRead> Read for Latin1<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        let mut lead = None;
        while filled < buffer.len() {
            let here = self.text.fill_buf()?;
            if here.is_empty() {
                break;
            }
            let mut used = 0;
            for &byte in here {
                if filled == buffer.len() {
                    break;
                }
                used += 1;
                match (lead.take(), byte) {
                    (None, 0..=0x7f) => buffer[filled] = byte,
                    (None, 0xc2 | 0xc3) => {
                        lead = Some(byte);
                        continue;
                    }
                    (Some(lead), 0x80..=0xbf) => buffer[filled] = (lead & 3) << 6 | byte & 0x3f,
                    _ => {
                        return Err(io::Error::new(
                            io::ErrorKind::InvalidData,
                            "a character stands for no byte",
                        ));
                    }
                }
                filled += 1;
            }
            self.text.consume(used);
        }
        match lead {
            Some(_) => Err(io::ErrorKind::UnexpectedEof.into()),
            None => Ok(filled),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back_through_any_buffer() -> io::Result<()> {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
        for capacity in [1, 2, 3, 700] {
            let mut back = Vec::new();
            Latin1::new(io::BufReader::with_capacity(capacity, text.as_bytes())).read_to_end(&mut back)?;
            assert_eq!(back, bytes);
        }
        for wrong in ["Ā".as_bytes(), b"\xc2", b"\x80"] {
            assert!(Latin1::new(wrong).read_to_end(&mut Vec::new()).is_err());
        }
        Ok(())
    }
}
