use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Lets `write` write a new file in the same folder, and moves that to `path`: under its own name a result is whole or not
/// there, whatever ends the program. What is left of a failed one is removed.
///
/// The new file's name is one that did not exist, so nothing that lies in the folder is written through or replaced but
/// `path` itself.
///
/// # Errors
/// Those of `write`, and if the file can't be made or moved; these name `path`.
pub fn write_whole<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    let named = |error: io::Error| {
        io::Error::new(error.kind(), format!("{} can't be written: {error}", path.display()))
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    let permissions: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let (file, part) = builder.tempfile_in(folder).map_err(named)?.into_parts();
    let mut file = BufWriter::new(file);
    write(&mut file)?;
    file.flush().map_err(named)?;
    drop(file);
    part.persist(path).map_err(|error| named(error.error))?;
    Ok(())
}
