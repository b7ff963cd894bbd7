use crate::real::{Lanes, Real, flat};

/// Running sums are kept for this many values side by side: one pixel in single precision, two in double.
const WIDE: usize = 16;

/// Batch norm's epsilon.
const EPSILON: f64 = 1e-5;

/// Running sums of one map, in double precision and lane by lane, taken relative to the map's first value
/// so that a nearly constant map keeps its small variance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moments {
    pivot: f64,
    sum: [f64; WIDE],
    squares: [f64; WIDE],
    started: bool,
    /// Pixels a sample in the tile so far, and values in all finished tiles.
    pixels: usize,
    count: usize,
    total: f64,
    total_squares: f64,
}

impl Moments {
    pub const fn new() -> Self {
        Self {
            pivot: 0.0,
            sum: [0.0; WIDE],
            squares: [0.0; WIDE],
            started: false,
            pixels: 0,
            count: 0,
            total: 0.0,
            total_squares: 0.0,
        }
    }

    /// Adds a row of pixels; the first row also sets the pivot.
    #[inline(always)]
    pub fn add_row<T: Real>(&mut self, row: &[Lanes<T>]) {
        if !self.started {
            self.pivot = row.first().map_or(0.0, |pixel| pixel.0.as_ref()[0].to_f64());
            self.started = true;
        }
        self.pixels += row.len();
        let pivot = self.pivot;
        let (mut sum, mut squares) = (self.sum, self.squares);
        let (chunks, rest) = flat(row).as_chunks::<WIDE>();
        let mut add = |values: &[T]| {
            for ((&value, sum), square) in values.iter().zip(&mut sum).zip(&mut squares) {
                let distance = value.to_f64() - pivot;
                *sum += distance;
                *square += distance * distance;
            }
        };
        for chunk in chunks {
            add(chunk);
        }
        add(rest);
        self.sum = sum;
        self.squares = squares;
    }

    /// Folds the lanes of a finished tile, of which the first `valid` hold samples, into the totals.
    pub fn finish_tile<T: Real>(&mut self, valid: usize) {
        for wide in (0..WIDE).filter(|wide| wide % T::LANES < valid) {
            self.total += self.sum[wide];
            self.total_squares += self.squares[wide];
        }
        self.sum = [0.0; WIDE];
        self.squares = [0.0; WIDE];
        self.count += self.pixels * valid;
        self.pixels = 0;
    }

    /// Batch norm of the map, with gamma `weight` and beta 0.
    pub fn norm<T: Real>(&self, weight: T) -> Norm<T> {
        let count = self.count as f64;
        let mean_distance = self.total / count;
        let variance = (self.total_squares / count - mean_distance * mean_distance).max(0.0);
        let mean = T::from_f64(self.pivot + mean_distance);
        let scale = T::from_f64(1.0 / (variance + EPSILON).sqrt()) * weight;
        // No value lies further from zero than this, so if this rounds to zero, all do. NaN compares false.
        let bound = (self.pivot.abs() + self.total_squares.sqrt()) * scale.to_f64().abs();
        Norm { scale, shift: -(mean * scale), zero: bound < T::ROUNDS_TO_ZERO }
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
