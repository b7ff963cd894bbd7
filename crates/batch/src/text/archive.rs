//! The texts of a corpus: one file, or the members of a zip archive.

use std::path::Path;

use files::{Archive, Limit};

use super::TextError;

/// The texts in the order in which they enter the vocabulary; the first is the training text.
pub(crate) fn read_texts(path: &Path) -> Result<Vec<String>, TextError> {
    if !Archive::is_one(path)? {
        return Ok(vec![files::read_text(path, Limit::input_of(path)?)?]);
    }
    let limit = Limit::input()?;
    let mut archive = Archive::open(path, limit)?;
    let mut texts = Vec::new();
    for split in ["train", "valid", "test"] {
        let names = archive.names();
        let mut found = (0..names.len()).filter(|&number| is_split(&names[number], split));
        match (found.next(), found.next()) {
            (Some(number), None) => texts.push(archive.read_text(number, limit)?),
            (Some(first), Some(second)) => {
                let (first, second) = (names[first].clone(), names[second].clone());
                return Err(TextError::TwoTexts { path: path.to_owned(), split, first, second });
            }
            (None, _) if split == "train" => {
                return Err(TextError::NoTrainingText { path: path.to_owned() });
            }
            (None, _) => {}
        }
    }
    Ok(texts)
}

/// Whether an archive member is the text of a split, compressed or not. Resource forks of macOS are not.
fn is_split(name: &str, split: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let file = [".gz", ".zst", ".bz2"].iter().find_map(|end| file.strip_suffix(end)).unwrap_or(file);
    let extension = Path::new(file).extension();
    !file.starts_with("._")
        && extension.is_some_and(|extension| extension == "txt" || extension == "tokens")
        && file.contains(split)
}
