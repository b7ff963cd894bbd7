use std::io::Read;
use std::path::Path;

use super::format::{HEADER_CHECKSUM, LONGEST_HEADER, MAGIC, PREFIX, RECORD, Record};
use super::{Fingerprint, StoreError};
use crate::Scores;

/// Most outcomes of a store: 300 settings of all modules of NAS-Bench-101, in 2 GB of memory.
const MOST: usize = 1 << 27;

/// The contents of a store.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Identifies the scores.
    pub fingerprint: Fingerprint,
    /// The scores; if an outcome was stored twice, the later one.
    pub scores: Scores,
    /// Number of valid records.
    pub records: u64,
    /// Bytes up to the end of the last valid record.
    pub sound_bytes: u64,
    /// Bytes after that: the incomplete record of an interrupted write, and zeros.
    pub torn_bytes: u64,
    pub(super) header_checksum: [u8; 32],
}

/// Reads a store.
///
/// # Errors
/// If the file can't be read, is not a store, or is damaged elsewhere than at its end.
pub fn read(path: &Path) -> Result<Contents, StoreError> {
    parse(path, &fs_err::read(path)?)
}

/// Reads only the fingerprint of a store.
///
/// # Errors
/// If the file can't be read or is not a store.
pub fn read_fingerprint(path: &Path) -> Result<Fingerprint, StoreError> {
    let mut file = fs_err::File::open(path)?;
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(PREFIX as u64).read_to_end(&mut bytes)?;
    // The scores behind the header may be many megabytes.
    let length =
        bytes.get(MAGIC.len()..).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    file.take(u64::from(length).min(LONGEST_HEADER as u64) + HEADER_CHECKSUM as u64)
        .read_to_end(&mut bytes)?;
    Ok(opened(path, &bytes)?.0)
}

/// Reads a store from its bytes; `path` is for errors.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Contents, StoreError> {
    let (fingerprint, header_checksum, start) = opened(path, bytes)?;
    let (settings, architectures) = fingerprint.sizes();
    let mut scores = Scores::new(settings, architectures);
    let mut records = 0_u64;
    let (chunks, _) = bytes[start..].as_chunks::<RECORD>();
    for (sequence, chunk) in (0_u64..).zip(chunks) {
        let Some(record) = Record::decode(chunk, &header_checksum, sequence) else { break };
        scores.set(usize::from(record.setting), record.architecture as usize, record.outcome);
        records = sequence + 1;
    }
    let sound = start + records as usize * RECORD;
    let tail = &bytes[sound..];
    let (sound_bytes, torn_bytes) = (sound as u64, tail.len() as u64);
    if !is_torn(tail) {
        let sound_follow = (0_u64..)
            .zip(chunks)
            .skip(records as usize + 1)
            .any(|(sequence, chunk)| Record::decode(chunk, &header_checksum, sequence).is_some());
        let path = path.to_owned();
        let (record, offset, bytes) = (records, sound_bytes, torn_bytes);
        return Err(StoreError::Damaged { path, record, offset, bytes, sound_follow });
    }
    Ok(Contents { fingerprint, scores, records, sound_bytes, torn_bytes, header_checksum })
}

/// Whether the bytes after the last valid record are an interrupted write. That leaves whole records and the beginning of
/// one, and a power cut may add zeros. Anything else is a damaged record.
fn is_torn(tail: &[u8]) -> bool {
    tail.iter().rposition(|byte| *byte != 0).is_none_or(|last| last + 1 < RECORD)
}

/// The fingerprint in the header, the header's checksum, and where the records begin.
fn opened(path: &Path, bytes: &[u8]) -> Result<(Fingerprint, [u8; 32], usize), StoreError> {
    let format = |reason: String| StoreError::Format { path: path.to_owned(), reason };
    let (text, checksum, start) = header(bytes).map_err(&format)?;
    let json =
        serde_json::from_str(text).map_err(|error| format(format!("its header is no JSON: {error}")))?;
    let fingerprint = Fingerprint::from_json(json);
    let (settings, architectures) = fingerprint.sizes();
    // Rejects an impossible table size before allocating it.
    if settings > usize::from(u16::MAX) + 1 || settings.saturating_mul(architectures) > MOST {
        return Err(format(format!("it claims {settings} settings of {architectures} architectures")));
    }
    Ok((fingerprint, checksum, start))
}

/// The header's text, its checksum, and where the records begin.
fn header(bytes: &[u8]) -> Result<(&str, [u8; 32], usize), String> {
    if bytes.len() < PREFIX || &bytes[..MAGIC.len()] != MAGIC {
        return Err("it does not begin like one (bytes 0 to 7)".to_owned());
    }
    let length: [u8; 4] =
        bytes[MAGIC.len()..PREFIX].try_into().map_err(|_| "it ends in its header".to_owned())?;
    let length = u32::from_le_bytes(length) as usize;
    let end = PREFIX + length;
    if length > LONGEST_HEADER || bytes.len() < end + HEADER_CHECKSUM {
        return Err(format!(
            "its header should take {length} bytes from byte {PREFIX}, but the file ends before, so it holds no \
             score: remove it"
        ));
    }
    let checksum = blake3::hash(&bytes[PREFIX..end]);
    if checksum.as_bytes() != &bytes[end..end + HEADER_CHECKSUM] {
        return Err(format!("its header (bytes {PREFIX} to {end}) is damaged"));
    }
    let text = std::str::from_utf8(&bytes[PREFIX..end]).map_err(|_| "its header is no text".to_owned())?;
    Ok((text, *checksum.as_bytes(), end + HEADER_CHECKSUM))
}
