use network::Window;

use super::graph::{BaseId, Bases, Chain, Make, StatsId, Term};
use super::lower::lower;
use super::pass::{Op, OpKind, Pass, Place, Plan, Rows};
use super::schedule::schedule;
use super::store::{Presence, Storage, choose};
use crate::symbolic::Collapse;

/// Cuts a graph of maps into passes.
pub(crate) fn plan(collapse: &Collapse) -> Plan {
    let bases = lower(collapse);
    let storage = choose(&bases);
    let mut last_use = vec![0; bases.list.len()];
    for pass in 0..storage.passes {
        for (id, last) in last_use.iter_mut().enumerate() {
            if storage.presence(pass, id) == Presence::Loaded {
                *last = pass;
            }
        }
    }
    let sinks = sinks(&bases);
    let passes = (0..storage.passes)
        .map(|pass| Builder::new(&bases, &storage, pass).build(&last_use, &sinks))
        .collect();
    Plan {
        passes,
        bases: bases.list.len(),
        stats: bases.stats.len(),
        output: bases.output.iter().map(|&(count, pixels, _)| (count, pixels)).collect(),
    }
}

/// What a base's rows are reduced to: statistics, and sums for the output with the pass that takes them.
#[derive(Clone, Debug, Default)]
struct Sinks {
    stats: Vec<(StatsId, Chain)>,
    sums: Vec<(usize, (usize, Chain))>,
}

fn sinks(bases: &Bases) -> Vec<Sinks> {
    let mut sinks = vec![Sinks::default(); bases.list.len()];
    for (stats, term) in bases.stats.iter().enumerate() {
        sinks[term.base].stats.push((stats, term.chain));
    }
    for (position, (_, _, term)) in bases.output.iter().enumerate() {
        sinks[term.base].sums.push((bases.level(term), (position, term.chain)));
    }
    sinks
}

struct Builder<'a> {
    bases: &'a Bases,
    storage: &'a Storage,
    pass: usize,
    /// The bases that this pass loads or makes, sorted.
    present: Vec<BaseId>,
    places: Vec<Place>,
    ops: Vec<Op>,
}

impl<'a> Builder<'a> {
    fn new(bases: &'a Bases, storage: &'a Storage, pass: usize) -> Self {
        let present: Vec<BaseId> =
            (0..bases.list.len()).filter(|&id| storage.presence(pass, id) != Presence::Absent).collect();
        Self { bases, storage, pass, present, places: Vec::new(), ops: Vec::new() }
    }

    fn build(mut self, last_use: &[usize], sinks: &[Sinks]) -> Pass {
        for position in 0..self.present.len() {
            let id = self.present[position];
            let base = &self.bases.list[id];
            let made = self.storage.presence(self.pass, id) == Presence::Made;
            let stored = self.storage.stored[id] && base.level == self.pass;
            let rows = match base.make {
                Make::Channel(channel) => Rows::Channel(channel),
                _ if !made => Rows::Loaded { last: last_use[id] == self.pass },
                _ if stored => Rows::Stored,
                _ => Rows::Ring(1),
            };
            self.places.push(Place { base: id, rows, sides: base.sides });
            self.add_op(position, id, made, stored, &sinks[id]);
        }
        let read: Vec<usize> =
            self.ops.iter().flat_map(|op| op.kind.terms()).map(|&(place, _)| place).collect();
        for place in read {
            if let Some(op) = self.ops.iter_mut().find(|op| op.place == place) {
                op.keep = true;
            }
        }
        let schedule = schedule(&mut self.places, &self.ops);
        Pass { places: self.places, ops: self.ops, schedule }
    }

    fn add_op(&mut self, place: usize, id: BaseId, made: bool, stored: bool, sinks: &Sinks) {
        // Statistics are taken in the first pass that has the base.
        let first = self.bases.list[id].level == self.pass;
        let stats = if first { sinks.stats.clone() } else { Vec::new() };
        let sums = sinks.sums.iter().filter(|(pass, _)| *pass == self.pass);
        let sums: Vec<_> = sums.map(|&(_, sum)| sum).collect();
        if !made && stats.is_empty() && sums.is_empty() {
            return;
        }
        let kind = if made { self.kind(id) } else { OpKind::Read };
        let keep = stored || !sums.is_empty();
        self.ops.push(Op { place, kind, stats, sums, keep });
    }

    fn kind(&self, id: BaseId) -> OpKind {
        let from = |term: &Term| {
            let place = self.present.binary_search(&term.base);
            (place.expect("what a base is made of is at hand where it is made"), *term)
        };
        let three = Window { kernel: 3, stride: 1, padding: 1 };
        match &self.bases.list[id].make {
            Make::Channel(_) => OpKind::Read,
            Make::Sum(terms) => OpKind::Sum(terms.iter().map(from).collect()),
            Make::Window { term, window, reduce } => {
                let from = from(term);
                if *window == three && self.bases.list[id].sides[1] >= 2 {
                    OpKind::Window3 { from, reduce: *reduce }
                } else {
                    OpKind::Window { from, reduce: *reduce, window: *window }
                }
            }
        }
    }
}
