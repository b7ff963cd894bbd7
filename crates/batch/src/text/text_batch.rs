use super::{Embedding, TextError, TokenBatch};

/// A recurrent network's input: a token batch and the embedding that turns it into vectors.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBatch {
    tokens: TokenBatch,
    embedding: Embedding,
}

impl TextBatch {
    /// Combines both.
    ///
    /// # Errors
    /// If a token has no row in the embedding. (An embedding with spare rows is fine.)
    pub fn new(tokens: TokenBatch, embedding: Embedding) -> Result<Self, TextError> {
        let vocabulary = embedding.vocabulary();
        match tokens.tokens().iter().find(|&&token| token as usize >= vocabulary) {
            Some(&token) => Err(TextError::Vocabulary { token, vocabulary }),
            None => Ok(Self { tokens, embedding }),
        }
    }

    /// The tokens.
    pub const fn tokens(&self) -> &TokenBatch {
        &self.tokens
    }

    /// The embedding.
    pub const fn embedding(&self) -> &Embedding {
        &self.embedding
    }

    /// The vector of a step and sample, both counted from 0.
    ///
    /// # Panics
    /// If the step or the sample is not in the batch.
    pub fn vector(&self, step: usize, sample: usize) -> &[f32] {
        assert!(sample < self.tokens.samples(), "sample {sample} of {}", self.tokens.samples());
        let token = self.tokens.tokens()[step * self.tokens.samples() + sample] as usize;
        let width = self.embedding.width();
        &self.embedding.values()[token * width..(token + 1) * width]
    }
}
