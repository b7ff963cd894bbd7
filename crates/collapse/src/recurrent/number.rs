use super::functions;
use crate::real::Real;

/// A floating-point type that cells are evaluated in. Every operation is rounded separately; only
/// [`Summation`](super::Summation) fuses any.
pub(super) trait Number: Real {
    /// `self * factor + term`, rounded once.
    fn fused(self, factor: Self, term: Self) -> Self;
    fn tanh(self) -> Self;
    fn sigmoid(self) -> Self;
}

impl Number for f32 {
    #[inline(always)]
    fn fused(self, factor: Self, term: Self) -> Self {
        self.mul_add(factor, term)
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        functions::tanh_f32(self)
    }

    #[inline(always)]
    fn sigmoid(self) -> Self {
        functions::sigmoid_f32(self)
    }
}

impl Number for f64 {
    #[inline(always)]
    fn fused(self, factor: Self, term: Self) -> Self {
        self.mul_add(factor, term)
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        functions::tanh_f64(self)
    }

    #[inline(always)]
    fn sigmoid(self) -> Self {
        functions::sigmoid_f64(self)
    }
}
