use std::sync::{Arc, Mutex, PoisonError};

use epsilon::text::TextBatch;

use super::Summation;
use super::number::Number;
use super::run::{Block, LANES};

/// How many weight constants are kept: a study goes through a few, one after another.
const KEPT: usize = 8;

/// Terms in `[block, step]` order; lanes without a sample are zero.
type Terms<T> = Arc<[Block<T>]>;

/// The first layer's input terms of a batch: for each step and sample, the sum over the embedding of weight
/// times value. They depend on the weight alone, so they are kept for the next network.
#[derive(Debug)]
pub(super) struct Inputs<T> {
    batch: TextBatch,
    summation: Summation,
    /// The bits of a weight and its terms.
    kept: Mutex<Vec<(u64, Terms<T>)>>,
}

impl<T: Number> Inputs<T> {
    pub(super) fn new(batch: TextBatch, summation: Summation) -> Self {
        Self { batch, summation, kept: Mutex::new(Vec::new()) }
    }

    pub(super) fn batch(&self) -> &TextBatch {
        &self.batch
    }

    /// The terms for this weight.
    pub(super) fn terms(&self, weight: f64) -> Terms<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, terms)) = kept.iter().find(|(bits, _)| *bits == weight.to_bits()) {
            return Arc::clone(terms);
        }
        let terms = self.compute(T::from_f64(weight));
        kept.truncate(KEPT - 1);
        kept.insert(0, (weight.to_bits(), Arc::clone(&terms)));
        terms
    }

    fn compute(&self, weight: T) -> Terms<T> {
        let (embedding, tokens) = (self.batch.embedding(), self.batch.tokens());
        // Every token's term once, since most tokens come several times.
        let of_token: Vec<T> = embedding
            .values()
            .chunks_exact(embedding.width())
            .map(|vector| self.summation.products(weight, vector))
            .collect();
        let (steps, samples) = (tokens.steps(), tokens.samples());
        let mut terms = Vec::with_capacity(samples.div_ceil(LANES) * steps);
        for start in (0..samples).step_by(LANES) {
            for row in tokens.tokens().chunks_exact(samples) {
                let mut block = Block::splat(T::ZERO);
                for (lane, &token) in block.0.iter_mut().zip(&row[start..]) {
                    *lane = of_token[token as usize];
                }
                terms.push(block);
            }
        }
        terms.into()
    }
}
