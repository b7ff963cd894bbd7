use super::step::{Step, StepLine, kind};
use crate::real::{Lanes, Real};
use crate::simd::{InstructionSet, Kernel, Line, Vectors};
use crate::stats::Moments;

/// The most terms that one loop adds up.
const MOST: usize = 4;

/// A row of a map and the step that is applied to it.
pub(crate) type Stepped<'a, T> = (&'a [Lanes<T>], &'a Step<T>);

/// Sums rows from left to right into `out`; there must be at least one. With `stats`, also adds the sum after a step to
/// the moments, and need not write `out` unless `keep` is set.
#[inline(always)]
pub(crate) fn combine<'a, T: Vectors, S: InstructionSet>(
    out: &mut [Lanes<T>],
    terms: usize,
    term: impl Fn(usize) -> Stepped<'a, T>,
    stats: Option<(&Step<T>, &mut Moments<T>)>,
    keep: bool,
) {
    let mut done = terms.min(MOST);
    let (now, later) = if done == terms { (stats, None) } else { (None, stats) };
    first::<T, S>(out, done, &term, now, keep || done < terms);
    while done < terms {
        extend::<T, S, 1>(out, [term(done)]);
        done += 1;
    }
    if let Some((step, moments)) = later {
        take_stats::<T, T::Line<S>>(out, step, moments);
    }
}

#[inline(always)]
fn first<'a, T: Vectors, S: InstructionSet>(
    out: &mut [Lanes<T>],
    terms: usize,
    term: impl Fn(usize) -> Stepped<'a, T>,
    stats: Option<(&Step<T>, &mut Moments<T>)>,
    keep: bool,
) {
    match terms {
        1 => sum::<T, S, 1>(out, [term(0)], stats, keep),
        2 => sum::<T, S, 2>(out, [term(0), term(1)], stats, keep),
        3 => sum::<T, S, 3>(out, [term(0), term(1), term(2)], stats, keep),
        _ => sum::<T, S, 4>(out, [term(0), term(1), term(2), term(3)], stats, keep),
    }
}

#[inline(always)]
fn sum<T: Vectors, S: InstructionSet, const N: usize>(
    out: &mut [Lanes<T>],
    terms: [Stepped<'_, T>; N],
    stats: Option<(&Step<T>, &mut Moments<T>)>,
    keep: bool,
) {
    let plain = terms.iter().all(|(_, step)| step.fits_norm());
    match (plain, stats, keep) {
        (true, None, _) => S::run(Loop::<T, N, { kind::NORM }, true, false>(out, terms, None)),
        (true, stats, true) => S::run(Loop::<T, N, { kind::NORM }, true, true>(out, terms, stats)),
        (true, stats, false) => S::run(Loop::<T, N, { kind::NORM }, false, true>(out, terms, stats)),
        (false, None, _) => S::run(Loop::<T, N, { kind::FULL }, true, false>(out, terms, None)),
        (false, stats, true) => S::run(Loop::<T, N, { kind::FULL }, true, true>(out, terms, stats)),
        (false, stats, false) => S::run(Loop::<T, N, { kind::FULL }, false, true>(out, terms, stats)),
    }
}

/// Sums `N` rows into one.
struct Loop<'a, T: Real, const N: usize, const KIND: u8, const KEEP: bool, const STATS: bool>(
    &'a mut [Lanes<T>],
    [Stepped<'a, T>; N],
    Option<(&'a Step<T>, &'a mut Moments<T>)>,
);

impl<T: Vectors, const N: usize, const KIND: u8, const KEEP: bool, const STATS: bool> Kernel
    for Loop<'_, T, N, KIND, KEEP, STATS>
{
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self) {
        let Self(out, terms, stats) = self;
        let len = out.len();
        let sum = SteppedRows::<T, T::Line<S>, N>::new(terms, len);
        match stats {
            Some((step, moments)) if STATS => {
                let step = StepLine::<T::Line<S>>::new(step);
                let mut sums = moments.row::<T::Line<S>>();
                for (column, out) in out.iter_mut().enumerate() {
                    let line = sum.at::<KIND>(column);
                    if KEEP {
                        line.store(out);
                    }
                    sums.add(step.apply::<T, { kind::SCALE }>(line));
                }
                moments.add_row(sums, len);
            }
            _ => {
                for (column, out) in out.iter_mut().enumerate() {
                    sum.at::<KIND>(column).store(out);
                }
            }
        }
    }
}

/// Adds further rows to a sum.
#[inline(always)]
fn extend<T: Vectors, S: InstructionSet, const N: usize>(out: &mut [Lanes<T>], terms: [Stepped<'_, T>; N]) {
    let sum = SteppedRows::<T, T::Line<S>, N>::new(terms, out.len());
    for (column, out) in out.iter_mut().enumerate() {
        sum.add_to::<{ kind::FULL }>(T::Line::<S>::load(out), 0, column).store(out);
    }
}

/// Rows of one length with their steps in registers.
struct SteppedRows<'a, T: Real, V, const N: usize> {
    rows: [&'a [Lanes<T>]; N],
    steps: [StepLine<V>; N],
}

impl<'a, T: Real, V: Line<T>, const N: usize> SteppedRows<'a, T, V, N> {
    #[inline(always)]
    fn new(terms: [Stepped<'a, T>; N], len: usize) -> Self {
        let mut rows = [terms[0].0; N];
        let mut steps = [StepLine::<V>::new(terms[0].1); N];
        for position in 0..N {
            rows[position] = &terms[position].0[..len];
            steps[position] = StepLine::new(terms[position].1);
        }
        Self { rows, steps }
    }

    /// The sum in a column.
    #[inline(always)]
    fn at<const KIND: u8>(&self, column: usize) -> V {
        let first = self.steps[0].apply::<T, KIND>(V::load(&self.rows[0][column]));
        self.add_to::<KIND>(first, 1, column)
    }

    /// Adds the terms from `position` on.
    #[inline(always)]
    fn add_to<const KIND: u8>(&self, mut sum: V, position: usize, column: usize) -> V {
        for position in position..N {
            sum = sum.add(self.steps[position].apply::<T, KIND>(V::load(&self.rows[position][column])));
        }
        sum
    }
}

/// Takes the moments of a row after a step without norm.
#[inline(always)]
pub(crate) fn take_stats<T: Real, V: Line<T>>(row: &[Lanes<T>], step: &Step<T>, moments: &mut Moments<T>) {
    let step = StepLine::<V>::new(step);
    let mut sums = moments.row::<V>();
    for pixel in row {
        sums.add(step.apply::<T, { kind::SCALE }>(V::load(pixel)));
    }
    moments.add_row(sums, row.len());
}

/// Adds the pixels of a row after a step to each sample's sum, one after the other.
#[inline(always)]
pub(crate) fn add_up<T: Real, V: Line<T>>(row: &[Lanes<T>], step: &Step<T>, total: &mut Lanes<T>) {
    let step = StepLine::<V>::new(step);
    let mut sum = V::load(total);
    for pixel in row {
        sum = sum.add(step.apply::<T, { kind::FULL }>(V::load(pixel)));
    }
    sum.store(total);
}
