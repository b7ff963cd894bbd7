use network::Window;

use super::combine::{Stepped, combine};
use crate::real::{Lanes, Real};
use crate::simd::{InstructionSet, Line, Vectors};

/// How a window is reduced to one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reduce {
    /// Sum; pixels outside the map are zero.
    Sum,
    /// Mean of the pixels inside the map.
    Mean,
    /// Maximum of the pixels inside the map.
    Max,
}

/// Slides any window down one tile of a map. Windows are separable: each incoming row is first reduced horizontally, and
/// the last few of these vertically.
#[derive(Debug)]
pub(crate) struct WindowRows<T: Real> {
    window: Window,
    reduce: Reduce,
    height: usize,
    width: usize,
    out_height: usize,
    /// The last `kernel` rows, reduced horizontally; row `r` is at `r % kernel`.
    ring: Vec<Vec<Lanes<T>>>,
    /// The row being reduced, after its step.
    stepped: Vec<Lanes<T>>,
}

impl<T: Vectors> WindowRows<T> {
    pub fn new(window: Window, reduce: Reduce, sides: [usize; 2], out_sides: [usize; 2]) -> Self {
        Self {
            window,
            reduce,
            height: sides[0],
            width: sides[1],
            out_height: out_sides[0],
            ring: vec![vec![Lanes::default(); out_sides[1]]; window.kernel],
            stepped: vec![Lanes::default(); sides[1]],
        }
    }

    /// Takes the next row.
    #[inline(always)]
    pub fn push<S: InstructionSet>(&mut self, row: usize, input: Stepped<'_, T>) {
        combine::<T, S>(&mut self.stepped, 1, |_| input, None, true);
        let Window { kernel, stride, padding } = self.window;
        let out = &mut self.ring[row % kernel];
        for (column, out) in out.iter_mut().enumerate() {
            let start = (column * stride).saturating_sub(padding);
            let end = (column * stride + kernel - padding).min(self.stepped.len());
            let mut line = T::Line::<S>::load(&self.stepped[start]);
            for next in &self.stepped[start + 1..end] {
                line = both(self.reduce, line, T::Line::<S>::load(next));
            }
            line.store(out);
        }
    }

    /// The output rows that input row `row` completes.
    #[inline(always)]
    pub fn ready(&self, row: usize) -> std::ops::Range<usize> {
        let [before, after] =
            [row, row + 1].map(|rows| rows_of(self.window, [self.height, self.out_height], rows));
        before..after
    }

    /// Writes output row `out_row`, which must be ready.
    #[inline(always)]
    pub fn pop<V: Line<T>>(&self, out_row: usize, out: &mut [Lanes<T>]) {
        let Window { kernel, stride, padding } = self.window;
        let start = (out_row * stride).saturating_sub(padding);
        let end = (out_row * stride + kernel - padding).min(self.height);
        let columns = |column: usize| {
            let start = (column * stride).saturating_sub(padding);
            (column * stride + kernel - padding).min(self.width) - start
        };
        for (column, out) in out.iter_mut().enumerate() {
            let mut line = V::load(&self.ring[start % kernel][column]);
            for row in start + 1..end {
                line = both(self.reduce, line, V::load(&self.ring[row % kernel][column]));
            }
            if self.reduce == Reduce::Mean {
                let count = ((end - start) * columns(column)) as f64;
                line = if T::ROUNDS_AS_WRITTEN {
                    line.div(V::splat(T::from_f64(count)))
                } else {
                    line.mul(V::splat(T::from_f64(1.0 / count)))
                };
            }
            line.store(out);
        }
    }
}

/// How many output rows are complete after the first `rows` input rows.
pub(crate) fn rows_of(window: Window, [height, out_height]: [usize; 2], rows: usize) -> usize {
    let Window { kernel, stride, padding } = window;
    if rows == height {
        out_height
    } else if rows + padding < kernel {
        0
    } else {
        ((rows + padding - kernel) / stride + 1).min(out_height)
    }
}

#[inline(always)]
fn both<T: Real, V: Line<T>>(reduce: Reduce, a: V, b: V) -> V {
    match reduce {
        Reduce::Max => a.maximum(b),
        Reduce::Sum | Reduce::Mean => a.add(b),
    }
}
