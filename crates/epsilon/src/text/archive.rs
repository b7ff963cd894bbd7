//! The texts of a corpus: one file, or the members of a zip archive.

use std::borrow::Cow;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use fs_err as fs;
use zip::ZipArchive;

use super::TextError;

/// Largest text that is read. Penn Treebank has 5 MB, WikiText-103 half a gigabyte.
pub(crate) const MAX_TEXT_BYTES: u64 = 1 << 30;

/// The texts in the order in which they make the vocabulary; the first is the training text.
pub(crate) fn read_texts(path: &Path) -> Result<Vec<String>, TextError> {
    let mut file = fs::File::open(path).map_err(|source| TextError::Read { source })?;
    let mut start = [0; 4];
    // The second signature is that of an archive without members.
    let is_zip = file.read_exact(&mut start).is_ok() && [b"PK\x03\x04", b"PK\x05\x06"].contains(&&start);
    file.rewind().map_err(|source| TextError::Read { source })?;
    if is_zip { read_archive(path, file) } else { Ok(vec![read_text(&path.display().to_string(), file)?]) }
}

fn read_archive(path: &Path, file: fs::File) -> Result<Vec<String>, TextError> {
    let zip_error = |source| TextError::Zip { path: path.to_owned(), source };
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(zip_error)?;
    let names: Vec<String> = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned)).collect();
    let mut texts = Vec::new();
    for split in ["train", "valid", "test"] {
        let Some(name) = names.iter().find(|name| is_split(name, split)) else {
            if split == "train" {
                return Err(TextError::NoTrainingText { path: path.to_owned() });
            }
            continue;
        };
        let entry = archive.by_name(name).map_err(zip_error)?;
        texts.push(read_text(&format!("{}: {name}", path.display()), entry)?);
    }
    Ok(texts)
}

/// Whether an archive member is the text of a split. Resource forks of macOS are not.
fn is_split(name: &str, split: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let extension = Path::new(file).extension();
    !file.starts_with("._")
        && extension.is_some_and(|extension| extension == "txt" || extension == "tokens")
        && file.contains(split)
}

fn read_text(name: &str, reader: impl Read) -> Result<String, TextError> {
    let mut bytes = Vec::new();
    reader.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes).map_err(|source| TextError::Read { source })?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return Err(TextError::TooLarge { name: name.to_owned() });
    }
    String::from_utf8(bytes).map_err(|error| TextError::NotUtf8 {
        name: name.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })
}
