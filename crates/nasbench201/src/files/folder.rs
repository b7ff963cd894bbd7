//! NATS-Bench's release as a folder: a list of the architectures and one file for each.

use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::compressed::Total;
use super::record::Listing;
use super::results::Answers;
use super::{Error, Place, Query, Release, compressed, record};

/// The file that lists the architectures.
pub(super) const META: &str = "meta.pickle.pbz2";

/// Files that are read in parallel before their unpacked sizes are added up.
pub(super) const PARALLEL_FILES: usize = 32;

/// A kind of file in the release, recognised by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    /// The list of architectures.
    Meta,
    /// The results of the architecture with this index.
    Results(i64),
}

/// Recognises `meta.pickle.pbz2`, `000012.pickle.pbz2` and `12.pickle.pbz2`.
pub(super) fn member(path: &Path) -> Option<Member> {
    let name = path.file_name()?.to_str()?;
    if name == META {
        return Some(Member::Meta);
    }
    let digits = name.strip_suffix(".pickle.pbz2")?;
    let digits = (digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)?;
    digits.parse().ok().map(Member::Results)
}

/// The list of architectures from its file of `packed` bytes, and its unpacked size.
pub(super) fn meta(
    input: impl Read,
    packed: u64,
    queries: usize,
    place: &Place,
) -> Result<(Listing, u64), Error> {
    let read = compressed::read(input, packed, &[]).map_err(Error::pickle(place))?;
    let root = read.root.as_dict().ok_or_else(|| Error::layout(place, "the pickle holds no dictionary"))?;
    Ok((Listing::new(&root, queries, place)?, read.bytes))
}

/// The answers of one architecture from its file of `packed` bytes, and its unpacked size.
pub(super) fn results(
    input: impl Read,
    packed: u64,
    index: i64,
    queries: &[Query],
    place: &Place,
) -> Result<(Answers, u64), Error> {
    let read = compressed::read(input, packed, queries).map_err(Error::pickle(place))?;
    match read.problem {
        Some(problem) => Err(Error::layout(place, problem)),
        None => Ok((record::answers(&read.root, index, place)?, read.bytes)),
    }
}

/// Reads a folder, on all of rayon's threads; the result does not depend on their number.
pub(super) fn read(folder: &Path, queries: &[Query]) -> Result<Release, Error> {
    let whole = Place::file(folder);
    let path = folder.join(META);
    if !path.is_file() {
        return Err(Error::Missing { place: whole, wanted: META });
    }
    let mut total = Total::default();
    let (file, packed) = open(&path)?;
    let (mut listing, bytes) = meta(file, packed, queries.len(), &Place::file(&path))?;
    total.add(packed, bytes, &whole)?;

    let mut files: Vec<(i64, PathBuf)> = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if let Some(Member::Results(index)) = member(&path) {
            files.push((index, path));
        }
    }
    files.sort();
    let read = |(index, path): &(i64, PathBuf)| {
        let (file, packed) = open(path)?;
        let (answers, bytes) = results(file, packed, *index, queries, &Place::file(path))?;
        Ok((answers, packed, bytes))
    };
    for files in files.chunks(PARALLEL_FILES) {
        let read: Vec<Result<_, Error>> = files.par_iter().map(read).collect();
        for ((index, path), read) in files.iter().zip(read) {
            let (answers, packed, bytes) = read?;
            total.add(packed, bytes, &whole)?;
            listing.fill(*index, &answers, &Place::file(path))?;
        }
    }
    listing.finish(&whole)
}

/// An open file and its size in bytes.
fn open(path: &Path) -> Result<(fs_err::File, u64), Error> {
    let file = fs_err::File::open(path)?;
    let bytes = file.metadata()?.len();
    Ok((file, bytes))
}
