use super::images::Images;
use super::pass;
use crate::buffers::Pool;
use crate::kernels::Step;
use crate::plan::{Chain, Pass, Plan, Sink, Source, Term};
use crate::real::{Lanes, Real};
use crate::stats::Norm;
use crate::symbolic::MapId;

/// Where a map is.
#[derive(Debug)]
pub(super) enum Stored<T: Real> {
    /// Not made yet, or dead.
    Absent,
    /// All its values are zero, so it needs no memory.
    Zero,
    Full(Vec<Lanes<T>>),
}

/// A network in the middle of its forward pass.
#[derive(Debug)]
pub(super) struct State<'a, T: Real> {
    pub plan: &'a Plan,
    pub images: &'a Images<T>,
    pub weight: T,
    pub maps: Vec<Stored<T>>,
    pub norms: Vec<Norm<T>>,
    /// For each group of the classifier's input, the sum over pixels of each sample.
    pub sums: Vec<Vec<T>>,
}

/// The network's output for every sample when each weight is `weight`.
pub(crate) fn run<T: Real>(plan: &Plan, images: &Images<T>, weight: T, pool: &mut Pool<T>) -> Vec<T> {
    let mut state = State {
        plan,
        images,
        weight,
        maps: plan.sides.iter().map(|_| Stored::Absent).collect(),
        norms: vec![Norm::default(); plan.stats],
        sums: vec![vec![T::default(); images.samples]; plan.output.len()],
    };
    for (pass, dead) in plan.passes.iter().zip(&plan.last_use) {
        if state.is_zero(&pass.source, pass.map) {
            state.skip(pass);
        } else {
            pass::run(&mut state, pass, pool);
        }
        for &map in dead {
            if let Stored::Full(buffer) = std::mem::replace(&mut state.maps[map], Stored::Absent) {
                pool.give(buffer);
            }
        }
    }
    for map in state.maps.drain(..) {
        if let Stored::Full(buffer) = map {
            pool.give(buffer);
        }
    }
    classify(plan, &state.sums, weight, images.samples)
}

/// The linear layer's unit 0: the sum over channels of weight times mean; its bias is zero.
fn classify<T: Real>(plan: &Plan, sums: &[Vec<T>], weight: T, samples: usize) -> Vec<T> {
    let mut outputs = vec![T::default(); samples];
    for (sums, &(count, pixels)) in sums.iter().zip(&plan.output) {
        let (count, pixels) = (T::from_f64(count as f64), T::from_f64(pixels as f64));
        for (output, &sum) in outputs.iter_mut().zip(sums) {
            *output += ((sum / pixels) * weight) * count;
        }
    }
    outputs
}

impl<T: Real> State<'_, T> {
    pub fn tiles(&self) -> usize {
        self.images.tiles()
    }

    /// A stored map's pixels.
    pub fn stored(&self, map: MapId) -> &[Lanes<T>] {
        match (&self.maps[map], self.plan.channels[map]) {
            (Stored::Full(buffer), _) => buffer,
            (_, Some(channel)) => &self.images.channels[channel],
            _ => unreachable!("a pass reads only maps that an earlier pass stored"),
        }
    }

    /// Whether every value that a term shows is zero.
    pub fn is_zero_term(&self, term: &Term) -> bool {
        matches!(self.maps[term.base], Stored::Zero)
            || term.chain.norm.is_some_and(|stats| self.norms[stats].zero)
    }

    fn is_zero(&self, source: &Source, map: MapId) -> bool {
        match source {
            Source::Stored => matches!(self.maps[map], Stored::Zero),
            Source::Sum(terms) => terms.iter().all(|term| self.is_zero_term(term)),
            Source::ChannelSum(groups) => groups.iter().all(|(_, term)| self.is_zero_term(term)),
        }
    }

    /// What a pass over zeros leaves behind: zeros.
    fn skip(&mut self, pass: &Pass) {
        if pass.store {
            self.maps[pass.map] = Stored::Zero;
        }
        for sink in &pass.sinks {
            match *sink {
                Sink::BoxSum { to, stats, .. } => {
                    self.maps[to] = Stored::Zero;
                    if let Some(stats) = stats {
                        self.norms[stats] = Norm::of_zeros();
                    }
                }
                Sink::AvgPool { to, .. } | Sink::MaxPool { to, .. } => self.maps[to] = Stored::Zero,
                Sink::Stats { stats, .. } => self.norms[stats] = Norm::of_zeros(),
                Sink::GlobalSum { .. } => {}
            }
        }
    }

    /// A chain with its numbers filled in.
    pub fn step(&self, chain: &Chain) -> Step<T> {
        Step {
            relu_before: chain.relu_before,
            scale: chain.scale.map(|count| (T::from_f64(count as f64), self.weight)),
            norm: chain.norm.map(|stats| (self.norms[stats].scale, self.norms[stats].shift)),
            relu_after: chain.relu_after,
        }
    }

    /// Length of a map's buffer.
    pub fn buffer_len(&self, map: MapId) -> usize {
        let [height, width] = self.plan.sides[map];
        height * width * self.tiles()
    }
}
