use crate::ImageBatch;
use crate::text::TextBatch;

/// A batch of samples.
#[derive(Clone, Debug, PartialEq)]
pub enum Batch<'a> {
    /// Images.
    Images(ImageBatch<'a>),
    /// Tokens and their embedding.
    Text(TextBatch),
}

impl Batch<'_> {
    /// How many outputs a network scored on it has: one for images, and for text one per token of the vocabulary (the
    /// score reads the last recurrent layer, so their number does not matter).
    pub fn outputs(&self) -> usize {
        match self {
            Self::Images(_) => 1,
            Self::Text(batch) => batch.embedding().vocabulary(),
        }
    }

    /// A checksum of the networks' input and its shape, independent of where the samples came from.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut sizes = |sizes: &[usize]| {
            for &size in sizes {
                hasher.update(&(size as u64).to_le_bytes());
            }
        };
        match self {
            Self::Images(images) => {
                let shape = images.shape();
                sizes(&[images.samples(), shape.channels, shape.height, shape.width]);
                for pixel in images.pixels() {
                    hasher.update(&pixel.to_le_bytes());
                }
            }
            Self::Text(text) => {
                let (tokens, embedding) = (text.tokens(), text.embedding());
                sizes(&[tokens.samples(), tokens.steps(), embedding.vocabulary(), embedding.width()]);
                for token in tokens.tokens() {
                    hasher.update(&token.to_le_bytes());
                }
                for value in embedding.values() {
                    hasher.update(&value.to_le_bytes());
                }
            }
        }
        hasher.finalize().to_hex().to_string()
    }
}
