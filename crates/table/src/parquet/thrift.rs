//! Thrift's compact protocol, read without trusting any size in it.

/// Structures, lists and maps within each other. Parquet's own go to about ten.
const DEPTH: usize = 40;

/// What a walk comes across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A structure begins.
    Structure,
    /// A whole number, or a truth value as 0 or 1.
    Whole(i64),
}

/// Goes through the structure that stands at the beginning of `bytes`, and tells each event with the numbers of the fields that
/// lead to it; elements of a list have the list's. Gives the bytes behind the structure, or nothing if it is none.
pub(super) fn walk<'a>(bytes: &'a [u8], visit: &mut dyn FnMut(&[i16], Event)) -> Option<&'a [u8]> {
    let mut walk = Walk { rest: bytes, path: Vec::new(), visit };
    walk.value(STRUCTURE, DEPTH)?;
    Some(walk.rest)
}

const STRUCTURE: u8 = 12;

/// Its methods give nothing where the bytes are no structure.
struct Walk<'a, 'v> {
    rest: &'a [u8],
    path: Vec<i16>,
    visit: &'v mut dyn FnMut(&[i16], Event),
}

impl<'a> Walk<'a, '_> {
    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 => (self.visit)(&self.path, Event::Whole(i64::from(kind == 1))),
            3 => drop(self.byte()?),
            4..=6 => {
                let value = self.zigzag()?;
                (self.visit)(&self.path, Event::Whole(value));
            }
            7 => drop(self.take(8)?),
            8 => {
                let length = self.varint()?;
                self.take(length)?;
            }
            9 | 10 => {
                let header = self.byte()?;
                let size = if header >> 4 == 15 { self.varint()? } else { u64::from(header >> 4) };
                self.elements(size, &[header & 15], depth)?;
            }
            11 => match self.varint()? {
                0 => {}
                size => {
                    let kinds = self.byte()?;
                    self.elements(size, &[kinds >> 4, kinds & 15], depth)?;
                }
            },
            STRUCTURE => {
                (self.visit)(&self.path, Event::Structure);
                self.path.push(0);
                self.fields(depth)?;
                self.path.pop();
            }
            _ => return None,
        }
        Some(())
    }

    fn fields(&mut self, depth: usize) -> Option<()> {
        let mut last = 0_i16;
        loop {
            let header = self.byte()?;
            let kind = header & 15;
            if kind == 0 {
                return Some(());
            }
            last = match header >> 4 {
                0 => i16::try_from(self.zigzag()?).ok()?,
                step => last.checked_add(i16::from(step))?,
            };
            *self.path.last_mut()? = last;
            self.value(kind, depth)?;
        }
    }

    fn elements(&mut self, size: u64, kinds: &[u8], depth: usize) -> Option<()> {
        for _ in 0..size {
            for &kind in kinds {
                // A truth value is a byte here, and part of the header in a structure.
                self.value(if kind <= 2 { 3 } else { kind }, depth)?;
            }
        }
        Some(())
    }

    fn take(&mut self, length: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(usize::try_from(length).ok()?)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    fn varint(&mut self) -> Option<u64> {
        let (value, rest) = varint(self.rest)?;
        self.rest = rest;
        Some(value)
    }

    fn zigzag(&mut self) -> Option<i64> {
        self.varint().map(zigzag)
    }
}

/// A number of seven bits a byte, the lowest first, and the bytes behind it.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (position, &byte) in bytes.iter().take(10).enumerate() {
        let bits = u64::from(byte & 0x7f);
        value |= bits << (7 * position);
        if byte & 0x80 == 0 {
            // The tenth byte holds the highest bit alone.
            return (position < 9 || byte <= 1).then(|| (value, &bytes[position + 1..]));
        }
    }
    None
}

/// A signed number whose sign is its lowest bit.
pub(super) fn zigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
