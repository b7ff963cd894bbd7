//! NATS-Bench's release as a tar file, read in one pass.

use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::folder::{META, Member, member};
use super::results::Answers;
use super::{Error, Place, Query, Record, folder, record};

/// Compressed bytes that are read before they are decompressed together on all threads.
const BATCH: usize = 64 << 20;
/// Compressed bytes of one member that are believed; the largest real ones are some tens of megabytes.
const LARGEST: u64 = 512 << 20;

struct Part {
    index: i64,
    place: Place,
    bytes: Vec<u8>,
}

/// Reads a tar file.
pub(super) fn read(path: &Path, queries: &[Query]) -> Result<Vec<Record>, Error> {
    let mut archive = tar::Archive::new(fs_err::File::open(path)?);
    let mut records = None;
    let mut parts = Vec::new();
    let mut answers = Vec::new();
    let mut offset = 0;
    let mut held = 0;
    let damaged = |offset, source| Error::Archive { place: Place::file(path), offset, source };
    for entry in archive.entries().map_err(|source| damaged(0, source))? {
        let mut entry = entry.map_err(|source| damaged(offset, source))?;
        offset = entry.raw_file_position();
        let name = entry.path().map_err(|source| damaged(offset, source))?.into_owned();
        let Some(kind) = member(&name) else { continue };
        let place = Place::member(path, &name.to_string_lossy());
        if entry.size() > LARGEST {
            return Err(Error::layout(&place, format!("{} bytes are too many for this file", entry.size())));
        }
        let mut bytes = Vec::new();
        (&mut entry).take(LARGEST).read_to_end(&mut bytes).map_err(|source| damaged(offset, source))?;
        if (bytes.len() as u64) < entry.size() {
            return Err(Error::layout(&place, "the archive ends in the middle of this file"));
        }
        match kind {
            Member::Meta => records = Some(folder::meta(&bytes[..], queries.len(), &place)?),
            Member::Results(index) => {
                held += bytes.len();
                parts.push(Part { index, place, bytes });
            }
        }
        if held > BATCH {
            read_batch(&mut parts, queries, &mut answers)?;
            held = 0;
        }
    }
    read_batch(&mut parts, queries, &mut answers)?;
    let mut records = records.ok_or(Error::Missing { place: Place::file(path), wanted: META })?;
    for (index, answers) in &answers {
        record::fill(&mut records, *index, answers, &Place::file(path))?;
    }
    Ok(records)
}

fn read_batch(
    parts: &mut Vec<Part>,
    queries: &[Query],
    answers: &mut Vec<(i64, Answers)>,
) -> Result<(), Error> {
    let read =
        |part: &Part| Ok((part.index, folder::results(&part.bytes[..], part.index, queries, &part.place)?));
    let batch: Vec<Result<(i64, Answers), Error>> = parts.par_iter().map(read).collect();
    parts.clear();
    for one in batch {
        answers.push(one?);
    }
    Ok(())
}
