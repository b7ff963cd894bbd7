use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use fs_err as fs;

use super::{RecipeFileError, RecipeRecord};

/// Longest line that is read. The longest real one is about 5 kB.
pub(crate) const MAX_LINE_BYTES: u64 = 1 << 20;

/// The recipes of a text file, one a line (see [`RecipeRecord::parse`]), read one by one. Empty lines are
/// skipped.
///
/// A bad line is an item of its own, so that the caller can count it and go on; after a failure of the file
/// itself the iterator ends.
#[derive(Debug)]
pub struct RecipeFile<R = BufReader<fs::File>> {
    name: String,
    reader: R,
    line: u64,
    ended: bool,
}

impl RecipeFile {
    /// Opens a file.
    ///
    /// # Errors
    /// If it can't be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RecipeFileError> {
        let path = path.as_ref();
        let file = fs::File::open(path).map_err(|source| RecipeFileError::Read { source })?;
        Ok(Self::new(path.display().to_string(), BufReader::new(file)))
    }
}

impl<R: BufRead> RecipeFile<R> {
    /// Reads from any source of lines; `name` is what messages call it.
    pub fn new(name: impl Into<String>, reader: R) -> Self {
        Self { name: name.into(), reader, line: 0, ended: false }
    }

    /// The next line without its end, `None` at the end of the file.
    fn read_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.reader.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line)?;
        Ok((!line.is_empty()).then_some(line))
    }
}

impl<R: BufRead> Iterator for RecipeFile<R> {
    type Item = Result<RecipeRecord, RecipeFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let text = match self.read_line() {
                Ok(Some(text)) => text,
                Ok(None) => break,
                Err(source) => {
                    self.ended = true;
                    return Some(Err(RecipeFileError::Read { source }));
                }
            };
            self.line += 1;
            let (file, line) = (|| self.name.clone(), self.line);
            if text.len() as u64 > MAX_LINE_BYTES {
                self.ended = true;
                return Some(Err(RecipeFileError::TooLong { file: file(), line }));
            }
            let text = text.trim_ascii();
            if text.is_empty() {
                continue;
            }
            let record = RecipeRecord::parse(line, text);
            return Some(record.map_err(|source| RecipeFileError::Recipe { file: file(), line, source }));
        }
        None
    }
}
