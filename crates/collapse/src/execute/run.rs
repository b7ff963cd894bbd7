use super::dispatch::Vectors;
use super::images::Images;
use super::pass;
use crate::buffers::Pool;
use crate::kernels::{Step, StepParts};
use crate::plan::{BaseId, Chain, Plan};
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

/// A network in the middle of its forward pass.
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

/// The network's output for every sample when each weight is `weight`.
pub(crate) fn run<T: Vectors>(plan: &Plan, images: &Images<T>, weight: T, pool: &mut Pool<T>) -> Vec<T> {
    // With wide sums nothing can overflow.
    attempt(plan, images, weight, pool, false)
        .or_else(|Overflow| attempt(plan, images, weight, pool, true))
        .unwrap_or_else(|Overflow| vec![T::from_f64(f64::NAN); images.samples])
}

fn attempt<T: Vectors>(
    plan: &Plan,
    images: &Images<T>,
    weight: T,
    pool: &mut Pool<T>,
    wide: bool,
) -> Result<Vec<T>, Overflow> {
    let mut state = State {
        images,
        weight,
        maps: (0..plan.bases).map(|_| Stored::Absent).collect(),
        norms: vec![Norm::default(); plan.stats],
        sums: vec![vec![T::ZERO; images.samples]; plan.output.len()],
    };
    for pass in &plan.passes {
        pass::run(&mut state, pass, pool, wide)?;
    }
    Ok(classify(plan, &state.sums, weight, images.samples))
}

/// The linear layer's unit 0: the sum over channels of weight times mean; its bias is zero.
fn classify<T: Real>(plan: &Plan, sums: &[Vec<T>], weight: T, samples: usize) -> Vec<T> {
    let mut outputs = vec![T::ZERO; samples];
    for (sums, &(count, pixels)) in sums.iter().zip(&plan.output) {
        let (count, pixels) = (T::from_f64(count as f64), T::from_f64(pixels as f64));
        for (output, &sum) in outputs.iter_mut().zip(sums) {
            *output += ((sum / pixels) * weight) * count;
        }
    }
    outputs
}

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
