//! Files out of a tar archive: those that the registry names, and nothing else.

use std::io::Write as _;
use std::path::Path;

use files::{Limit, Part};
use tar::{Archive, EntryType};

use crate::FetchError;
use crate::registry::Member;

/// Writes the members of `archive` beside their places below `root`, none under its name yet. What else the archive holds is
/// passed over, so its names and links do nothing. `url` is for errors.
///
/// # Errors
/// If a member is missing, there twice, no plain file, or of another size, or the archive is damaged.
pub(crate) fn unpack(
    archive: &Path,
    members: &[Member],
    root: &Path,
    url: &str,
) -> Result<Vec<Part>, FetchError> {
    let error = |problem: String| FetchError::Archive { url: url.to_owned(), problem };
    let limit = Limit::bytes(u64::MAX).unpacked(fs_err::metadata(archive)?.len());
    let mut tar = Archive::new(files::open(archive, limit)?);
    let damaged = |source: std::io::Error| error(format!("it can't be unpacked ({source})"));
    let mut parts: Vec<Option<Part>> = members.iter().map(|_| None).collect();
    for entry in tar.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = name.trim_start_matches("./");
        let Some(number) = members.iter().position(|member| member.name == name) else { continue };
        let (member, part) = (&members[number], &mut parts[number]);
        if part.is_some() {
            return Err(error(format!("it holds {name} twice")));
        }
        if entry.header().entry_type() != EntryType::Regular {
            return Err(error(format!("{name} in it is no plain file")));
        }
        if entry.size() != member.bytes {
            let found = entry.size();
            return Err(error(format!("{name} in it has {found} bytes, but {} are expected", member.bytes)));
        }
        let path = root.join(&member.to);
        *part = Some(Part::write(&path, |file| -> Result<(), FetchError> {
            let copied = std::io::copy(&mut entry, file).map_err(damaged)?;
            if copied != member.bytes {
                return Err(error(format!("it ends within {name}")));
            }
            Ok(file.flush()?)
        })?);
    }
    let pairs = parts.into_iter().zip(members);
    pairs.map(|(part, member)| part.ok_or_else(|| error(format!("it holds no {}", member.name)))).collect()
}
