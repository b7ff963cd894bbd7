//! Text: corpora, token batches, and embeddings drawn as torch draws them.

mod archive;
mod corpus;
mod embedding;
mod error;
mod generator;
mod normal;
mod settings;
mod text_batch;
mod tokens;

pub use corpus::{Corpus, END_OF_LINE};
pub use embedding::{Distribution, Embedding, EmbeddingSettings};
pub use error::TextError;
pub use generator::TorchGenerator;
pub use settings::TextSettings;
pub use text_batch::TextBatch;
pub use tokens::TokenBatch;
