use super::operation::Operation;
use super::rows::Rows;
use super::sinks::Sinks;
use super::state::{Overflow, State, Stored};
use crate::buffers::Pool;
use crate::plan::{self, Pass, Term};
use crate::real::{Lanes, Real};
use crate::simd::{InstructionSet, Kernel, Vectors, dispatch};

/// A pass and its buffers.
struct Job<'a, T: Real> {
    pass: &'a Pass,
    /// One per operation; `None` if its output is all zeros.
    operations: Vec<Option<Operation<T>>>,
    /// For each place, in the order of `pass.places`.
    rows: Vec<Rows<'a, T>>,
    sources: Vec<Source<'a, T>>,
    /// For each tile, how many lanes hold samples.
    valid: Vec<usize>,
}

/// Where the rows of a place come from at the beginning of a tile, and where they go at its end.
enum Source<'a, T: Real> {
    /// All values are zero, so no row is ever read; or the rows of a ring, which is reused for every tile.
    Nothing,
    Channel(&'a [Lanes<T>]),
    Loaded {
        tiles: Vec<Vec<Lanes<T>>>,
        last: bool,
    },
    Stored {
        tiles: Vec<Vec<Lanes<T>>>,
    },
}

/// Runs one pass: computes each base row by row, stores it if a later pass loads it, and feeds every sink while the row is
/// in cache.
pub(super) fn run<T: Vectors>(
    state: &mut State<'_, T>,
    pass: &Pass,
    pool: &mut Pool<T>,
    wide: bool,
) -> Result<(), Overflow> {
    let mut zero: Vec<bool> = pass.places.iter().map(|place| state.is_zero(place.base)).collect();
    let mut operations = Vec::with_capacity(pass.ops.len());
    for op in &pass.ops {
        let is_zero = |(place, term): &(usize, Term)| {
            zero[*place] || term.chain.norm.is_some_and(|stats| state.norms[stats].zero)
        };
        let terms = op.kind.terms();
        let all_zero = if terms.is_empty() { zero[op.place] } else { terms.iter().all(is_zero) };
        operations.push((!all_zero).then(|| Operation::new(state, pass, op, is_zero, pool, wide)));
        zero[op.place] = all_zero;
    }
    for (op, operation) in pass.ops.iter().zip(&operations) {
        if operation.is_none() {
            for &(stats, _) in &op.stats {
                state.norms[stats] = crate::stats::Norm::of_zeros();
            }
        }
    }
    let sources = sources(state, pass, &zero);
    if operations.iter().all(Option::is_none) {
        return finish(state, pass, pool, Vec::new(), sources, &zero);
    }
    let images = state.images;
    let mut job = Job {
        pass,
        operations,
        rows: pass.places.iter().map(|place| rows(place, pool)).collect(),
        sources,
        valid: (0..images.tiles()).map(|tile| images.valid(tile)).collect(),
    };
    dispatch(Sweep { job: &mut job, pool });
    for rows in &mut job.rows {
        if let Some(ring) = rows.take_data() {
            pool.give(ring);
        }
    }
    finish(state, pass, pool, job.operations, job.sources, &zero)
}

fn sources<'a, T: Real>(state: &mut State<'a, T>, pass: &Pass, zero: &[bool]) -> Vec<Source<'a, T>> {
    let images = state.images;
    let places = pass.places.iter().zip(zero);
    places
        .map(|(place, &zero)| match place.rows {
            plan::Rows::Channel(channel) => Source::Channel(&images.channels[channel]),
            plan::Rows::Loaded { last } => {
                match std::mem::replace(&mut state.maps[place.base], Stored::Absent) {
                    Stored::Tiles(tiles) => Source::Loaded { tiles, last },
                    Stored::Zero | Stored::Absent => Source::Nothing,
                }
            }
            plan::Rows::Stored if !zero => Source::Stored { tiles: Vec::with_capacity(images.tiles()) },
            plan::Rows::Stored | plan::Rows::Ring(_) => Source::Nothing,
        })
        .collect()
}

fn rows<'a, T: Real>(place: &plan::Place, pool: &mut Pool<T>) -> Rows<'a, T> {
    let width = place.sides[1];
    match place.rows {
        plan::Rows::Ring(kept) => {
            let mut rows = Rows::ring(width, kept);
            rows.own(pool.take(width * kept));
            rows
        }
        _ => Rows::all(width),
    }
}

fn finish<T: Vectors>(
    state: &mut State<'_, T>,
    pass: &Pass,
    pool: &mut Pool<T>,
    operations: Vec<Option<Operation<T>>>,
    sources: Vec<Source<'_, T>>,
    zero: &[bool],
) -> Result<(), Overflow> {
    for (place, (source, &zero)) in pass.places.iter().zip(sources.into_iter().zip(zero)) {
        match (place.rows, source) {
            (plan::Rows::Loaded { last: false } | plan::Rows::Stored, Source::Nothing) if zero => {
                state.maps[place.base] = Stored::Zero;
            }
            (_, Source::Loaded { tiles, last: false } | Source::Stored { tiles }) => {
                state.maps[place.base] = Stored::Tiles(tiles);
            }
            (_, Source::Loaded { tiles, last: true }) => {
                tiles.into_iter().filter(|tile| !tile.is_empty()).for_each(|tile| pool.give(tile));
            }
            _ => {}
        }
    }
    let sinks: Vec<_> = operations.into_iter().flatten().map(|operation| operation.finish(pool)).collect();
    if sinks.iter().any(Sinks::overflowed) {
        return Err(Overflow);
    }
    for sinks in sinks {
        sinks.finish(state);
    }
    Ok(())
}

/// The loop over all tiles of a pass.
struct Sweep<'a, 'b, T: Real> {
    job: &'a mut Job<'b, T>,
    pool: &'a mut Pool<T>,
}

impl<T: Vectors> Kernel for Sweep<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self) {
        let Self { job, pool } = self;
        for (tile, &valid) in job.valid.iter().enumerate() {
            let places = job.pass.places.iter().zip(&mut job.sources).zip(&mut job.rows);
            for ((place, source), rows) in places {
                let pixels = place.sides[0] * place.sides[1];
                match source {
                    Source::Nothing => {}
                    Source::Channel(channel) => rows.share(&channel[tile * pixels..(tile + 1) * pixels]),
                    Source::Loaded { tiles, .. } => rows.own(std::mem::take(&mut tiles[tile])),
                    Source::Stored { .. } => rows.own(pool.take(pixels)),
                }
            }
            for &(op, step) in &job.pass.schedule {
                if let Some(operation) = &mut job.operations[usize::from(op)] {
                    operation.step::<S>(usize::from(step), &mut job.rows);
                }
            }
            for operation in job.operations.iter_mut().flatten() {
                operation.sinks.finish_tile(valid);
            }
            for (source, rows) in job.sources.iter_mut().zip(&mut job.rows) {
                let (tiles, put_back) = match source {
                    Source::Nothing | Source::Channel(_) => continue,
                    Source::Loaded { tiles, last: true } => (tiles, false),
                    Source::Loaded { tiles, last: false } => (tiles, true),
                    Source::Stored { tiles } => {
                        tiles.push(Vec::new());
                        (tiles, true)
                    }
                };
                match rows.take_data() {
                    Some(data) if put_back => tiles[tile] = data,
                    Some(data) => pool.give(data),
                    None => {}
                }
            }
        }
    }
}
