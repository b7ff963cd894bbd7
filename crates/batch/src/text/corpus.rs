use std::collections::HashMap;
use std::path::Path;

use super::archive::read_texts;
use super::{TextError, TokenBatch};

/// The token that ends every line.
pub const END_OF_LINE: &str = "<eos>";

/// Limits the vocabulary of a damaged or hostile file, since each word costs 1.6 kB of embedding: at most one different
/// word per 16 bytes. (WikiText-103: 267,735 words in 190 MB compressed; Penn Treebank: 10,000 in 2 MB.)
const BYTES_A_WORD: u64 = 16;
const FEW_WORDS: u64 = 1 << 16;
const MANY_WORDS: u64 = 1 << 20;

/// A training text as token numbers.
///
/// Words are separated by white space; every line ends with [`END_OF_LINE`]. Words are numbered in the order in which they
/// first appear in the training text, then in the validation text, then in the test text: the numbering of the
/// AWD-LSTM code.
///
/// # References
/// S. Merity, N. S. Keskar, R. Socher, "Regularizing and Optimizing LSTM Language Models", 2017,
/// <https://arxiv.org/abs/1708.02182>; T. Mikolov et al., "Recurrent neural network based language model", 2010
/// (the Penn Treebank files).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    words: Vec<String>,
    train: Vec<u32>,
}

impl Corpus {
    /// Reads a zip archive with a training text and perhaps others (`ptb.train.txt`, `ptb.valid.txt`,
    /// `ptb.test.txt`), or any other text file as the training text. Texts may be compressed.
    ///
    /// # Errors
    /// If the file can't be read, is no text, or has more than one different word per 16 bytes (2^16 words are always
    /// accepted, more than 2^20 never); if an archive has no training text, or two.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, TextError> {
        let path = path.as_ref();
        let texts = read_texts(path)?;
        let bytes = std::fs::metadata(path).map_or(0, |about| about.len());
        let most = (bytes / BYTES_A_WORD).clamp(FEW_WORDS, MANY_WORDS) as usize;
        let corpus = Self::from_bounded(texts.iter().map(String::as_str), most);
        corpus.ok_or_else(|| TextError::Words { path: path.to_owned(), most })
    }

    /// A corpus from its texts; the first is the training text, the others only add to the vocabulary.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::from_bounded(texts, u32::MAX as usize).expect("no memory holds 2^32 words")
    }

    /// `None` if there are more than `most` different words.
    fn from_bounded<'a>(texts: impl IntoIterator<Item = &'a str>, most: usize) -> Option<Self> {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut words = Vec::new();
        let mut train = Vec::new();
        for (position, text) in texts.into_iter().enumerate() {
            if position == 0 {
                train.reserve_exact(text.split_whitespace().count() + text.lines().count());
            }
            // Repeats skip the hash look-up: a text of empty lines has a token for each byte.
            let mut last = ("", 0);
            for word in tokens(text) {
                let next = words.len() as u32;
                let number = if word == last.0 { last.1 } else { *numbers.entry(word).or_insert(next) };
                last = (word, number);
                if number == next {
                    if words.len() == most {
                        return None;
                    }
                    words.push(word.to_owned());
                }
                if position == 0 {
                    train.push(number);
                }
            }
        }
        Some(Self { words, train })
    }

    /// The words, in the order of their numbers.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The training text.
    pub fn train(&self) -> &[u32] {
        &self.train
    }

    /// The first batch of the training text; see [`TokenBatch::from_stream`].
    ///
    /// # Errors
    /// If the text is too short or a size is out of range.
    pub fn batch(&self, steps: usize, samples: usize) -> Result<TokenBatch, TextError> {
        TokenBatch::from_stream(&self.train, self.words.len(), steps, samples)
    }
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split_whitespace().chain([END_OF_LINE]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_by_first_appearance_over_all_texts() {
        let corpus = Corpus::from_texts(["b a\n\n a b c \n", "d a\n", "e"]);
        assert_eq!(corpus.words(), ["b", "a", "<eos>", "c", "d", "e"]);
        assert_eq!(corpus.train(), [0, 1, 2, 2, 1, 0, 3, 2]);
    }
}
