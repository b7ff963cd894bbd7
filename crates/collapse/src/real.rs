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
    /// Half of the smallest subnormal: what is smaller rounds to zero.
    const ROUNDS_TO_ZERO: f64;
    fn from_f32(value: f32) -> Self;
    /// Rounds to nearest.
    fn from_f64(value: f64) -> Self;
    fn to_f64(self) -> f64;
    /// Divides by a small whole number. Single precision rounds correctly, which decides what underflows;
    /// double precision multiplies by the reciprocal, which is off by an ulp at most and several times faster.
    fn divide(self, count: Self, reciprocal: Self) -> Self;
    /// How many samples stand side by side: those that fill a cache line, so that the few rows a pass has
    /// at hand stay in the first-level cache in either precision.
    const LANES: usize;
    /// An array of [`LANES`](Self::LANES).
    type Array: Copy + AsRef<[Self]> + AsMut<[Self]> + Send + Sync + Debug;
    const ZEROS: Self::Array;
}

impl Real for f32 {
    const LANES: usize = 16;
    type Array = [Self; 16];
    const ZEROS: [Self; 16] = [0.0; 16];
    const ROUNDS_TO_ZERO: f64 = f32::from_bits(1) as f64 / 2.0;

    #[inline(always)]
    fn divide(self, count: Self, _: Self) -> Self {
        self / count
    }

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
    const LANES: usize = 8;
    type Array = [Self; 8];
    const ZEROS: [Self; 8] = [0.0; 8];
    // Half of it can't be written down; nothing is ever this small in double precision.
    const ROUNDS_TO_ZERO: f64 = 0.0;

    #[inline(always)]
    fn divide(self, _: Self, reciprocal: Self) -> Self {
        self * reciprocal
    }

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

/// The same pixel of [`Real::LANES`] samples.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct Lanes<T: Real>(pub T::Array);

impl<T: Real> Default for Lanes<T> {
    fn default() -> Self {
        Self(T::ZEROS)
    }
}

/// The values of some pixels one after the other, lane by lane: the form in which the compiler turns a plain
/// loop into vector instructions.
#[inline(always)]
pub(crate) fn flat<T: Real>(pixels: &[Lanes<T>]) -> &[T] {
    const { assert!(size_of::<Lanes<T>>() == T::LANES * size_of::<T>()) };
    // SAFETY: a `Lanes` is just its array (checked above), so this is the same memory with the same lifetime.
    unsafe { std::slice::from_raw_parts(pixels.as_ptr().cast(), pixels.len() * T::LANES) }
}

/// [`flat`] for writing.
#[inline(always)]
pub(crate) fn flat_mut<T: Real>(pixels: &mut [Lanes<T>]) -> &mut [T] {
    const { assert!(size_of::<Lanes<T>>() == T::LANES * size_of::<T>()) };
    // SAFETY: a `Lanes` is just its array (checked above), so this is the same memory, borrowed as uniquely.
    unsafe { std::slice::from_raw_parts_mut(pixels.as_mut_ptr().cast(), pixels.len() * T::LANES) }
}
