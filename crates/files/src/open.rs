use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::{FileError, Limit, decode};

/// Bytes read from disk at a time.
const BUFFER: usize = 1 << 16;

/// How a file is compressed, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
    Bzip2,
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            // The level, then the first byte of a block or of the end of an empty stream.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Self::Bzip2,
            _ => Self::Plain,
        }
    }

    fn decoder(self, file: impl BufRead + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Plain => Box::new(file),
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
            Self::Zstd => Box::new(zstd::Decoder::with_buffer(file)?),
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(file)),
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain bytes",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
        }
    }
}

/// The bytes of a file, unpacked while they are read. Reading fails beyond the limit.
pub struct Unpacked {
    inner: BufReader<Box<dyn Read + Send>>,
    path: PathBuf,
    packing: Packing,
    limit: Limit,
    length: Option<u64>,
    read: u64,
}

impl std::fmt::Debug for Unpacked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unpacked")
            .field("path", &self.path)
            .field("packing", &self.packing)
            .finish_non_exhaustive()
    }
}

impl Unpacked {
    /// The total number of bytes, if it is known in advance because the file is not compressed.
    pub const fn length(&self) -> Option<u64> {
        self.length
    }

    /// Adds the file's name to an error of reading.
    pub fn error(&self, source: io::Error) -> FileError {
        let path = self.path.clone();
        match source.downcast::<PastLimit>() {
            Ok(PastLimit) => FileError::TooLarge {
                path,
                limit: self.limit.get(),
                packed: self.packing != Packing::Plain,
                settable: self.limit.settable(),
            },
            Err(source) if self.packing == Packing::Plain => FileError::Io { path, source },
            Err(source) => FileError::Damaged { path, format: self.packing.name(), source },
        }
    }

    fn count(&mut self, bytes: usize) -> io::Result<()> {
        self.read += bytes as u64;
        if self.read > self.limit.get() { Err(io::Error::other(PastLimit)) } else { Ok(()) }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the file holds more bytes than its limit")]
struct PastLimit;

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.count(bytes)?;
        Ok(bytes)
    }
}

impl BufRead for Unpacked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read > self.limit.get() {
            return Err(io::Error::other(PastLimit));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.inner.consume(bytes);
        self.read += bytes as u64;
    }
}

/// Opens a file for reading at most `limit` unpacked bytes.
///
/// # Errors
/// If it can't be opened, or is larger than the limit even before unpacking.
pub fn open(path: &Path, limit: Limit) -> Result<Unpacked, FileError> {
    let failed = |source| FileError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder, not a file")));
    }
    let mut file = BufReader::with_capacity(BUFFER, file);
    let packing = Packing::of(file.fill_buf().map_err(failed)?);
    if packing == Packing::Plain && about.len() > limit.get() {
        let (limit, settable) = (limit.get(), limit.settable());
        return Err(FileError::TooLarge { path: path.to_owned(), limit, packed: false, settable });
    }
    let inner = packing.decoder(file).map_err(failed)?;
    let inner = BufReader::with_capacity(BUFFER, inner);
    let length = (packing == Packing::Plain).then_some(about.len());
    Ok(Unpacked { inner, path: path.to_owned(), packing, limit, length, read: 0 })
}

/// The first bytes of a file, not unpacked; fewer than four only if it is that short.
pub(crate) fn beginning(path: &Path) -> Result<Vec<u8>, FileError> {
    let failed = |source| FileError::Io { path: path.to_owned(), source };
    let mut start = Vec::new();
    File::open(path).and_then(|file| file.take(4).read_to_end(&mut start)).map_err(failed)?;
    Ok(start)
}

/// Unpacks bytes if they are compressed. `path` is for errors.
pub(crate) fn unpacked(path: &Path, bytes: Vec<u8>, limit: Limit) -> Result<Vec<u8>, FileError> {
    let packing = Packing::of(&bytes);
    if packing == Packing::Plain {
        return Ok(bytes);
    }
    let failed = |source| FileError::Io { path: path.to_owned(), source };
    let inner = BufReader::new(packing.decoder(io::Cursor::new(bytes)).map_err(failed)?);
    whole(Unpacked { inner, path: path.to_owned(), packing, limit, length: None, read: 0 })
}

/// Reads a whole file, unpacked.
///
/// # Errors
/// If it can't be read, is damaged, or holds more than `limit` bytes.
pub fn read(path: &Path, limit: Limit) -> Result<Vec<u8>, FileError> {
    whole(open(path, limit)?)
}

fn whole(mut file: Unpacked) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    match file.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(source) => Err(file.error(source)),
    }
}

/// Reads a whole text file, unpacked and decoded with [`decode`].
///
/// # Errors
/// If it can't be read, is damaged, holds more than `limit` bytes, or is not text.
pub fn read_text(path: &Path, limit: Limit) -> Result<String, FileError> {
    decode(path, read(path, limit)?)
}
