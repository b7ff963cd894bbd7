use crate::real::{Lanes, Real};
use crate::simd::Line;

/// Batch norm's epsilon.
const EPSILON: f64 = 1e-5;

/// Running sums of one map, taken relative to the map's first value so that a nearly constant map keeps its
/// small variance. Each lane sums a row in the map's own precision; rows are added up in double. A row of 32 pixels in
/// single precision has a relative error below 32 / 2^24. The roundings of many rows largely cancel, so the mean and
/// variance of a batch are nearly as good as double-precision sums.
#[derive(Clone, Debug)]
pub(crate) struct Moments<T: Real> {
    pivot: T,
    started: bool,
    sum: [f64; 16],
    squares: [f64; 16],
    largest: Lanes<T>,
    /// Pixels per sample in this tile so far, and values in all finished tiles.
    pixels: usize,
    count: usize,
    total: f64,
    total_squares: f64,
    total_largest: f64,
}

/// Sums along a row, in registers.
#[derive(Clone, Copy)]
pub(crate) struct RowSums<V> {
    pivot: V,
    sum: V,
    squares: V,
    largest: V,
}

impl<V> RowSums<V> {
    /// A placeholder where no statistics are needed.
    #[inline(always)]
    pub fn none<T: Real>() -> Self
    where
        V: Line<T>,
    {
        let zero = V::splat(T::ZERO);
        Self { pivot: zero, sum: zero, squares: zero, largest: zero }
    }

    #[inline(always)]
    pub fn add<T: Real>(&mut self, line: V)
    where
        V: Line<T>,
    {
        let distance = line.sub(self.pivot);
        self.sum = self.sum.add(distance);
        self.squares = self.squares.add(distance.mul(distance));
        if T::ROUNDS_AS_WRITTEN {
            self.largest = line.abs().clamp_min(self.largest);
        }
    }
}

impl<T: Real> Moments<T> {
    pub fn new() -> Self {
        Self {
            pivot: T::ZERO,
            started: false,
            sum: [0.0; 16],
            squares: [0.0; 16],
            largest: Lanes::default(),
            pixels: 0,
            count: 0,
            total: 0.0,
            total_squares: 0.0,
            total_largest: 0.0,
        }
    }

    /// Whether the pivot, the map's first value, is set.
    pub const fn is_started(&self) -> bool {
        self.started
    }

    pub fn start(&mut self, first: T) {
        self.pivot = first;
        self.started = true;
    }

    #[inline(always)]
    pub fn row<V: Line<T>>(&self) -> RowSums<V> {
        let zero = V::splat(T::ZERO);
        RowSums { pivot: V::splat(self.pivot), sum: zero, squares: zero, largest: V::load(&self.largest) }
    }

    /// Adds the sums of a row of `pixels` pixels.
    #[inline(always)]
    pub fn add_row<V: Line<T>>(&mut self, row: RowSums<V>, pixels: usize) {
        let (mut sum, mut squares) = (Lanes::default(), Lanes::default());
        row.sum.store(&mut sum);
        row.squares.store(&mut squares);
        row.largest.store(&mut self.largest);
        for (total, value) in self.sum.iter_mut().zip(sum.0.as_ref()) {
            *total += value.to_f64();
        }
        for (total, value) in self.squares.iter_mut().zip(squares.0.as_ref()) {
            *total += value.to_f64();
        }
        self.pixels += pixels;
    }

    /// Adds a row value by value in double precision: see [`Moments::overflowed`].
    pub fn add_widely(&mut self, row: &[Lanes<T>]) {
        let pivot = self.pivot.to_f64();
        for pixel in row {
            let lanes = pixel.0.as_ref().iter().zip(self.largest.0.as_mut());
            for ((&value, largest), (sum, squares)) in lanes.zip(self.sum.iter_mut().zip(&mut self.squares)) {
                let distance = value.to_f64() - pivot;
                *sum += distance;
                *squares += distance * distance;
                let size = if value < T::ZERO { -value } else { value };
                *largest = if *largest < size { size } else { *largest };
            }
        }
        self.pixels += row.len();
    }

    /// Folds the lanes of a finished tile, of which the first `valid` hold samples, into the totals.
    pub fn finish_tile(&mut self, valid: usize) {
        for lane in 0..valid {
            self.total += self.sum[lane];
            self.total_squares += self.squares[lane];
            self.total_largest = self.total_largest.max(self.largest.0.as_ref()[lane].to_f64());
        }
        self.sum = [0.0; 16];
        self.squares = [0.0; 16];
        self.largest = Lanes::default();
        self.count += self.pixels * valid;
        self.pixels = 0;
    }

    /// Whether the sums overflowed. Squares of large single-precision numbers may, where the full network does not; then
    /// the network is run again with double-precision sums.
    pub fn overflowed(&self) -> bool {
        T::ROUNDS_AS_WRITTEN && !(self.total.is_finite() && self.total_squares.is_finite())
    }

    /// Batch norm of the map, with gamma `weight` and beta 0.
    pub fn norm(&self, weight: T) -> Norm<T> {
        let count = self.count as f64;
        let mean_distance = self.total / count;
        let variance = (self.total_squares / count - mean_distance * mean_distance).max(0.0);
        let mean = T::from_f64(self.pivot.to_f64() + mean_distance);
        let scale = T::from_f64(1.0 / (variance + EPSILON).sqrt()) * weight;
        // The largest value bounds the mean as well, up to the mean's rounding error. So if the largest value rounds to
        // zero after scaling, every normalised value does. NaN compares false with everything, but makes the sum NaN.
        let bound = self.total_largest * (1.0 + 1e-4) * scale.to_f64().abs();
        let zero = bound < T::ROUNDS_TO_ZERO && self.total.is_finite();
        Norm { scale, shift: -(mean * scale), zero }
    }
}

/// Batch norm as one affine map: `scale * x + shift`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Norm<T> {
    pub scale: T,
    pub shift: T,
    /// Every normalised value is known to be zero.
    pub zero: bool,
}

impl<T: Real> Norm<T> {
    /// The norm of a map of zeros.
    pub fn of_zeros() -> Self {
        Self { scale: T::default(), shift: T::default(), zero: true }
    }
}
