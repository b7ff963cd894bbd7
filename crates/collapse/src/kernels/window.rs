use network::Window;

use super::chain::{Step, apply};
use crate::real::{Lanes, Real, flat, flat_mut};

/// How a window becomes one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reduce {
    /// Sum; what lies outside the map is zero.
    Sum,
    /// Mean of the pixels inside the map.
    Mean,
    /// Maximum of the pixels inside the map.
    Max,
}

/// Slides a window down one tile of a map. Windows are separable: each incoming row is first reduced along
/// itself, and the last few of these are then reduced across rows.
#[derive(Debug)]
pub(crate) struct WindowRows<T: Real> {
    window: Window,
    reduce: Reduce,
    height: usize,
    width: usize,
    out_height: usize,
    /// The last `kernel` rows, reduced along themselves; row `r` is at `r % kernel`.
    ring: Vec<Vec<Lanes<T>>>,
    /// The row being reduced, where a chain has to be applied first.
    seen: Vec<Lanes<T>>,
    next_out: usize,
}

impl<T: Real> WindowRows<T> {
    pub fn new(window: Window, reduce: Reduce, sides: [usize; 2], out_sides: [usize; 2]) -> Self {
        Self {
            window,
            reduce,
            height: sides[0],
            width: sides[1],
            out_height: out_sides[0],
            ring: vec![vec![Lanes::default(); out_sides[1]]; window.kernel],
            seen: vec![Lanes::default(); sides[1]],
            next_out: 0,
        }
    }

    /// Begins a new tile.
    pub fn restart(&mut self) {
        self.next_out = 0;
    }

    /// Takes the next row, seen through a chain without norm.
    #[inline(always)]
    pub fn push(&mut self, row: usize, input: &[Lanes<T>], step: &Step<T>) {
        let slot = row % self.window.kernel;
        let three = self.window.kernel == 3 && self.window.stride == 1 && self.window.padding == 1;
        let input = if step.is_identity() {
            input
        } else {
            apply(&mut self.seen, input, step, false);
            &self.seen
        };
        let out = &mut self.ring[slot];
        if three && self.width >= 2 {
            match self.reduce {
                Reduce::Sum | Reduce::Mean => along3(out, input, |a, b| a + b),
                Reduce::Max => along3(out, input, larger),
            }
        } else {
            along(out, input, self.window, self.reduce);
        }
    }

    /// How many output rows are complete once input row `row` was pushed.
    #[inline(always)]
    pub fn ready(&self, row: usize) -> std::ops::Range<usize> {
        let Window { kernel, stride, padding } = self.window;
        let end = if row + 1 == self.height {
            self.out_height
        } else if row + 1 + padding < kernel {
            0
        } else {
            ((row + 1 + padding - kernel) / stride + 1).min(self.out_height)
        };
        self.next_out..end.max(self.next_out)
    }

    /// Writes output row `out_row`, which must be ready.
    #[inline(always)]
    pub fn pop(&mut self, out_row: usize, out: &mut [Lanes<T>]) {
        self.next_out = out_row + 1;
        let Window { kernel, stride, padding } = self.window;
        let start = (out_row * stride).saturating_sub(padding);
        let end = (out_row * stride + kernel - padding).min(self.height);
        let rows = |row: usize| &self.ring[row % kernel];
        match (self.reduce, end - start) {
            (Reduce::Max, 3) => across3(out, rows(start), rows(start + 1), rows(start + 2), larger),
            (Reduce::Sum | Reduce::Mean, 3) => {
                across3(out, rows(start), rows(start + 1), rows(start + 2), |a, b| a + b);
            }
            _ => {
                out.copy_from_slice(rows(start));
                for row in start + 1..end {
                    match self.reduce {
                        Reduce::Max => fold(out, rows(row), larger),
                        Reduce::Sum | Reduce::Mean => fold(out, rows(row), |a, b| a + b),
                    }
                }
            }
        }
        if self.reduce == Reduce::Mean {
            self.divide(out, end - start);
        }
    }

    /// Divides each sum by how many pixels it has. Columns with equally many are divided together.
    #[inline(always)]
    fn divide(&self, out: &mut [Lanes<T>], rows: usize) {
        let Window { kernel, stride, padding } = self.window;
        let columns = |column: usize| {
            let start = (column * stride).saturating_sub(padding);
            (column * stride + kernel - padding).min(self.width) - start
        };
        let mut from = 0;
        while from < out.len() {
            let width = columns(from);
            let mut to = from + 1;
            while to < out.len() && columns(to) == width {
                to += 1;
            }
            let count = T::from_f64((rows * width) as f64);
            let reciprocal = T::from_f64(1.0 / (rows * width) as f64);
            for value in flat_mut(&mut out[from..to]) {
                *value = value.divide(count, reciprocal);
            }
            from = to;
        }
    }
}

/// Lets NaN through, as a full network's max pooling does.
#[inline(always)]
fn larger<T: Real>(a: T, b: T) -> T {
    if a < b || b.to_f64().is_nan() { b } else { a }
}

#[inline(always)]
fn fold<T: Real>(out: &mut [Lanes<T>], other: &[Lanes<T>], both: impl Fn(T, T) -> T) {
    for (out, &other) in flat_mut(out).iter_mut().zip(flat(other)) {
        *out = both(*out, other);
    }
}

/// Windows of three along a row of two pixels or more.
#[inline(always)]
fn along3<T: Real>(out: &mut [Lanes<T>], input: &[Lanes<T>], both: impl Fn(T, T) -> T) {
    let (out, input) = (flat_mut(out), flat(input));
    let (lanes, len) = (T::LANES, out.len());
    let (left, middle, right) =
        (&input[..len - 2 * lanes], &input[lanes..len - lanes], &input[2 * lanes..len]);
    let inner = &mut out[lanes..len - lanes];
    for (((out, &a), &b), &c) in inner.iter_mut().zip(left).zip(middle).zip(right) {
        *out = both(both(a, b), c);
    }
    let (first, last) = (&input[..2 * lanes], &input[len - 2 * lanes..]);
    for lane in 0..lanes {
        out[lane] = both(first[lane], first[lanes + lane]);
        out[len - lanes + lane] = both(last[lane], last[lanes + lane]);
    }
}

#[inline(always)]
fn along<T: Real>(out: &mut [Lanes<T>], input: &[Lanes<T>], window: Window, reduce: Reduce) {
    let Window { kernel, stride, padding } = window;
    for (column, out) in out.iter_mut().enumerate() {
        let start = (column * stride).saturating_sub(padding);
        let end = (column * stride + kernel - padding).min(input.len());
        *out = input[start];
        for pixel in &input[start + 1..end] {
            let (out, pixel) = (std::slice::from_mut(out), std::slice::from_ref(pixel));
            match reduce {
                Reduce::Max => fold(out, pixel, larger),
                Reduce::Sum | Reduce::Mean => fold(out, pixel, |a, b| a + b),
            }
        }
    }
}

#[inline(always)]
fn across3<T: Real>(
    out: &mut [Lanes<T>],
    a: &[Lanes<T>],
    b: &[Lanes<T>],
    c: &[Lanes<T>],
    both: impl Fn(T, T) -> T,
) {
    for (((out, &a), &b), &c) in flat_mut(out).iter_mut().zip(flat(a)).zip(flat(b)).zip(flat(c)) {
        *out = both(both(a, b), c);
    }
}
