//! NATS-Bench's release as a folder: a list of the architectures and one file for each.

use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::results::Answers;
use super::{Error, Place, Query, Record, compressed, record};

/// The file that lists the architectures.
pub(super) const META: &str = "meta.pickle.pbz2";

/// What a file of the release holds, by its name.
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

/// The list of architectures, from its file.
pub(super) fn meta(input: impl Read, queries: usize, place: &Place) -> Result<Vec<Record>, Error> {
    let (root, _) = compressed::read(input, &[]).map_err(Error::pickle(place))?;
    let root = root.as_dict().ok_or_else(|| Error::layout(place, "the pickle holds no dictionary"))?;
    record::from_meta(&root, queries, place)
}

/// The answers of one architecture, from its file.
pub(super) fn results(
    input: impl Read,
    index: i64,
    queries: &[Query],
    place: &Place,
) -> Result<Answers, Error> {
    let (value, problem) = compressed::read(input, queries).map_err(Error::pickle(place))?;
    match problem {
        Some(problem) => Err(Error::layout(place, problem)),
        None => record::answers(&value, index, place),
    }
}

/// Reads a folder. The files are read on all of rayon's threads; the outcome does not depend on their number.
pub(super) fn read(folder: &Path, queries: &[Query]) -> Result<Vec<Record>, Error> {
    let path = folder.join(META);
    if !path.is_file() {
        return Err(Error::Missing { place: Place::file(folder), wanted: META });
    }
    let mut records = meta(fs_err::File::open(&path)?, queries.len(), &Place::file(&path))?;

    let mut files: Vec<(i64, PathBuf)> = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if let Some(Member::Results(index)) = member(&path) {
            files.push((index, path));
        }
    }
    files.sort();
    let read = |(index, path): &(i64, PathBuf)| {
        results(fs_err::File::open(path)?, *index, queries, &Place::file(path))
    };
    let answers: Vec<Result<Answers, Error>> = files.par_iter().map(read).collect();
    for ((index, path), answers) in files.iter().zip(answers) {
        record::fill(&mut records, *index, &answers?, &Place::file(path))?;
    }
    Ok(records)
}
