//! The bytes of a store.

use epsilon::Missing;

use crate::Outcome;

/// The first bytes of a store.
pub(super) const MAGIC: &[u8; 8] = b"EPSILON\x01";
/// Bytes before the header's text: the magic and the text's length.
pub(super) const PREFIX: usize = 12;
/// Bytes of the checksum after the header's text.
pub(super) const HEADER_CHECKSUM: usize = 32;
/// The longest header that is read; a valid one has a few thousand bytes.
pub(super) const LONGEST_HEADER: usize = 1 << 24;
/// Bytes of a record.
pub(super) const RECORD: usize = 24;

/// One outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Record {
    pub architecture: u32,
    pub setting: u16,
    pub outcome: Outcome,
}

const SCORED: u8 = 0;
const FAILED: u8 = 255;

/// A reason's byte in stored records, between [`SCORED`] and [`FAILED`]. Never change the meaning of a code: old stores
/// contain it.
const fn code(missing: Missing) -> u8 {
    match missing {
        Missing::ConstantOutput => 1,
        Missing::NotFinite => 2,
        Missing::NoCommonSample => 3,
        Missing::ZeroMean => 4,
    }
}

impl Record {
    /// The record's bytes at position `sequence` of the store whose header has this checksum.
    pub(super) fn encode(self, header: &[u8; 32], sequence: u64) -> [u8; RECORD] {
        let mut bytes = [0; RECORD];
        bytes[0..4].copy_from_slice(&self.architecture.to_le_bytes());
        bytes[4..6].copy_from_slice(&self.setting.to_le_bytes());
        let (status, bits) = match self.outcome {
            Outcome::Scored(score) => (SCORED, score.to_bits()),
            Outcome::Missing(missing) => (code(missing), 0),
            Outcome::Failed => (FAILED, 0),
        };
        bytes[6] = status;
        bytes[8..16].copy_from_slice(&bits.to_le_bytes());
        let checksum = checksum(header, sequence, &bytes[..16]);
        bytes[16..].copy_from_slice(&checksum);
        bytes
    }

    /// Decodes a record, if its checksum is right.
    pub(super) fn decode(bytes: &[u8; RECORD], header: &[u8; 32], sequence: u64) -> Option<Self> {
        if bytes[16..] != checksum(header, sequence, &bytes[..16]) {
            return None;
        }
        let outcome = match bytes[6] {
            SCORED => Outcome::Scored(f64::from_bits(u64::from_le_bytes(bytes[8..16].try_into().ok()?))),
            FAILED => Outcome::Failed,
            reason => Outcome::Missing(Missing::ALL.into_iter().find(|missing| code(*missing) == reason)?),
        };
        Some(Self {
            architecture: u32::from_le_bytes(bytes[0..4].try_into().ok()?),
            setting: u16::from_le_bytes(bytes[4..6].try_into().ok()?),
            outcome,
        })
    }
}

/// The header's bytes, including its checksum at the end.
pub(super) fn encode_header(text: &str) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.extend(blake3::hash(text.as_bytes()).as_bytes());
    bytes
}

/// The last eight bytes of a record: a checksum of its content, its position, and its store.
fn checksum(header: &[u8; 32], sequence: u64, content: &[u8]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new_keyed(header);
    hasher.update(&sequence.to_le_bytes());
    hasher.update(content);
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    bytes
}
