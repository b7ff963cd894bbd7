use std::sync::{Arc, Mutex, PoisonError};

use batch::text::TextBatch;

use super::Summation;
use super::number::Number;
use super::program::InitialSum;
use super::run::{Block, LANES};

/// How many weight constants are cached: as many as a grid of constants may have, since each network runs with all of them
/// in turn. One takes 0.6 MB for a batch of 256 samples and 70 steps in double precision.
pub(super) const KEPT: usize = 64;

/// Terms in `[block, step]` order, each without and with the bias; lanes without a sample are zero.
type Terms<T> = Arc<[[Block<T>; 2]]>;

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
        // Each token's term is computed once, since most tokens occur several times.
        let of_token: Vec<[T; 2]> = embedding
            .values()
            .chunks_exact(embedding.width())
            .map(|vector| {
                [InitialSum::Zero, InitialSum::Bias]
                    .map(|start| self.summation.products(weight, start, vector))
            })
            .collect();
        let (steps, samples) = (tokens.steps(), tokens.samples());
        let mut terms = Vec::with_capacity(samples.div_ceil(LANES) * steps);
        for start in (0..samples).step_by(LANES) {
            for row in tokens.tokens().chunks_exact(samples) {
                let mut both = [Block::splat(T::ZERO); 2];
                for (lane, &token) in row[start..].iter().take(LANES).enumerate() {
                    for (block, term) in both.iter_mut().zip(of_token[token as usize]) {
                        block.0[lane] = term;
                    }
                }
                terms.push(both);
            }
        }
        terms.into()
    }
}
