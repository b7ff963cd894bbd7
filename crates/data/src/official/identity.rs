use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// Bytes of a block that the checksum covers.
const BLOCK: u64 = 64 << 10;
/// How many blocks of a file, and how many files of a folder, it covers.
const BLOCKS: u64 = 64;

/// What tells a file or folder from what it was at another time: its size, when it was written, and a checksum of 64 blocks
/// of 64 KiB from its beginning to its end (of all of it up to 4 MiB), which costs milliseconds however large it is.
///
/// Whoever writes into a file changes its time; a copy or another version with the same time differs in its size or, since
/// these files are packed values that move when one of them changes its length, in the blocks. What is not noticed is a
/// file whose bytes are changed in place outside of the blocks, and whose time is set back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
    pub(super) checksum: String,
}

impl Identity {
    /// Looks at a file, or at a folder and the files in it.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        let files = files_of(path)?;
        let step = files.len().div_ceil(BLOCKS as usize).max(1);
        let blocks = if files.len() == 1 { BLOCKS } else { 1 };
        let (mut size, mut modified) = (0, 0);
        for (position, file) in files.iter().enumerate() {
            let about = fs_err::metadata(file)?;
            let time = about.modified()?.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
            size += about.len();
            modified = modified.max(time);
            if files.len() > 1 {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                hasher.update(format!("{name} {} {time}\n", about.len()).as_bytes());
            }
            if position % step == 0 {
                sample(file, about.len(), blocks, &mut hasher)?;
            }
        }
        Ok(Self { size, modified, checksum: hasher.finalize().to_hex().to_string() })
    }
}

fn files_of(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs_err::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs_err::read_dir(path)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Blocks of a file at even distances, the first and the last among them.
fn sample(file: &Path, size: u64, blocks: u64, hasher: &mut blake3::Hasher) -> io::Result<()> {
    let mut input = fs_err::File::open(file)?;
    if size <= blocks * BLOCK {
        hasher.update_reader(input)?;
        return Ok(());
    }
    for number in 0..blocks {
        input.seek(SeekFrom::Start((size - BLOCK) / (blocks - 1).max(1) * number))?;
        hasher.update_reader((&mut input).take(BLOCK))?;
    }
    input.seek(SeekFrom::Start(size - BLOCK))?;
    hasher.update_reader(input.take(BLOCK))?;
    Ok(())
}
