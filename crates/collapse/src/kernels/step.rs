use crate::real::Real;
use crate::simd::Line;

/// How much of a [`Step`] has to be computed: the kernels are compiled for each.
pub(crate) mod kind {
    /// Nothing.
    pub const SAME: u8 = 0;
    /// `weight` and `count`, after `low`.
    pub const SCALE: u8 = 1;
    /// `scale` and `shift` between `low` and `low_after`.
    pub const NORM: u8 = 2;
    /// Everything.
    pub const FULL: u8 = 3;
}

/// A chain with its numbers filled in; an absent operation has its neutral number.
///
/// `count' * (weight' * max(low_after, (count * (weight * max(low, x))) * scale + shift))`. In single precision each
/// product is rounded separately: the one with the weight may underflow, as in the full network. In double
/// precision `weight` includes the count, and `scale` includes both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<T> {
    pub kind: u8,
    pub low: T,
    pub weight: T,
    pub count: T,
    pub scale: T,
    pub shift: T,
    pub low_after: T,
    pub weight_after: T,
    pub count_after: T,
}

/// What a step is made of: see [`crate::plan::Chain`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StepParts<T> {
    pub relu_before: bool,
    pub scale: Option<usize>,
    /// (scale, shift).
    pub norm: Option<(T, T)>,
    pub relu_after: bool,
    pub rescale: Option<usize>,
}

impl<T: Real> Step<T> {
    pub fn new(parts: StepParts<T>, weight: T) -> Self {
        let low = |relu| if relu { T::ZERO } else { T::MINUS_INFINITY };
        let factors = |count: Option<usize>| match count {
            None => (T::ONE, T::ONE),
            Some(count) if T::ROUNDS_AS_WRITTEN => (weight, T::from_f64(count as f64)),
            Some(count) => (weight * T::from_f64(count as f64), T::ONE),
        };
        let (weight_before, count) = factors(parts.scale);
        let (weight_after, count_after) = factors(parts.rescale);
        let (scale, shift) = parts.norm.unwrap_or((T::ONE, T::MINUS_ZERO));
        let after = parts.norm.is_some() || parts.relu_after;
        let kind = if parts.rescale.is_some() || (T::ROUNDS_AS_WRITTEN && parts.scale.is_some() && after) {
            kind::FULL
        } else if after {
            kind::NORM
        } else if parts.scale.is_some() || parts.relu_before {
            kind::SCALE
        } else {
            kind::SAME
        };
        Self {
            kind,
            low: low(parts.relu_before),
            weight: weight_before,
            count,
            scale: if T::ROUNDS_AS_WRITTEN { scale } else { scale * weight_before },
            shift,
            low_after: low(parts.relu_after),
            weight_after,
            count_after,
        }
    }

    /// Whether [`kind::NORM`] does all of it.
    pub const fn fits_norm(&self) -> bool {
        match self.kind {
            kind::SAME | kind::NORM => true,
            kind::SCALE => !T::ROUNDS_AS_WRITTEN,
            _ => false,
        }
    }
}

/// A step in registers.
#[derive(Clone, Copy)]
pub(super) struct StepLine<V> {
    low: V,
    weight: V,
    count: V,
    scale: V,
    shift: V,
    low_after: V,
    weight_after: V,
    count_after: V,
}

impl<V> StepLine<V> {
    #[inline(always)]
    pub fn new<T: Real>(step: &Step<T>) -> Self
    where
        V: Line<T>,
    {
        Self {
            low: V::splat(step.low),
            weight: V::splat(step.weight),
            count: V::splat(step.count),
            scale: V::splat(step.scale),
            shift: V::splat(step.shift),
            low_after: V::splat(step.low_after),
            weight_after: V::splat(step.weight_after),
            count_after: V::splat(step.count_after),
        }
    }

    /// Applies the step to a line, or as much of it as the kind says.
    #[inline(always)]
    pub fn apply<T: Real, const KIND: u8>(&self, line: V) -> V
    where
        V: Line<T>,
    {
        if KIND == kind::SAME {
            return line;
        }
        let mut line = line.clamp_min(self.low);
        if KIND == kind::SCALE || (KIND == kind::FULL && T::ROUNDS_AS_WRITTEN) {
            line = line.mul(self.weight);
            if T::ROUNDS_AS_WRITTEN {
                line = line.mul(self.count);
            }
        }
        if KIND == kind::NORM || KIND == kind::FULL {
            line = line.mul(self.scale).add(self.shift).clamp_min(self.low_after);
        }
        if KIND == kind::FULL {
            line = line.mul(self.weight_after);
            if T::ROUNDS_AS_WRITTEN {
                line = line.mul(self.count_after);
            }
        }
        line
    }
}
