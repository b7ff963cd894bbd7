//! How well a score finds the top architectures.

mod at_k;
mod bands;
mod ndcg;
mod regret;

pub use at_k::{TopK, top_k};
pub use bands::{Band, bands};
