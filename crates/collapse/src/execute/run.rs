use super::images::Images;
use super::pass;
use super::state::{Overflow, State, Stored};
use crate::buffers::Pool;
use crate::plan::Plan;
use crate::real::Real;
use crate::simd::Vectors;
use crate::stats::Norm;

/// The network's output for every sample when each weight is `weight`.
pub(crate) fn run<T: Vectors>(plan: &Plan, images: &Images<T>, weight: T, pool: &mut Pool<T>) -> Vec<T> {
    // Double-precision sums cannot overflow.
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
