//! Text in Parquet's two delta encodings, rewritten as plain.
//!
//! The reader's own decoders allocate as much as a count in the page says, and slice by lengths in it; these don't.

use super::thrift::{varint, zigzag};

/// Texts by their lengths (`DELTA_LENGTH_BYTE_ARRAY`), or by how much of the text before they begin with and the rest
/// (`DELTA_BYTE_ARRAY`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delta {
    Lengths,
    Prefixes,
}

/// Writes the values of a page as plain ones: each after its length in four bytes, where values differ in length. `most` is how
/// many there may be, and `limit` how many bytes may come out. Nothing where the page is damaged or holds more.
pub(super) fn plain(
    page: &[u8],
    delta: Delta,
    sized: bool,
    most: usize,
    limit: usize,
    plain: &mut Vec<u8>,
) -> Option<()> {
    let (prefixes, rest) = match delta {
        Delta::Prefixes => integers(page, most)?,
        Delta::Lengths => (Vec::new(), page),
    };
    let (lengths, mut rest) = integers(rest, most)?;
    let limit = plain.len().saturating_add(limit);
    let mut last = 0..0;
    for (position, &length) in lengths.iter().enumerate() {
        let prefix = match delta {
            Delta::Prefixes => usize::try_from(*prefixes.get(position)?).ok()?,
            Delta::Lengths => 0,
        };
        let suffix;
        (suffix, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        let size = prefix + suffix.len();
        if prefix > last.len() || plain.len() + size + 4 > limit {
            return None;
        }
        if sized {
            plain.extend_from_slice(&u32::try_from(size).ok()?.to_le_bytes());
        }
        let begin = plain.len();
        plain.extend_from_within(last.start..last.start + prefix);
        plain.extend_from_slice(suffix);
        last = begin..plain.len();
    }
    Some(())
}

/// Whole numbers as differences (`DELTA_BINARY_PACKED`), at most `most`, and the bytes behind them.
fn integers(bytes: &[u8], most: usize) -> Option<(Vec<i32>, &[u8])> {
    let (block, bytes) = varint(bytes)?;
    let (parts, bytes) = varint(bytes)?;
    let (total, bytes) = varint(bytes)?;
    let (first, mut bytes) = varint(bytes)?;
    let (parts, total) = (usize::try_from(parts).ok()?, usize::try_from(total).ok()?);
    let size = usize::try_from(block).ok()?.checked_div(parts)?;
    // Only values of no bits take no bytes, and of these a block holds no more than it says.
    if total > most || size % 32 != 0 || size == 0 || size > 1 << 16 {
        return None;
    }
    let mut value = zigzag(first) as i32;
    let mut values = if total == 0 { vec![] } else { vec![value] };
    while values.len() < total {
        let (least, rest) = varint(bytes)?;
        let least = zigzag(least) as i32;
        let (widths, rest) = rest.split_at_checked(parts)?;
        bytes = rest;
        for &width in widths {
            let left = total - values.len();
            if left == 0 {
                break;
            }
            let packed;
            (packed, bytes) = bytes.split_at_checked(size / 8 * usize::from(width))?;
            for position in 0..left.min(size) {
                let step = bits(packed, position * usize::from(width), width)? as i32;
                value = value.wrapping_add(least).wrapping_add(step);
                values.push(value);
            }
        }
    }
    Some((values, bytes))
}

/// The number of `width` bits, 32 at most, that begins at a bit.
fn bits(packed: &[u8], begin: usize, width: u8) -> Option<u32> {
    if width > 32 {
        return None;
    }
    let mut word = [0; 8];
    let from = &packed[(begin / 8).min(packed.len())..];
    let length = from.len().min(8);
    word[..length].copy_from_slice(&from[..length]);
    Some(((u64::from_le_bytes(word) >> (begin % 8)) & ((1 << width) - 1)) as u32)
}
