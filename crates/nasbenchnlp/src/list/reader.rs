use std::path::Path;

use files::Limit;

use super::{RecipeFileError, RecipeRecord};

/// The recipes of a text file, one per line (see [`RecipeRecord::parse`]). Empty lines are skipped.
///
/// A bad line is an error item, so that the caller can count it and continue.
#[derive(Debug)]
pub struct RecipeFile {
    name: String,
    text: String,
    /// Where in the text the next line begins.
    at: usize,
    line: u64,
}

impl RecipeFile {
    /// Reads a file, which may be compressed.
    ///
    /// # Errors
    /// If it can't be read or is not text.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RecipeFileError> {
        let path = path.as_ref();
        Ok(Self::new(path.display().to_string(), files::read_text(path, Limit::input_of(path)?)?))
    }

    /// The recipes of a text; `name` is its name in messages.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), at: 0, line: 0 }
    }
}

impl Iterator for RecipeFile {
    type Item = Result<RecipeRecord, RecipeFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let text = rest.split_inclusive('\n').next().unwrap_or(rest);
            self.at += text.len();
            self.line += 1;
            if !text.trim().is_empty() {
                let record = RecipeRecord::parse(self.line, text.trim().as_bytes());
                return Some(record.map_err(|source| {
                    let (file, line) = (self.name.clone(), self.line);
                    RecipeFileError::Recipe { file, line, source }
                }));
            }
        }
        None
    }
}
