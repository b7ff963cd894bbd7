use crate::real::{Lanes, Real, flat, flat_mut};

/// A chain with its numbers filled in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Step<T> {
    pub relu_before: bool,
    /// (count, weight).
    pub scale: Option<(T, T)>,
    /// (scale, shift).
    pub norm: Option<(T, T)>,
    pub relu_after: bool,
}

impl<T> Step<T> {
    pub const fn is_identity(&self) -> bool {
        !self.relu_before && self.scale.is_none() && self.norm.is_none() && !self.relu_after
    }
}

/// Like a full network's ReLU, this lets NaN through.
#[inline(always)]
pub(crate) fn relu<T: Real>(x: T) -> T {
    if x < T::default() { T::default() } else { x }
}

#[inline(always)]
fn row<
    T: Real,
    const BEFORE: bool,
    const SCALE: bool,
    const NORM: bool,
    const AFTER: bool,
    const ADD: bool,
>(
    out: &mut [Lanes<T>],
    input: &[Lanes<T>],
    step: &Step<T>,
) {
    let (count, weight) = step.scale.unwrap_or_default();
    let (scale, shift) = step.norm.unwrap_or_default();
    for (out, &input) in flat_mut(out).iter_mut().zip(flat(input)) {
        let mut x = input;
        if BEFORE {
            x = relu(x);
        }
        if SCALE {
            // The product with the weight is rounded first, as in the full network: it may underflow.
            x = (x * weight) * count;
        }
        if NORM {
            x = x * scale + shift;
        }
        if AFTER {
            x = relu(x);
        }
        *out = if ADD { *out + x } else { x };
    }
}

/// Writes (or with `add` adds) a row seen through a chain.
#[inline(always)]
pub(crate) fn apply<T: Real>(out: &mut [Lanes<T>], input: &[Lanes<T>], step: &Step<T>, add: bool) {
    macro_rules! dispatch {
        ($($before:literal $scale:literal $norm:literal $after:literal),* $(,)?) => {
            match (step.relu_before, step.scale.is_some(), step.norm.is_some(), step.relu_after, add) {
                $(
                    ($before, $scale, $norm, $after, false) => row::<T, $before, $scale, $norm, $after, false>(out, input, step),
                    ($before, $scale, $norm, $after, true) => row::<T, $before, $scale, $norm, $after, true>(out, input, step),
                )*
            }
        };
    }
    dispatch!(
        false false false false, false false false true, false false true false, false false true true,
        false true false false, false true false true, false true true false, false true true true,
        true false false false, true false false true, true false true false, true false true true,
        true true false false, true true false true, true true true false, true true true true,
    );
}

/// Writes (or with `add` adds) `count * (weight * x)`.
#[inline(always)]
pub(crate) fn scale_add<T: Real>(out: &mut [Lanes<T>], input: &[Lanes<T>], count: T, weight: T, add: bool) {
    apply(out, input, &Step { scale: Some((count, weight)), ..Step::default() }, add);
}
