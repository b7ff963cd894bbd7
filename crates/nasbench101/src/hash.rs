use std::fmt;
use std::str::FromStr;

use md5::{Digest, Md5};

use crate::error::excerpt;
use crate::limits::MAX_VERTICES;
use crate::{HashError, ModuleSpec};

/// The official hash of a module, and its key in every NAS-Bench-101 file: equal for isomorphic modules, different for any
/// other two of this space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleHash(
    /// The 16 bytes of the MD5 digest.
    pub [u8; 16],
);

/// A digest in hexadecimal: the official algorithm hashes and sorts these digits.
type Hex = [u8; 32];

impl ModuleSpec {
    /// The official module hash.
    ///
    /// Each vertex starts with the MD5 of `(out-degree, in-degree, label)`, with the labels -1 for the input, -2 for the
    /// output and 0, 1, 2 for the operations. As many times as there are vertices, each is hashed again with the sorted
    /// hashes of its predecessors and of its successors. The module's hash is that of the sorted list. That makes 57
    /// MD5 digests for seven vertices.
    ///
    /// # References
    /// C. Ying et al., ICML 2019, section 2 and the released library (`hash_module`), which writes
    /// tuples and lists as Python prints them.
    pub fn module_hash(self) -> ModuleHash {
        let vertices = self.vertices();
        let mut hashes = [Hex::default(); MAX_VERTICES];
        let hashes = &mut hashes[..vertices];
        for (vertex, hash) in hashes.iter_mut().enumerate() {
            *hash = self.initial(vertex);
        }
        for _ in 0..vertices {
            let mut next = [Hex::default(); MAX_VERTICES];
            for (vertex, hash) in next[..vertices].iter_mut().enumerate() {
                let mut message = Message::default();
                message.push_sorted(self.predecessors(vertex).map(|from| hashes[from]));
                message.push(b"|");
                message.push_sorted(self.successors(vertex).map(|to| hashes[to]));
                message.push(b"|");
                message.push(&hashes[vertex]);
                *hash = hex(message.digest());
            }
            hashes.copy_from_slice(&next[..vertices]);
        }
        hashes.sort_unstable();
        let mut message = Message::default();
        for (position, hash) in hashes.iter().enumerate() {
            message.push(if position == 0 { b"['" } else { b"', '" });
            message.push(hash);
        }
        message.push(b"']");
        ModuleHash(message.digest())
    }

    fn initial(self, vertex: usize) -> Hex {
        let label = match self.operation(vertex) {
            Some(operation) => i32::from(operation.label()),
            None if vertex == 0 => -1,
            None => -2,
        };
        let (out_degree, in_degree) = (self.successors(vertex).count(), self.predecessors(vertex).count());
        hex(Md5::digest(format!("({out_degree}, {in_degree}, {label})")).into())
    }
}

/// The input of one digest, collected in a buffer: hashing a few hundred bytes piece by piece would take twice as long.
struct Message {
    bytes: [u8; Self::CAPACITY],
    length: usize,
}

impl Default for Message {
    fn default() -> Self {
        Self { bytes: [0; Self::CAPACITY], length: 0 }
    }
}

impl Message {
    /// Every vertex once, with up to four characters of punctuation each.
    const CAPACITY: usize = MAX_VERTICES * (32 + 4) + 4;

    fn push(&mut self, part: &[u8]) {
        self.bytes[self.length..self.length + part.len()].copy_from_slice(part);
        self.length += part.len();
    }

    fn push_sorted(&mut self, neighbours: impl Iterator<Item = Hex>) {
        let start = self.length;
        neighbours.for_each(|hash| self.push(&hash));
        let (sorted, _) = self.bytes[start..self.length].as_chunks_mut::<32>();
        sorted.sort_unstable();
    }

    fn digest(&self) -> [u8; 16] {
        Md5::digest(&self.bytes[..self.length]).into()
    }
}

fn hex(bytes: [u8; 16]) -> Hex {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Hex::default();
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    text
}

impl ModuleHash {
    /// The hash of 32 hexadecimal digits in ASCII, in either case; `None` for anything else.
    pub fn from_hex(text: &[u8]) -> Option<Self> {
        let text: &Hex = text.try_into().ok()?;
        let digit = |c: u8| (c as char).to_digit(16);
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = (digit(pair[0])? << 4 | digit(pair[1])?) as u8;
        }
        Some(Self(bytes))
    }
}

/// 32 hexadecimal digits in lower case.
impl fmt::Display for ModuleHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(self.0).iter().try_for_each(|&digit| write!(f, "{}", digit as char))
    }
}

impl FromStr for ModuleHash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        Self::from_hex(text.as_bytes()).ok_or_else(|| HashError { text: excerpt(text) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_hashes() -> Result<(), Box<dyn std::error::Error>> {
        for (text, hash) in [
            ("100110100001001010101:02001", "00005c142e6f48ac74fdcf73e3439874"),
            ("1010101011:012", "d3ce4b357bab991e98b34e3a8722b3bb"),
            ("111110001001101:2200", "4a0ab8bbe2441a002e07b0f445ec2d63"),
        ] {
            let expected: ModuleHash = hash.parse()?;
            assert_eq!(text.parse::<ModuleSpec>()?.module_hash(), expected);
            assert_eq!(expected.to_string(), hash);
        }
        Ok(())
    }

    #[test]
    fn other_text_is_no_hash() {
        for text in ["", "00", "g0005c142e6f48ac74fdcf73e3439874", "00005c142e6f48ac74fdcf73e34398740"] {
            assert_eq!(text.parse::<ModuleHash>(), Err(HashError { text: text.to_owned() }));
        }
    }
}
