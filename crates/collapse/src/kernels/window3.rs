use super::combine::Stepped;
use super::step::{StepLine, kind};
use super::window::Reduce;
use crate::buffers::Pool;
use crate::real::{Lanes, Real};
use crate::simd::{InstructionSet, Kernel, Line, Vectors};
use crate::stats::{Moments, RowSums};

/// What each sum of a window is divided by, in the border columns and inside: divisors in single precision, factors in
/// double.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Divisors<T> {
    border: T,
    inner: T,
}

impl<T: Real> Divisors<T> {
    /// For windows of `rows` rows, and `border` or `inner` columns.
    pub fn new(rows: usize, border: usize, inner: usize) -> Self {
        let divisor = |columns: usize| {
            let count = (rows * columns) as f64;
            T::from_f64(if T::ROUNDS_AS_WRITTEN { count } else { 1.0 / count })
        };
        Self { border: divisor(border), inner: divisor(inner) }
    }
}

/// Windows of three by three with stride 1 and padding 1, on rows of two pixels or more. They are separable: each
/// incoming row is first reduced horizontally, and the last three of these vertically.
#[derive(Debug)]
pub(crate) struct Window3<T: Real> {
    reduce: Reduce,
    height: usize,
    /// The last rows, reduced horizontally: row `r` is at `r % 3`.
    along: [Vec<Lanes<T>>; 3],
    /// A row of the neutral element, for above and below the map.
    outside: Vec<Lanes<T>>,
    divisors: [Divisors<T>; 3],
}

/// What makes an output row.
struct Across<'a, T: Real> {
    newest: &'a mut [Lanes<T>],
    input: Option<Stepped<'a, T>>,
    /// The two earlier rows.
    rows: [&'a [Lanes<T>]; 2],
    divisors: Divisors<T>,
    out: &'a mut [Lanes<T>],
    stats: Option<&'a mut Moments<T>>,
}

impl<T: Vectors> Window3<T> {
    pub fn new(reduce: Reduce, [height, width]: [usize; 2], pool: &mut Pool<T>) -> Self {
        let neutral = if reduce == Reduce::Max { T::MINUS_INFINITY } else { T::ZERO };
        let mut line = Lanes::<T>::default();
        line.0.as_mut().fill(neutral);
        let mut outside = pool.take(width);
        outside.fill(line);
        let divisors = [1, 2, 3].map(|rows| Divisors::new(rows, 2, if width > 2 { 3 } else { 2 }));
        let along = [(); 3].map(|()| pool.take(width));
        Self { reduce, height, along, outside, divisors }
    }

    /// Gives the memory back.
    pub fn finish(self, pool: &mut Pool<T>) {
        self.along.into_iter().chain([self.outside]).for_each(|row| pool.give(row));
    }

    /// Takes input row `step` and writes output row `step - 1`. Step 0 writes nothing; the step after the last row has
    /// no input. With `stats` (for sums only), also adds the row to the moments, and writes it only if `keep` is set.
    #[inline(always)]
    pub fn step<S: InstructionSet>(
        &mut self,
        step: usize,
        input: Option<Stepped<'_, T>>,
        out: &mut [Lanes<T>],
        stats: Option<&mut Moments<T>>,
        keep: bool,
    ) {
        let mut newest = std::mem::take(&mut self.along[step % 3]);
        if let (0, Some(input)) = (step, input) {
            match self.reduce {
                Reduce::Max => slide_any::<T, T::Line<S>, true>(input, &mut Keep(&mut newest)),
                Reduce::Sum | Reduce::Mean => {
                    slide_any::<T, T::Line<S>, false>(input, &mut Keep(&mut newest));
                }
            }
        } else {
            let row = |back: usize| match step.checked_sub(back) {
                Some(row) => &self.along[row % 3][..],
                None => &self.outside[..],
            };
            let count = 3 - usize::from(step == 1) - usize::from(step == self.height);
            let (rows, divisors) = ([row(2), row(1)], self.divisors[count - 1]);
            let fused = stats.is_some();
            let across = Across { newest: &mut newest, input, rows, divisors, out, stats };
            match (self.reduce, fused, keep) {
                (Reduce::Sum, false, _) => S::run(Reduced::<T, SUM, true, false>(across)),
                (Reduce::Sum, true, true) => S::run(Reduced::<T, SUM, true, true>(across)),
                (Reduce::Sum, true, false) => S::run(Reduced::<T, SUM, false, true>(across)),
                (Reduce::Mean, ..) => S::run(Reduced::<T, MEAN, true, false>(across)),
                (Reduce::Max, ..) => S::run(Reduced::<T, MAX, true, false>(across)),
            }
        }
        self.along[step % 3] = newest;
    }
}

const SUM: u8 = 0;
const MEAN: u8 = 1;
const MAX: u8 = 2;

#[inline(always)]
fn both<T: Real, V: Line<T>, const MAXIMUM: bool>(a: V, b: V) -> V {
    if MAXIMUM { a.maximum(b) } else { a.add(b) }
}

/// Takes each pixel of a horizontally reduced row.
trait Put<V> {
    fn put(&mut self, column: usize, along: V, on_border: bool);
}

/// Reduces a row horizontally.
#[inline(always)]
fn slide<T: Real, V: Line<T>, const KIND: u8, const MAXIMUM: bool>(
    (row, step): Stepped<'_, T>,
    to: &mut impl Put<V>,
) {
    let step = StepLine::<V>::new(step);
    let last = row.len() - 1;
    let mut left = step.apply::<T, KIND>(V::load(&row[0]));
    let mut middle = step.apply::<T, KIND>(V::load(&row[1]));
    to.put(0, both::<T, V, MAXIMUM>(left, middle), true);
    for column in 1..last {
        let right = step.apply::<T, KIND>(V::load(&row[column + 1]));
        to.put(column, both::<T, V, MAXIMUM>(both::<T, V, MAXIMUM>(left, middle), right), false);
        (left, middle) = (middle, right);
    }
    to.put(last, both::<T, V, MAXIMUM>(left, middle), true);
}

/// [`slide`], compiled for the kind of the input's step.
#[inline(always)]
fn slide_any<T: Real, V: Line<T>, const MAXIMUM: bool>(input: Stepped<'_, T>, to: &mut impl Put<V>) {
    match input.1.kind {
        kind::SAME => slide::<T, V, { kind::SAME }, MAXIMUM>(input, to),
        kind::SCALE => slide::<T, V, { kind::SCALE }, MAXIMUM>(input, to),
        kind::NORM => slide::<T, V, { kind::NORM }, MAXIMUM>(input, to),
        _ => slide::<T, V, { kind::FULL }, MAXIMUM>(input, to),
    }
}

/// Stores the row.
struct Keep<'a, T: Real>(&'a mut [Lanes<T>]);

impl<T: Real, V: Line<T>> Put<V> for Keep<'_, T> {
    #[inline(always)]
    fn put(&mut self, column: usize, along: V, _: bool) {
        along.store(&mut self.0[column]);
    }
}

/// Stores the row, reduces it vertically with the two above, and writes the output row.
struct Write<'a, T: Real, V, const REDUCE: u8, const KEEP: bool, const STATS: bool> {
    newest: &'a mut [Lanes<T>],
    above: &'a [Lanes<T>],
    middle: &'a [Lanes<T>],
    out: &'a mut [Lanes<T>],
    border: V,
    inner: V,
    sums: RowSums<V>,
}

impl<T: Real, V: Line<T>, const REDUCE: u8, const KEEP: bool, const STATS: bool> Put<V>
    for Write<'_, T, V, REDUCE, KEEP, STATS>
{
    #[inline(always)]
    fn put(&mut self, column: usize, along: V, on_border: bool) {
        along.store(&mut self.newest[column]);
        self.across(column, along, on_border);
    }
}

impl<T: Real, V: Line<T>, const REDUCE: u8, const KEEP: bool, const STATS: bool>
    Write<'_, T, V, REDUCE, KEEP, STATS>
{
    #[inline(always)]
    fn across(&mut self, column: usize, along: V, on_border: bool) {
        let (above, middle) = (V::load(&self.above[column]), V::load(&self.middle[column]));
        let mut line =
            if REDUCE == MAX { above.maximum(middle).maximum(along) } else { above.add(middle).add(along) };
        if REDUCE == MEAN {
            let divisor = if on_border { self.border } else { self.inner };
            line = if T::ROUNDS_AS_WRITTEN { line.div(divisor) } else { line.mul(divisor) };
        }
        if KEEP {
            line.store(&mut self.out[column]);
        }
        if STATS {
            self.sums.add(line);
        }
    }
}

/// Makes an output row, reduced in one way.
struct Reduced<'a, T: Real, const REDUCE: u8, const KEEP: bool, const STATS: bool>(Across<'a, T>);

impl<T: Vectors, const REDUCE: u8, const KEEP: bool, const STATS: bool> Kernel
    for Reduced<'_, T, REDUCE, KEEP, STATS>
{
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self) {
        let Across { newest, input, rows, divisors, out, stats } = self.0;
        let len = newest.len();
        let mut write = Write::<T, T::Line<S>, REDUCE, KEEP, STATS> {
            newest,
            above: &rows[0][..len],
            middle: &rows[1][..len],
            out: &mut out[..len],
            border: Line::splat(divisors.border),
            inner: Line::splat(divisors.inner),
            sums: match &stats {
                Some(moments) if STATS => moments.row(),
                _ => RowSums::none::<T>(),
            },
        };
        match input {
            Some((row, step)) if REDUCE == MAX => slide_any::<T, _, true>((&row[..len], step), &mut write),
            Some((row, step)) => slide_any::<T, _, false>((&row[..len], step), &mut write),
            None => {
                let outside = Line::splat(if REDUCE == MAX { T::MINUS_INFINITY } else { T::ZERO });
                write.across(0, outside, true);
                for column in 1..len - 1 {
                    write.across(column, outside, false);
                }
                write.across(len - 1, outside, true);
            }
        }
        if let Some(moments) = stats
            && STATS
        {
            moments.add_row(write.sums, len);
        }
    }
}
