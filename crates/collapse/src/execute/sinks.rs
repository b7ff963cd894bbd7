use super::state::State;
use crate::kernels::Step;
use crate::kernels::combine::{add_up, combine, take_stats};
use crate::plan::{Op, OpKind};
use crate::real::{Lanes, Real};
use crate::simd::{InstructionSet, Vectors};
use crate::stats::Moments;

/// What an operation's rows are reduced to.
#[derive(Debug)]
pub(super) struct Sinks<T: Real> {
    pub stats: Vec<Stats<T>>,
    pub sums: Vec<Sum<T>>,
    /// Whether the first of the statistics is computed together with the row.
    pub fused: bool,
    /// Whether all statistics are summed in double precision, value by value.
    wide: bool,
    /// Scratch for a row after a step; used only if `wide`.
    stepped: Vec<Lanes<T>>,
}

#[derive(Debug)]
pub(super) struct Stats<T: Real> {
    id: usize,
    pub step: Step<T>,
    pub moments: Moments<T>,
}

#[derive(Debug)]
pub(super) struct Sum<T: Real> {
    position: usize,
    step: Step<T>,
    /// Sums of the current tile.
    tile: Lanes<T>,
    /// Sums of the samples of finished tiles.
    samples: Vec<T>,
}

impl<T: Vectors> Sinks<T> {
    pub fn new(state: &State<'_, T>, op: &Op, wide: bool, width: usize) -> Self {
        let stats: Vec<Stats<T>> = op
            .stats
            .iter()
            .map(|&(id, chain)| Stats { id, step: state.step(&chain), moments: Moments::new() })
            .collect();
        let sums = op.sums.iter().map(|&(position, chain)| Sum {
            position,
            step: state.step(&chain),
            tile: Lanes::default(),
            samples: Vec::new(),
        });
        let can_fuse = match op.kind {
            OpKind::Sum(_) => true,
            OpKind::Window3 { reduce, .. } => {
                reduce == crate::kernels::Reduce::Sum
                    && op.stats.first().is_some_and(|(_, chain)| *chain == crate::plan::Chain::default())
            }
            OpKind::Read | OpKind::Window { .. } => false,
        };
        Self {
            sums: sums.collect(),
            fused: can_fuse && !stats.is_empty() && !wide,
            stats,
            wide,
            stepped: if wide { vec![Lanes::default(); width] } else { Vec::new() },
        }
    }

    /// The statistics to compute together with the row. Not for the first row, which gives the pivot.
    #[inline(always)]
    pub fn fusable(&mut self) -> Option<(&Step<T>, &mut Moments<T>)> {
        match self.stats.first_mut() {
            Some(stats) if self.fused && stats.moments.is_started() => {
                Some((&stats.step, &mut stats.moments))
            }
            _ => None,
        }
    }

    /// Takes a row; `fused`: its first statistics have been computed already.
    #[inline(always)]
    pub fn take<S: InstructionSet>(&mut self, row: &[Lanes<T>], fused: bool) {
        for stats in self.stats.iter_mut().skip(usize::from(fused)) {
            if !stats.moments.is_started() {
                let mut first = [Lanes::default()];
                combine::<T, S>(&mut first, 1, |_| (&row[..1], &stats.step), None, true);
                stats.moments.start(first[0].0.as_ref()[0]);
            }
            if self.wide {
                combine::<T, S>(&mut self.stepped, 1, |_| (row, &stats.step), None, true);
                stats.moments.add_widely(&self.stepped);
            } else {
                take_stats::<T, T::Line<S>>(row, &stats.step, &mut stats.moments);
            }
        }
        for sum in &mut self.sums {
            add_up::<T, T::Line<S>>(row, &sum.step, &mut sum.tile);
        }
    }

    pub fn finish_tile(&mut self, valid: usize) {
        for stats in &mut self.stats {
            stats.moments.finish_tile(valid);
        }
        for sum in &mut self.sums {
            sum.samples.extend_from_slice(&sum.tile.0.as_ref()[..valid]);
            sum.tile = Lanes::default();
        }
    }

    /// Whether single-precision sums have overflowed where double-precision ones would not.
    pub fn overflowed(&self) -> bool {
        !self.wide && self.stats.iter().any(|stats| stats.moments.overflowed())
    }

    pub fn finish(self, state: &mut State<'_, T>) {
        for stats in self.stats {
            state.norms[stats.id] = stats.moments.norm(state.weight);
        }
        for sum in self.sums {
            state.sums[sum.position] = sum.samples;
        }
    }
}
