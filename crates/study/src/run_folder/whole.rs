use std::ffi::OsString;
use std::path::Path;

use crate::Error;

/// Lets `write` write a file under another name and moves it into place: under its own name a result is whole or not
/// there, whatever ends the program. What is left of a failed one is removed.
pub(crate) fn write_whole(path: &Path, write: impl FnOnce(&Path) -> Result<(), Error>) -> Result<(), Error> {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".part");
    let part = path.with_file_name(name);
    let written = write(&part).and_then(|()| Ok(fs_err::rename(&part, path)?));
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}
