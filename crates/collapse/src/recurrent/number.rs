use std::ops::{Add, Mul, Sub};

use super::functions;

/// A floating-point type that cells are evaluated in. Every operation is rounded separately; only
/// [`Summation`](super::Summation) fuses any.
pub(super) trait Number:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Send
    + Sync
    + std::fmt::Debug
    + 'static
{
    const ZERO: Self;
    const ONE: Self;
    /// Slope of the leaky ReLU.
    const LEAKY_SLOPE: Self;
    /// Rounds to nearest.
    fn from_f64(value: f64) -> Self;
    /// Rounds to nearest.
    fn from_count(count: usize) -> Self;
    /// `self * factor + term`, rounded once.
    fn fused(self, factor: Self, term: Self) -> Self;
    fn tanh(self) -> Self;
    fn sigmoid(self) -> Self;
}

impl Number for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const LEAKY_SLOPE: Self = network::CellOperation::LEAKY_SLOPE as f32;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as f32
    }

    #[inline(always)]
    fn from_count(count: usize) -> Self {
        count as f32
    }

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
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const LEAKY_SLOPE: Self = network::CellOperation::LEAKY_SLOPE;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn from_count(count: usize) -> Self {
        count as f64
    }

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
