use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use crate::open::{beginning, unpacked};
use crate::{FileError, Limit, decode};

/// A zip archive, whose files are read one by one.
///
/// Sizes stated in the archive are not trusted: all its files together unpack to at most [`Limit::unpacked`] of the
/// archive's own size. Compressed files in it (`log.json.gz`) are unpacked, too.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
    names: Vec<String>,
    limit: Limit,
    /// How many more bytes may be unpacked.
    left: u64,
}

impl Archive {
    /// Whether the file begins like a zip archive.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn is_one(path: &Path) -> Result<bool, FileError> {
        let start = beginning(path)?;
        // The second signature is that of an archive without files.
        Ok([b"PK\x03\x04", b"PK\x05\x06"].iter().any(|signature| start.starts_with(*signature)))
    }

    /// Opens an archive and lists its files; `limit` is for all of them together.
    ///
    /// # Errors
    /// If it can't be read or is damaged, or two of its files have one name.
    pub fn open(path: &Path, limit: Limit) -> Result<Self, FileError> {
        let zip_error = |source| FileError::Zip { path: path.to_owned(), source };
        let io_error = |source| FileError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(io_error)?;
        let limit = limit.unpacked(file.metadata().map_err(io_error)?.len());
        let zip = ZipArchive::new(BufReader::new(file)).map_err(zip_error)?;
        if zip.has_duplicate_names() {
            return Err(twice(path, zip.into_inner()).unwrap_or_else(zip_error));
        }
        let names = zip.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        Ok(Self { path: path.to_owned(), zip, names, limit, left: limit.get() })
    }

    /// The names of its files, including folders, in the archive's order. The position is the file's number.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads one of its files whole.
    ///
    /// # Errors
    /// If it is damaged, or holds more than `limit` bytes, or all files read so far exceed the archive's limit.
    pub fn read(&mut self, number: usize, limit: Limit) -> Result<Vec<u8>, FileError> {
        let path = self.path_of(number);
        let (whole, most, allowed) = if limit.get() < self.left {
            (&path, limit, limit)
        } else {
            (&self.path, self.limit, self.limit.at_most(self.left))
        };
        let zip_error = |source| FileError::Zip { path: path.clone(), source };
        let reader = self.zip.by_index(number).map_err(zip_error)?;
        let mut bytes = Vec::new();
        let read = reader.take(allowed.get().saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|source| zip_error(source.into()))?;
        if bytes.len() as u64 > allowed.get() {
            let (limit, settable) = (most.get(), most.settable());
            return Err(FileError::TooLarge { path: whole.clone(), limit, packed: true, settable });
        }
        let bytes = unpacked(&path, bytes, allowed)?;
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Reads one of its files as text, with [`decode`].
    ///
    /// # Errors
    /// As [`read`](Self::read), and if it is not text.
    pub fn read_text(&mut self, number: usize, limit: Limit) -> Result<String, FileError> {
        let bytes = self.read(number, limit)?;
        decode(&self.path_of(number), bytes)
    }

    /// The path of one of its files, for messages.
    fn path_of(&self, number: usize) -> PathBuf {
        self.path.join(self.names.get(number).map_or("", String::as_str))
    }
}

/// The error about two files with one name. `ZipArchive` keeps only one of them, so this reads the archive's own list.
fn twice(path: &Path, file: BufReader<File>) -> Result<FileError, ZipError> {
    let mut list = ZipIterable::try_new(file, zip::read::Config::default())?;
    let mut places = HashMap::new();
    for (second, entry) in (1..).zip(list.files()?) {
        let name = String::from_utf8_lossy(entry?.name_raw()).into_owned();
        if let Some(first) = places.insert(name.clone(), second) {
            return Ok(FileError::MemberTwice { path: path.to_owned(), name, first, second });
        }
    }
    Err(ZipError::FileNotFound)
}
