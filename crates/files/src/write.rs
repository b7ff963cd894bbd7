use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// Lets `write` write a new file in the same folder, and moves that to `path`: under its own name a result is whole or not
/// there, whatever ends the program. What is left of a failed one is removed; what is left of a killed program is for
/// [`remove_parts`].
///
/// The new file's name is one that did not exist, so nothing that lies in the folder is written through or replaced but
/// `path` itself.
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

/// The same for a file that must not be there yet; it is never replaced.
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

/// Removes from a folder what a killed program left of files that it was writing whole. Only for folders that nobody else
/// writes at the moment. A file that can't be removed stays.
pub fn remove_parts(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_part(&entry.file_name())) {
        // It is in nobody's way.
        let _ = std::fs::remove_file(entry.path());
    }
}

/// What the names of unfinished files end in.
const SUFFIX: &str = ".part";
/// Letters and digits between the file's own name and that.
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
    // Its errors name the file as it will be called.
    let mut file = BufWriter::new(fs_err::File::from_parts(file, path));
    write(&mut file)?;
    file.flush()?;
    Ok(part)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{} can't be written: {error}", path.display()))
}
