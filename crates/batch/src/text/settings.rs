use std::path::Path;

use super::{Corpus, Embedding, EmbeddingSettings, TextBatch, TextError, TokenBatch};

/// How a text becomes the input of a recurrent network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextSettings {
    /// Number of consecutive tokens in each sample.
    pub steps: usize,
    /// The embedding. If there is a text, its vocabulary is used instead.
    pub embedding: EmbeddingSettings,
}

impl TextSettings {
    /// The first batch of a text.
    pub(crate) fn read(&self, file: &Path, size: usize) -> Result<TextBatch, TextError> {
        let tokens = Corpus::open(file)?.batch(self.steps, size)?;
        let vocabulary = tokens.vocabulary();
        TextBatch::new(tokens, Embedding::new(EmbeddingSettings { vocabulary, ..self.embedding })?)
    }

    /// Tokens drawn evenly from the vocabulary.
    pub(crate) fn draw(&self, size: usize, seed: u64) -> Result<TextBatch, TextError> {
        let tokens = TokenBatch::synthetic(self.embedding.vocabulary, self.steps, size, seed)?;
        TextBatch::new(tokens, Embedding::new(self.embedding)?)
    }
}
