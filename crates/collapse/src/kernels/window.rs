use network::Window;

use super::chain::{Step, relu};
use crate::real::{LANES, Lanes, Real};

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
pub(crate) struct WindowRows<T> {
    window: Window,
    reduce: Reduce,
    height: usize,
    width: usize,
    out_height: usize,
    out_width: usize,
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
            out_width: out_sides[1],
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
        if three && self.width >= 2 && self.reduce == Reduce::Sum && step.relu_before && !step.relu_after {
            let (count, weight) = step.scale.unwrap_or_default();
            if step.scale.is_some() {
                return sum3_relu_scaled(&mut self.ring[slot], input, count, weight);
            }
        }
        let input = if step.is_identity() {
            input
        } else {
            super::chain::apply(&mut self.seen, input, step, false);
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
                    for (out, other) in out.iter_mut().zip(rows(row)) {
                        for lane in 0..LANES {
                            out.0[lane] = if self.reduce == Reduce::Max {
                                larger(out.0[lane], other.0[lane])
                            } else {
                                out.0[lane] + other.0[lane]
                            };
                        }
                    }
                }
            }
        }
        if self.reduce == Reduce::Mean {
            self.divide(out, end - start);
        }
    }

    /// Divides each sum by how many pixels it has.
    #[inline(always)]
    fn divide(&self, out: &mut [Lanes<T>], rows: usize) {
        let Window { kernel, stride, padding } = self.window;
        for (column, out) in out.iter_mut().enumerate().take(self.out_width) {
            let start = (column * stride).saturating_sub(padding);
            let end = (column * stride + kernel - padding).min(self.width);
            let count = T::from_f64((rows * (end - start)) as f64);
            for lane in 0..LANES {
                out.0[lane] = out.0[lane] / count;
            }
        }
    }
}

/// Lets NaN through, as a full network's max pooling does.
#[inline(always)]
fn larger<T: Real>(a: T, b: T) -> T {
    if a < b || b.to_f64().is_nan() { b } else { a }
}

/// The common case of a convolution: windows of three over `count * (weight * relu(x))`.
#[inline(always)]
fn sum3_relu_scaled<T: Real>(out: &mut [Lanes<T>], input: &[Lanes<T>], count: T, weight: T) {
    let see = |pixel: &Lanes<T>| {
        let mut seen = Lanes::default();
        for lane in 0..LANES {
            seen.0[lane] = (relu(pixel.0[lane]) * weight) * count;
        }
        seen
    };
    let mut left: Lanes<T> = Lanes::default();
    let mut middle = see(&input[0]);
    let last = input.len() - 1;
    for (out, right) in out[..last].iter_mut().zip(&input[1..]) {
        let right = see(right);
        for lane in 0..LANES {
            out.0[lane] = (left.0[lane] + middle.0[lane]) + right.0[lane];
        }
        (left, middle) = (middle, right);
    }
    for lane in 0..LANES {
        out[last].0[lane] = left.0[lane] + middle.0[lane];
    }
}

#[inline(always)]
fn along3<T: Real>(out: &mut [Lanes<T>], input: &[Lanes<T>], both: impl Fn(T, T) -> T) {
    let last = input.len() - 1;
    for lane in 0..LANES {
        out[0].0[lane] = both(input[0].0[lane], input[1].0[lane]);
        out[last].0[lane] = both(input[last - 1].0[lane], input[last].0[lane]);
    }
    for (out, three) in out[1..last].iter_mut().zip(input.windows(3)) {
        for lane in 0..LANES {
            out.0[lane] = both(both(three[0].0[lane], three[1].0[lane]), three[2].0[lane]);
        }
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
            for lane in 0..LANES {
                out.0[lane] = match reduce {
                    Reduce::Max => larger(out.0[lane], pixel.0[lane]),
                    Reduce::Sum | Reduce::Mean => out.0[lane] + pixel.0[lane],
                };
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
    for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
        for lane in 0..LANES {
            out.0[lane] = both(both(a.0[lane], b.0[lane]), c.0[lane]);
        }
    }
}
