use crate::real::{Lanes, Real};

/// The numbers of a [`Lanes`], held in registers. Every operation is the same IEEE operation on each lane, so all
/// instruction sets give the same bytes.
pub(crate) trait Line<T: Real>: Copy {
    fn splat(value: T) -> Self;
    fn load(from: &Lanes<T>) -> Self;
    fn store(self, to: &mut Lanes<T>);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    /// Absolute value.
    fn abs(self) -> Self;
    /// `max(self, low)`, but NaN stays NaN.
    fn clamp_min(self, low: Self) -> Self;
    /// The greater number, or NaN if either is NaN.
    fn maximum(self, other: Self) -> Self;
}

/// A line as an array, for processors without any of the instruction sets in `x86`.
#[derive(Clone, Copy, Debug)]
pub(in crate::simd) struct Plain<T: Real>(T::Array);

impl<T: Real> Plain<T> {
    #[inline(always)]
    fn with(mut self, other: Self, both: impl Fn(T, T) -> T) -> Self {
        for (a, &b) in self.0.as_mut().iter_mut().zip(other.0.as_ref()) {
            *a = both(*a, b);
        }
        self
    }
}

impl<T: Real> Line<T> for Plain<T> {
    #[inline(always)]
    fn splat(value: T) -> Self {
        let mut array = T::ZEROS;
        array.as_mut().fill(value);
        Self(array)
    }

    #[inline(always)]
    fn load(from: &Lanes<T>) -> Self {
        Self(from.0)
    }

    #[inline(always)]
    fn store(self, to: &mut Lanes<T>) {
        to.0 = self.0;
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.with(other, |a, b| a * b)
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.with(other, |a, b| a / b)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.with(self, |a, _| if a < T::ZERO { -a } else { a })
    }

    #[inline(always)]
    fn clamp_min(self, low: Self) -> Self {
        self.with(low, |a, low| if a < low { low } else { a })
    }

    #[inline(always)]
    fn maximum(self, other: Self) -> Self {
        self.with(other, |a, b| if a < b || b.to_f64().is_nan() { b } else { a })
    }
}
