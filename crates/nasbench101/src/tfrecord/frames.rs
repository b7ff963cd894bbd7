use std::io::{self, Read};
use std::ops::Range;

use super::checksum::masked;
use super::{CorruptRecord, RecordError};

/// Bytes read at a time: some thousands of records, enough work for a thread.
const CHUNK: usize = 1 << 20;
/// Longest payload accepted, whatever length the file claims; the official ones have about 400 bytes.
const MAX_PAYLOAD: usize = 1 << 16;
/// A length (u64) and its checksum (u32).
const HEADER: usize = 12;
/// The checksum of the data.
const FOOTER: usize = 4;

/// Where a record's payload is in its batch.
pub(crate) struct Frame {
    pub(crate) number: u64,
    pub(crate) offset: u64,
    payload: Range<usize>,
    stored: u32,
}

/// A stretch of a file cut into records, whose data are not yet checked.
#[derive(Default)]
pub(crate) struct Batch {
    bytes: Vec<u8>,
    /// Records in file order, or why there is none.
    pub(crate) frames: Vec<Result<Frame, CorruptRecord>>,
}

impl Batch {
    /// The payload of one of the batch's frames, if its checksum is right.
    pub(crate) fn payload(&self, frame: &Frame) -> Result<&[u8], RecordError> {
        let payload = &self.bytes[frame.payload.clone()];
        let (stored, computed) = (frame.stored, masked(payload));
        if stored == computed { Ok(payload) } else { Err(RecordError::DataChecksum { stored, computed }) }
    }
}

/// Cuts a stream into records, a chunk at a time.
///
/// Only lengths are checked here; the checksums of the data are checked when they are decoded. After a length that
/// does not match its checksum the stream is searched for the next that does, since nothing else marks the start of a
/// record.
pub(crate) struct FrameReader<R> {
    source: R,
    /// Bytes read but not yet part of a batch: the start of a record.
    rest: Vec<u8>,
    /// Offset of `rest` in the file.
    offset: u64,
    number: u64,
    /// Whether in a stretch without records, which has already been reported.
    lost: bool,
    at_end: bool,
}

/// What the bytes at a possible start of a record turned out to be.
enum ParsedFrame {
    Record {
        payload: Range<usize>,
        end: usize,
    },
    /// More bytes are needed to tell.
    Short {
        missing: usize,
    },
    Broken(RecordError),
}

impl<R: Read> FrameReader<R> {
    pub(crate) const fn new(source: R) -> Self {
        Self { source, rest: Vec::new(), offset: 0, number: 0, lost: false, at_end: false }
    }

    /// Replaces the contents of a batch by the next records, reusing its memory. An empty batch is the end of the file.
    pub(crate) fn read_batch(&mut self, batch: &mut Batch) -> io::Result<()> {
        batch.frames.clear();
        batch.bytes.clear();
        batch.bytes.append(&mut self.rest);
        let mut at = 0;
        self.fill(&mut batch.bytes)?;
        loop {
            let (number, offset) = (self.number, self.offset + at as u64);
            match parse_frame(&batch.bytes, at) {
                ParsedFrame::Record { payload, end } => {
                    let footer = &batch.bytes[payload.end..end];
                    let stored = footer.iter().rev().fold(0, |crc, &byte| crc << 8 | u32::from(byte));
                    batch.frames.push(Ok(Frame { number, offset, payload, stored }));
                    self.number += 1;
                    self.lost = false;
                    at = end;
                }
                ParsedFrame::Broken(reason) => {
                    if !self.lost {
                        batch.frames.push(Err(CorruptRecord { number, offset, reason }));
                        self.number += 1;
                        self.lost = true;
                    }
                    at += 1;
                }
                ParsedFrame::Short { missing } if self.at_end => {
                    // While lost, the last bytes belong to the stretch already reported.
                    if at < batch.bytes.len() && !self.lost {
                        let reason = RecordError::Truncated { missing };
                        batch.frames.push(Err(CorruptRecord { number, offset, reason }));
                        self.number += 1;
                    }
                    at = batch.bytes.len();
                    break;
                }
                ParsedFrame::Short { .. } if !batch.frames.is_empty() => break,
                ParsedFrame::Short { .. } => {
                    // A whole chunk without any record.
                    batch.bytes.drain(..at);
                    self.offset += at as u64;
                    at = 0;
                    self.fill(&mut batch.bytes)?;
                }
            }
        }
        self.offset += at as u64;
        self.rest.extend_from_slice(&batch.bytes[at..]);
        Ok(())
    }

    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        if !self.at_end {
            let read = self.source.by_ref().take(CHUNK as u64).read_to_end(bytes)?;
            self.at_end = read < CHUNK;
        }
        Ok(())
    }
}

fn parse_frame(bytes: &[u8], at: usize) -> ParsedFrame {
    let rest = &bytes[at..];
    let Some((length, rest)) = rest.split_first_chunk::<8>() else {
        return ParsedFrame::Short { missing: HEADER + FOOTER - rest.len() };
    };
    let Some((stored, rest)) = rest.split_first_chunk::<4>() else {
        return ParsedFrame::Short { missing: HEADER + FOOTER - 8 - rest.len() };
    };
    let (stored, computed) = (u32::from_le_bytes(*stored), masked(length));
    if stored != computed {
        return ParsedFrame::Broken(RecordError::LengthChecksum { stored, computed });
    }
    let length = u64::from_le_bytes(*length);
    match usize::try_from(length) {
        Ok(length) if length <= MAX_PAYLOAD => {
            let needed = length + FOOTER;
            if rest.len() < needed {
                return ParsedFrame::Short { missing: needed - rest.len() };
            }
            let payload = at + HEADER..at + HEADER + length;
            ParsedFrame::Record { end: payload.end + FOOTER, payload }
        }
        _ => ParsedFrame::Broken(RecordError::TooLong { length, limit: MAX_PAYLOAD }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RecordWriter;

    fn frames(file: &[u8]) -> io::Result<Vec<Result<Vec<u8>, CorruptRecord>>> {
        let mut reader = FrameReader::new(file);
        let mut batch = Batch::default();
        let mut all = Vec::new();
        loop {
            reader.read_batch(&mut batch)?;
            if batch.frames.is_empty() {
                return Ok(all);
            }
            for frame in &batch.frames {
                all.push(match frame {
                    Err(corrupt) => Err(corrupt.clone()),
                    Ok(frame) => batch.payload(frame).map(<[u8]>::to_vec).map_err(|reason| CorruptRecord {
                        number: frame.number,
                        offset: frame.offset,
                        reason,
                    }),
                });
            }
        }
    }

    fn written(payloads: &[Vec<u8>]) -> io::Result<Vec<u8>> {
        let mut writer = RecordWriter::new(Vec::new());
        payloads.iter().try_for_each(|payload| writer.write(payload))?;
        Ok(writer.into_inner())
    }

    #[test]
    fn records_across_chunks_and_of_the_largest_size() -> io::Result<()> {
        let payloads: Vec<Vec<u8>> = (0..5 * CHUNK / MAX_PAYLOAD)
            .flat_map(|n| [n, MAX_PAYLOAD])
            .map(|length| vec![7; length])
            .collect();
        let read: Vec<_> = frames(&written(&payloads)?)?.into_iter().filter_map(Result::ok).collect();
        assert!(read == payloads);
        Ok(())
    }

    #[test]
    fn a_broken_length_costs_one_record_and_a_broken_payload_too() -> io::Result<()> {
        let payloads: Vec<Vec<u8>> = (0..4u8).map(|k| vec![k; 100]).collect();
        let mut file = written(&payloads)?;
        file[116] ^= 1;
        file[2 * 116 + 50] ^= 1;
        let read = frames(&file)?;
        assert_eq!(read.len(), 4);
        assert!(matches!(
            &read[1],
            Err(CorruptRecord { number: 1, offset: 116, reason: RecordError::LengthChecksum { .. } })
        ));
        assert!(matches!(
            &read[2],
            Err(CorruptRecord { number: 2, offset: 232, reason: RecordError::DataChecksum { .. } })
        ));
        assert_eq!(read[3].as_ref().ok(), Some(&payloads[3]));
        Ok(())
    }

    #[test]
    fn a_long_stretch_of_noise_is_one_corrupt_record() -> io::Result<()> {
        let mut file = written(&[vec![1; 10]])?;
        file.extend((0..3 * CHUNK).map(|k| (k * 31 % 251) as u8));
        let tail = file.len() as u64;
        file.extend(written(&[vec![2; 10], vec![3; 10]])?);
        let read = frames(&file)?;
        assert_eq!(read.len(), 4);
        assert!(read[1].as_ref().is_err_and(|corrupt| corrupt.offset == 26));
        assert_eq!(read[3].as_ref().ok(), Some(&vec![3; 10]));
        assert!(tail > 3 * CHUNK as u64);
        Ok(())
    }

    #[test]
    fn every_cut_is_seen() -> io::Result<()> {
        let file = written(&[vec![1; 10], vec![2; 10]])?;
        for length in 27..52 {
            let read = frames(&file[..length])?;
            let missing = if length < 38 { 42 - length } else { 52 - length };
            let reason = RecordError::Truncated { missing };
            assert_eq!(read[1], Err(CorruptRecord { number: 1, offset: 26, reason }), "{length}");
        }
        assert_eq!(frames(&file[..26])?.len(), 1);
        Ok(())
    }

    #[test]
    fn an_absurd_length_with_a_right_checksum_is_not_believed() -> io::Result<()> {
        let mut file = u64::MAX.to_le_bytes().to_vec();
        file.extend(masked(&u64::MAX.to_le_bytes()).to_le_bytes());
        let reason = RecordError::TooLong { length: u64::MAX, limit: MAX_PAYLOAD };
        assert_eq!(frames(&file)?, [Err(CorruptRecord { number: 0, offset: 0, reason })]);
        Ok(())
    }
}
