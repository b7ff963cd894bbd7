use super::run::{State, Stored};
use crate::buffers::Pool;
use crate::kernels::{Reduce, Step, WindowRows, apply, scale_add};
use crate::plan::{Pass, Sink, Source, StatsId};
use crate::real::{Lanes, Real};
use crate::stats::Moments;
use crate::symbolic::MapId;

/// Runs one pass: makes the map row by row, stores it if needed, and feeds every sink while the row is hot.
pub(super) fn run<T: Real>(state: &mut State<'_, T>, pass: &Pass, pool: &mut Pool<T>) {
    let mut store = pass.store.then(|| pool.take(state.buffer_len(pass.map)));
    let mut sinks: Vec<Worker<T>> =
        pass.sinks.iter().map(|sink| Worker::new(state, pass.map, sink, pool)).collect();
    let inputs = Inputs::new(state, &pass.source, pass.map);
    let job = Job { inputs, sides: state.plan.sides[pass.map], tiles: state.tiles() };
    let valid: Vec<usize> = (0..job.tiles).map(|tile| state.images.valid(tile)).collect();
    sweep(&job, &valid, store.as_deref_mut(), &mut sinks);
    drop(job);
    for worker in sinks {
        worker.finish(state);
    }
    if let Some(buffer) = store {
        state.maps[pass.map] = Stored::Full(buffer);
    }
}

/// What a pass reads: stored maps, each with what is done to its pixels.
struct Inputs<'a, T: Real> {
    terms: Vec<(&'a [Lanes<T>], Step<T>)>,
    /// For a channel sum, the count of each term, and the weight.
    counts: Option<(Vec<T>, T)>,
}

impl<'a, T: Real> Inputs<'a, T> {
    fn new(state: &'a State<'_, T>, source: &Source, map: MapId) -> Self {
        match source {
            Source::Stored => Self { terms: vec![(state.stored(map), Step::default())], counts: None },
            Source::Sum(terms) => Self {
                terms: terms
                    .iter()
                    .filter(|term| !state.is_zero_term(term))
                    .map(|term| (state.stored(term.base), state.step(&term.chain)))
                    .collect(),
                counts: None,
            },
            Source::ChannelSum(groups) => {
                let live = groups.iter().filter(|(_, term)| !state.is_zero_term(term));
                let (counts, terms) = live
                    .map(|(count, term)| {
                        (T::from_f64(*count as f64), (state.stored(term.base), state.step(&term.chain)))
                    })
                    .unzip();
                Self { terms, counts: Some((counts, state.weight)) }
            }
        }
    }

    /// The one stored map that the pass shows as it is, if that is all it does.
    fn plain(&self) -> Option<&'a [Lanes<T>]> {
        match &self.terms[..] {
            [(pixels, step)] if self.counts.is_none() && step.is_identity() => Some(pixels),
            _ => None,
        }
    }

    #[inline(always)]
    fn make(&self, span: std::ops::Range<usize>, out: &mut [Lanes<T>], seen: &mut [Lanes<T>]) {
        match &self.counts {
            None => {
                for (position, (pixels, step)) in self.terms.iter().enumerate() {
                    apply(out, &pixels[span.clone()], step, position > 0);
                }
            }
            Some((counts, weight)) => {
                for (position, ((pixels, step), &count)) in self.terms.iter().zip(counts).enumerate() {
                    let pixels = &pixels[span.clone()];
                    if step.is_identity() {
                        scale_add(out, pixels, count, *weight, position > 0);
                    } else {
                        apply(seen, pixels, step, false);
                        scale_add(out, seen, count, *weight, position > 0);
                    }
                }
            }
        }
    }
}

struct Job<'a, T: Real> {
    inputs: Inputs<'a, T>,
    sides: [usize; 2],
    tiles: usize,
}

/// Picks the widest vectors that the processor has. All of them give the same bytes.
fn sweep<T: Real>(
    job: &Job<'_, T>,
    valid: &[usize],
    store: Option<&mut [Lanes<T>]>,
    sinks: &mut [Worker<T>],
) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sweep_avx512(job, valid, store, sinks) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sweep_avx2(job, valid, store, sinks) };
        }
    }
    sweep_rows(job, valid, store, sinks);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl")]
fn sweep_avx512<T: Real>(
    job: &Job<'_, T>,
    valid: &[usize],
    store: Option<&mut [Lanes<T>]>,
    sinks: &mut [Worker<T>],
) {
    sweep_rows(job, valid, store, sinks);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn sweep_avx2<T: Real>(
    job: &Job<'_, T>,
    valid: &[usize],
    store: Option<&mut [Lanes<T>]>,
    sinks: &mut [Worker<T>],
) {
    sweep_rows(job, valid, store, sinks);
}

#[inline(always)]
fn sweep_rows<T: Real>(
    job: &Job<'_, T>,
    valid: &[usize],
    mut store: Option<&mut [Lanes<T>]>,
    sinks: &mut [Worker<T>],
) {
    let [height, width] = job.sides;
    let plain = job.inputs.plain();
    let mut made = vec![Lanes::default(); width];
    let mut seen = vec![Lanes::default(); width];
    for (tile, &valid) in valid.iter().enumerate().take(job.tiles) {
        for sink in sinks.iter_mut() {
            sink.start_tile();
        }
        for row in 0..height {
            let start = (tile * height + row) * width;
            let span = start..start + width;
            let pixels: &[Lanes<T>] = match (plain, &mut store) {
                (Some(pixels), None) => &pixels[span],
                (_, None) => {
                    job.inputs.make(span, &mut made, &mut seen);
                    &made
                }
                (_, Some(store)) => {
                    let out = &mut store[span.clone()];
                    job.inputs.make(span, out, &mut seen);
                    out
                }
            };
            for sink in sinks.iter_mut() {
                sink.take_row(tile, row, pixels);
            }
        }
        for sink in sinks.iter_mut() {
            sink.finish_tile(valid);
        }
    }
}

/// A sink at work.
struct Worker<T: Real> {
    step: Step<T>,
    window: Option<WindowRows<T>>,
    /// The map that windows are written to, with its sides and its pixels.
    to: Option<(MapId, [usize; 2], Vec<Lanes<T>>)>,
    stats: Option<(StatsId, Moments)>,
    /// Which place of the output, the running sums of the tile, and those of all samples.
    global: Option<(usize, Lanes<T>, Vec<T>)>,
    seen: Vec<Lanes<T>>,
}

impl<T: Real> Worker<T> {
    fn new(state: &State<'_, T>, map: MapId, sink: &Sink, pool: &mut Pool<T>) -> Self {
        let sides = state.plan.sides[map];
        let mut worker = Self {
            step: Step::default(),
            window: None,
            to: None,
            stats: None,
            global: None,
            seen: vec![Lanes::default(); sides[1]],
        };
        let mut write = |to: MapId, window, reduce| {
            let out = state.plan.sides[to];
            worker.window = Some(WindowRows::new(window, reduce, sides, out));
            worker.to = Some((to, out, pool.take(state.buffer_len(to))));
        };
        let chain = match sink {
            Sink::BoxSum { chain, window, to, stats } => {
                write(*to, *window, Reduce::Sum);
                worker.stats = stats.map(|stats| (stats, Moments::new()));
                chain
            }
            Sink::AvgPool { chain, window, to } => {
                write(*to, *window, Reduce::Mean);
                chain
            }
            Sink::MaxPool { chain, window, to } => {
                write(*to, *window, Reduce::Max);
                chain
            }
            Sink::Stats { chain, stats } => {
                worker.stats = Some((*stats, Moments::new()));
                chain
            }
            Sink::GlobalSum { chain, output } => {
                worker.global = Some((*output, Lanes::default(), Vec::new()));
                chain
            }
        };
        worker.step = state.step(chain);
        worker
    }

    fn start_tile(&mut self) {
        if let Some(window) = &mut self.window {
            window.restart();
        }
    }

    #[inline(always)]
    fn take_row(&mut self, tile: usize, row: usize, pixels: &[Lanes<T>]) {
        if let (Some(window), Some((_, [height, width], buffer))) = (&mut self.window, &mut self.to) {
            window.push(row, pixels, &self.step);
            for out_row in window.ready(row) {
                let start = (tile * *height + out_row) * *width;
                let out = &mut buffer[start..start + *width];
                window.pop(out_row, out);
                if let Some((_, moments)) = &mut self.stats {
                    moments.add_row(out);
                }
            }
            return;
        }
        let pixels = if self.step.is_identity() {
            pixels
        } else {
            apply(&mut self.seen, pixels, &self.step, false);
            &self.seen
        };
        if let Some((_, moments)) = &mut self.stats {
            moments.add_row(pixels);
        }
        if let Some((_, sums, _)) = &mut self.global {
            for pixel in pixels {
                for (sum, &value) in sums.0.as_mut().iter_mut().zip(pixel.0.as_ref()) {
                    *sum += value;
                }
            }
        }
    }

    fn finish_tile(&mut self, valid: usize) {
        if let Some((_, moments)) = &mut self.stats {
            moments.finish_tile::<T>(valid);
        }
        if let Some((_, sums, all)) = &mut self.global {
            all.extend_from_slice(&sums.0.as_ref()[..valid]);
            *sums = Lanes::default();
        }
    }

    fn finish(self, state: &mut State<'_, T>) {
        if let Some((stats, moments)) = self.stats {
            state.norms[stats] = moments.norm(state.weight);
        }
        if let Some((to, _, buffer)) = self.to {
            state.maps[to] = Stored::Full(buffer);
        }
        if let Some((output, _, all)) = self.global {
            state.sums[output] = all;
        }
    }
}
