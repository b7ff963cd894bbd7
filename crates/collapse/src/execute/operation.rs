use super::rows::Rows;
use super::sinks::Sinks;
use super::state::State;
use crate::buffers::Pool;
use crate::kernels::combine::combine;
use crate::kernels::{Step, Window3, WindowRows};
use crate::plan::{Op, OpKind, Pass};
use crate::real::Real;
use crate::simd::{InstructionSet, Vectors};

/// An operation while its pass runs.
#[derive(Debug)]
pub(super) struct Operation<T: Real> {
    place: usize,
    kind: Kind<T>,
    pub sinks: Sinks<T>,
    keep: bool,
}

#[derive(Debug)]
enum Kind<T: Real> {
    Read,
    /// Places and the steps applied to their rows.
    Sum(Vec<(usize, Step<T>)>),
    Window3 {
        from: usize,
        step: Step<T>,
        height: usize,
        window: Window3<T>,
    },
    Window {
        from: usize,
        step: Step<T>,
        window: WindowRows<T>,
    },
}

impl<T: Vectors> Operation<T> {
    /// `is_zero` tells which terms are zero everywhere; at least one must not be.
    pub fn new(
        state: &State<'_, T>,
        pass: &Pass,
        op: &Op,
        is_zero: impl Fn(&(usize, crate::plan::Term)) -> bool,
        pool: &mut Pool<T>,
        wide: bool,
    ) -> Self {
        let sides = pass.places[op.place].sides;
        let kind = match &op.kind {
            OpKind::Read => Kind::Read,
            OpKind::Sum(terms) => {
                let terms = terms.iter().filter(|term| !is_zero(term));
                Kind::Sum(terms.map(|(place, term)| (*place, state.step(&term.chain))).collect())
            }
            OpKind::Window3 { from: (from, term), reduce } => Kind::Window3 {
                from: *from,
                step: state.step(&term.chain),
                height: sides[0],
                window: Window3::new(*reduce, sides, pool),
            },
            OpKind::Window { from: (from, term), reduce, window } => Kind::Window {
                from: *from,
                step: state.step(&term.chain),
                window: WindowRows::new(*window, *reduce, pass.places[*from].sides, sides),
            },
        };
        let sinks = Sinks::new(state, op, wide, sides[1]);
        let keep = op.keep || op.stats.len() > 1;
        Self { place: op.place, kind, sinks, keep }
    }

    /// Runs one step of a tile.
    #[inline(always)]
    pub fn step<S: InstructionSet>(&mut self, step: usize, rows: &mut [Rows<'_, T>]) {
        let Self { place, kind, sinks, keep } = self;
        let mut out = rows[*place].take();
        let mut fused = false;
        // The rows that this step completes.
        let done = match kind {
            Kind::Read => step..step + 1,
            Kind::Sum(terms) => {
                let stats = sinks.fusable();
                fused = stats.is_some();
                let term = |position: usize| {
                    let (place, applied) = &terms[position];
                    (rows[*place].row(step), applied)
                };
                combine::<T, S>(out.row_mut(step), terms.len(), term, stats, *keep);
                step..step + 1
            }
            Kind::Window3 { from, step: applied, height, window } => {
                let input = (step < *height).then(|| (rows[*from].row(step), &*applied));
                let stats = if step == 0 { None } else { sinks.fusable() };
                fused = stats.is_some();
                let row = out.row_mut(step.saturating_sub(1));
                window.step::<S>(step, input, row, stats.map(|(_, moments)| moments), *keep);
                step.saturating_sub(1)..step
            }
            Kind::Window { from, step: applied, window } => {
                window.push::<S>(step, (rows[*from].row(step), &*applied));
                window.ready(step)
            }
        };
        for row in done {
            if let Kind::Window { window, .. } = kind {
                window.pop::<T::Line<S>>(row, out.row_mut(row));
            }
            sinks.take::<S>(out.row(row), fused);
        }
        rows[*place] = out;
    }

    /// Returns the buffers to the pool.
    pub fn finish(self, pool: &mut Pool<T>) -> Sinks<T> {
        if let Kind::Window3 { window, .. } = self.kind {
            window.finish(pool);
        }
        self.sinks
    }
}
