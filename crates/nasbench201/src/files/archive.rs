//! NATS-Bench's release as a tar file, read in one pass.

use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::compressed::Total;
use super::folder::{META, Member, PARALLEL_FILES, member};
use super::record::Listing;
use super::results::Answers;
use super::{Error, Place, Query, Release, folder};

/// Compressed bytes to read before decompressing them on all threads.
const BATCH: usize = 64 << 20;
/// Largest compressed size of a member; the largest real ones are some tens of megabytes.
const LARGEST: u64 = 512 << 20;

struct Part {
    index: i64,
    place: Place,
    bytes: Vec<u8>,
}

/// Reads a tar file.
pub(super) fn read(path: &Path, queries: &[Query]) -> Result<Release, Error> {
    let file = fs_err::File::open(path)?;
    let length = file.metadata()?.len();
    let mut archive = tar::Archive::new(file);
    let whole = Place::file(path);
    let mut list: Option<(Listing, Place)> = None;
    let mut pending = Pending { parts: Vec::new(), bytes: 0, total: Total::default(), read: Vec::new() };
    let mut offset = 0;
    let damaged = |offset, source| Error::Archive { place: Place::file(path), offset, source };
    for entry in archive.entries().map_err(|source| damaged(0, source))? {
        let mut entry = entry.map_err(|source| damaged(offset, source))?;
        offset = entry.raw_file_position();
        let name = entry.path().map_err(|source| damaged(offset, source))?.into_owned();
        let Some(kind) = member(&name) else { continue };
        let place = Place::member(path, &name.to_string_lossy());
        // A sparse member can claim to be larger than the archive.
        if entry.size() > LARGEST.min(length) {
            return Err(Error::layout(&place, format!("{} bytes are too many for this file", entry.size())));
        }
        let mut bytes = Vec::new();
        (&mut entry).take(LARGEST).read_to_end(&mut bytes).map_err(|source| damaged(offset, source))?;
        let packed = bytes.len() as u64;
        if packed < entry.size() {
            return Err(Error::layout(&place, "the archive ends in the middle of this file"));
        }
        match kind {
            Member::Meta => {
                if let Some((_, first)) = list {
                    let what = "the architectures of the release".to_owned();
                    return Err(Error::Twice { what, first: Box::new(first), second: Box::new(place) });
                }
                let (listing, unpacked) = folder::meta(&bytes[..], packed, queries.len(), &place)?;
                pending.total.add(packed, unpacked, &whole)?;
                list = Some((listing, place));
            }
            Member::Results(index) => {
                pending.bytes += bytes.len();
                pending.parts.push(Part { index, place, bytes });
            }
        }
        if pending.bytes > BATCH || pending.parts.len() == PARALLEL_FILES {
            pending.unpack(queries, &whole)?;
        }
    }
    pending.unpack(queries, &whole)?;
    let Some((mut listing, _)) = list else { return Err(Error::Missing { place: whole, wanted: META }) };
    for (index, place, answers) in &pending.read {
        listing.fill(*index, answers, place)?;
    }
    listing.finish(&whole)
}

/// Members that are read but not yet unpacked, and the answers so far.
struct Pending {
    parts: Vec<Part>,
    bytes: usize,
    total: Total,
    read: Vec<(i64, Place, Answers)>,
}

impl Pending {
    fn unpack(&mut self, queries: &[Query], whole: &Place) -> Result<(), Error> {
        let read = |part: &Part| {
            folder::results(&part.bytes[..], part.bytes.len() as u64, part.index, queries, &part.place)
        };
        let read: Vec<Result<_, Error>> = self.parts.par_iter().map(read).collect();
        for (part, read) in self.parts.drain(..).zip(read) {
            let (answers, unpacked) = read?;
            self.total.add(part.bytes.len() as u64, unpacked, whole)?;
            self.read.push((part.index, part.place, answers));
        }
        self.bytes = 0;
        Ok(())
    }
}
