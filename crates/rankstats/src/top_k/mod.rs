//! How well the top of a ranking is found.

mod at_k;
mod bands;
mod ndcg;
mod regret;

pub use at_k::{TopK, top_k};
pub use bands::{Band, bands};
