use super::images::Images;
use crate::kernels::{Step, StepParts};
use crate::plan::{BaseId, Chain};
use crate::real::{Lanes, Real};
use crate::stats::Norm;

/// Where a base is between passes.
#[derive(Debug)]
pub(super) enum Stored<T: Real> {
    /// Not in memory.
    Absent,
    /// All its values are zero, so it needs no memory.
    Zero,
    /// Tile by tile, `[row][column]` of [`Lanes`].
    Tiles(Vec<Vec<Lanes<T>>>),
}

/// What a forward pass has computed so far.
#[derive(Debug)]
pub(super) struct State<'a, T: Real> {
    pub images: &'a Images<T>,
    pub weight: T,
    pub maps: Vec<Stored<T>>,
    pub norms: Vec<Norm<T>>,
    /// For each group of the classifier's input, the sum over pixels of each sample.
    pub sums: Vec<Vec<T>>,
}

/// A sum of squares left the range of single precision.
#[derive(Clone, Copy, Debug)]
pub(super) struct Overflow;

impl<T: Real> State<'_, T> {
    pub fn is_zero(&self, base: BaseId) -> bool {
        matches!(self.maps[base], Stored::Zero)
    }

    /// A chain with its numbers filled in.
    pub fn step(&self, chain: &Chain) -> Step<T> {
        let parts = StepParts {
            relu_before: chain.relu_before,
            scale: chain.scale,
            norm: chain.norm.map(|stats| (self.norms[stats].scale, self.norms[stats].shift)),
            relu_after: chain.relu_after,
            rescale: chain.rescale,
        };
        Step::new(parts, self.weight)
    }
}
