use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A floating-point type that networks are evaluated in.
pub(crate) trait Real:
    Copy
    + Default
    + PartialOrd
    + Debug
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Send
    + Sync
    + 'static
{
    const ZERO: Self;
    const ONE: Self;
    /// The additive identity is -0.0: adding +0.0 would lose the sign of a negative zero.
    const MINUS_ZERO: Self;
    const MINUS_INFINITY: Self;
    /// Whether every operation is rounded where the full network rounds it. In single precision it must be: one
    /// rounding decides what underflows. In double precision factors are multiplied beforehand, and a division becomes
    /// a product with the reciprocal, which is faster and adds about one ulp.
    const ROUNDS_AS_WRITTEN: bool;
    /// Half of the smallest subnormal: what is smaller rounds to zero.
    const ROUNDS_TO_ZERO: f64;
    fn from_f32(value: f32) -> Self;
    /// Rounds to nearest.
    fn from_f64(value: f64) -> Self;
    fn to_f64(self) -> f64;
    /// Samples side by side: as many as fill a cache line. The few rows that a pass works on then stay in the
    /// first-level cache in either precision.
    const LANES: usize;
    /// An array of [`LANES`](Self::LANES).
    type Array: Copy + AsRef<[Self]> + AsMut<[Self]> + Send + Sync + Debug;
    const ZEROS: Self::Array;
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const MINUS_ZERO: Self = -0.0;
    const MINUS_INFINITY: Self = Self::NEG_INFINITY;
    const ROUNDS_AS_WRITTEN: bool = true;
    const ROUNDS_TO_ZERO: f64 = f32::from_bits(1) as f64 / 2.0;
    const LANES: usize = 16;
    type Array = [Self; 16];
    const ZEROS: [Self; 16] = [0.0; 16];

    #[inline(always)]
    fn from_f32(value: f32) -> Self {
        value
    }

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as f32
    }

    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const MINUS_ZERO: Self = -0.0;
    const MINUS_INFINITY: Self = Self::NEG_INFINITY;
    const ROUNDS_AS_WRITTEN: bool = false;
    // Half the smallest subnormal is not representable; nothing is ever this small in double precision.
    const ROUNDS_TO_ZERO: f64 = 0.0;
    const LANES: usize = 8;
    type Array = [Self; 8];
    const ZEROS: [Self; 8] = [0.0; 8];

    #[inline(always)]
    fn from_f32(value: f32) -> Self {
        f64::from(value)
    }

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }
}

/// The same pixel of [`Real::LANES`] samples: a cache line.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct Lanes<T: Real>(pub T::Array);

impl<T: Real> Default for Lanes<T> {
    fn default() -> Self {
        Self(T::ZEROS)
    }
}
