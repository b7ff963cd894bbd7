use std::path::{Path, PathBuf};

use super::folder::SHARDS;

/// What a command reads: none of it may lie where it writes.
#[derive(Clone, Debug, Default)]
pub struct Inputs<'a> {
    /// The config's file and the text of `config.yaml` that is going to be written. A run may be continued with its own
    /// `config.yaml`, as long as that would be replaced by the same bytes.
    pub config: Option<(&'a Path, &'a str)>,
    /// All other files.
    pub files: Vec<PathBuf>,
}

impl Inputs<'_> {
    /// The first one that lies in a folder. Shards in it do not count: results never go there.
    pub(super) fn in_folder(&self, folder: &Path) -> std::io::Result<Option<PathBuf>> {
        let folder = fs_err::canonicalize(folder)?;
        let inside = |path: &Path| path.starts_with(&folder) && !path.starts_with(folder.join(SHARDS));
        let config = self.config.filter(|&(path, text)| {
            let own = path.canonicalize().is_ok_and(|path| path == folder.join("config.yaml"));
            !(own && std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()))
        });
        let all = config.map(|(path, _)| path).into_iter().chain(self.files.iter().map(PathBuf::as_path));
        Ok(all.into_iter().find(|path| places(path).iter().any(|place| inside(place))).map(Path::to_owned))
    }
}

/// Where a file lies: what its name leads to, and, for a link, also the name itself.
fn places(path: &Path) -> Vec<PathBuf> {
    let target = path.canonicalize().ok();
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let link = parent.canonicalize().ok().zip(path.file_name()).map(|(parent, name)| parent.join(name));
    target.into_iter().chain(link).collect()
}
