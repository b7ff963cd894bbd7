use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// Writes a file atomically: `write` gets a temporary file in the same folder, which is then renamed to `path`. So a result
/// is complete or absent, however the program ends. After a failure the temporary file is removed; after a kill,
/// [`remove_parts`] removes it.
///
/// The temporary name is new, so no other file in the folder, and no link, is written to or replaced.
///
/// # Errors
/// Those of `write`, and if the file can't be made or moved; all errors of the system name `path`.
pub fn write_whole<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<fs_err::File>) -> Result<(), E>,
) -> Result<(), E> {
    let part = part(path, write)?;
    part.persist(path).map_err(|error| named(path, &error.error))?;
    Ok(())
}

/// The same for a file that must not exist yet; it is never replaced.
///
/// # Errors
/// As [`write_whole`], and [`AlreadyExists`](io::ErrorKind::AlreadyExists) if there is one.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Part::write(path, |file| file.write_all(bytes))?.place_new()
}

/// A file that is written, and not under its name yet. It is removed unless it is placed.
#[derive(Debug)]
pub struct Part {
    part: TempPath,
    path: PathBuf,
}

impl Part {
    /// Writes a new file beside `path`.
    ///
    /// # Errors
    /// Those of `write`, and if the file can't be made.
    pub fn write<E: From<io::Error>>(
        path: &Path,
        write: impl FnOnce(&mut BufWriter<fs_err::File>) -> Result<(), E>,
    ) -> Result<Self, E> {
        Ok(Self { part: part(path, write)?, path: path.to_owned() })
    }

    /// A file that was written by other means, `there`, and shall become `path`.
    ///
    /// # Errors
    /// If `there` is no path of this folder tree.
    pub fn of(there: &Path, path: &Path) -> io::Result<Self> {
        Ok(Self { part: TempPath::try_from_path(there)?, path: path.to_owned() })
    }

    /// Gives it its name, unless a file has that already.
    ///
    /// # Errors
    /// [`AlreadyExists`](io::ErrorKind::AlreadyExists) if one has, and if it can't be moved.
    pub fn place_new(self) -> io::Result<()> {
        self.part.persist_noclobber(&self.path).map_err(|error| named(&self.path, &error.error))
    }
}

/// Removes the temporary files of killed programs from a folder that no other program is writing to. A file that can't be
/// removed stays.
pub fn remove_parts(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_part(&entry.file_name())) {
        // A leftover does no harm.
        let _ = std::fs::remove_file(entry.path());
    }
}

/// Extension of unfinished files.
const SUFFIX: &str = ".part";
/// How many random letters and digits are between the file's own name and that.
const RANDOM: usize = 12;

/// Whether a file has the name of an unfinished one: `.table.csv.AbCdEf012345.part`.
fn is_part(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| {
        let (_, random) = name.strip_prefix('.')?.strip_suffix(SUFFIX)?.rsplit_once('.')?;
        Some(random)
    });
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn part<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<fs_err::File>) -> Result<(), E>,
) -> Result<TempPath, E> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).rand_bytes(RANDOM).suffix(SUFFIX);
    #[cfg(unix)]
    let permissions: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let (file, part) = builder.tempfile_in(folder).map_err(|error| named(path, &error))?.into_parts();
    // Errors name the final path.
    let mut file = BufWriter::new(fs_err::File::from_parts(file, path));
    write(&mut file)?;
    file.flush()?;
    Ok(part)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{} can't be written: {error}", path.display()))
}
