use std::collections::HashMap;

use super::pass::{Chain, Pass, Plan, Sink, Source, StatsId, Term};
use crate::symbolic::{Collapse, Map, MapId};

/// Cuts a graph of maps into passes.
pub(crate) fn plan(collapse: &Collapse) -> Plan {
    let maps = &collapse.maps;
    let mut builder = Builder {
        passes: Vec::new(),
        pass_of: HashMap::new(),
        terms: Vec::with_capacity(maps.len()),
        stats: 0,
        stats_of: HashMap::new(),
        box_sums: HashMap::new(),
        copies: HashMap::new(),
        sides: (0..maps.len()).map(|id| maps.sides(id)).collect(),
    };
    for id in 0..maps.len() {
        let term = builder.lower(id, maps.map(id));
        builder.terms.push(term);
    }
    for (position, &(_, map)) in collapse.output.iter().enumerate() {
        let (pass, chain) = builder.window_source(map);
        builder.passes[pass].sinks.push(Sink::GlobalSum { chain, output: position });
    }
    let mut channels = vec![None; builder.sides.len()];
    for (id, channel) in channels.iter_mut().enumerate().take(maps.len()) {
        if let Map::Channel(found) = maps.map(id) {
            *channel = Some(*found);
        }
    }
    let mut plan = Plan {
        passes: builder.passes,
        stats: builder.stats,
        sides: builder.sides,
        channels,
        output: collapse
            .output
            .iter()
            .map(|&(count, map)| (count, maps.sides(map).into_iter().product()))
            .collect(),
        last_use: Vec::new(),
    };
    mark_stores(&mut plan);
    plan
}

struct Builder {
    passes: Vec<Pass>,
    /// The pass in which a map's pixels are at hand.
    pass_of: HashMap<MapId, usize>,
    /// How each map of the graph is seen from memory.
    terms: Vec<Term>,
    stats: usize,
    stats_of: HashMap<(MapId, Chain), StatsId>,
    /// Where a box sum is made: pass and sink.
    box_sums: HashMap<MapId, (usize, usize)>,
    /// Maps that were made from a term because it could not be seen through a chain any further.
    copies: HashMap<Term, MapId>,
    sides: Vec<[usize; 2]>,
}

impl Builder {
    fn lower(&mut self, id: MapId, map: &Map) -> Term {
        match map {
            Map::Channel(_) => Term::raw(id),
            Map::Relu(operand) => relu(self.terms[*operand]),
            Map::ChannelSum(groups) => self.channel_sum(id, groups),
            Map::Add(operands) => {
                let terms = operands.iter().map(|&operand| self.terms[operand]).collect();
                self.make(id, Source::Sum(terms))
            }
            Map::BatchNorm(operand) => self.batch_norm(*operand),
            Map::BoxSum(operand, window) => {
                let (pass, chain) = self.window_source(*operand);
                let sinks = &mut self.passes[pass].sinks;
                sinks.push(Sink::BoxSum { chain, window: *window, to: id, stats: None });
                self.box_sums.insert(id, (pass, sinks.len() - 1));
                Term::raw(id)
            }
            Map::AvgPool(operand, window) => {
                let (pass, chain) = self.window_source(*operand);
                self.passes[pass].sinks.push(Sink::AvgPool { chain, window: *window, to: id });
                Term::raw(id)
            }
            Map::MaxPool(operand, window) => {
                let (pass, chain) = self.window_source(*operand);
                self.passes[pass].sinks.push(Sink::MaxPool { chain, window: *window, to: id });
                Term::raw(id)
            }
        }
    }

    fn channel_sum(&mut self, id: MapId, groups: &[(usize, MapId)]) -> Term {
        if let [(count, operand)] = *groups {
            let term = self.terms[operand];
            let chain = term.chain;
            if chain.scale.is_none() && chain.norm.is_none() && !chain.relu_after {
                return Term { chain: Chain { scale: Some(count), ..chain }, ..term };
            }
        }
        let groups = groups.iter().map(|&(count, operand)| (count, self.terms[operand])).collect();
        self.make(id, Source::ChannelSum(groups))
    }

    fn batch_norm(&mut self, operand: MapId) -> Term {
        let mut term = self.terms[operand];
        if term.chain.norm.is_some() || term.chain.relu_after {
            term = Term::raw(self.copy(term));
        }
        let stats = self.stats_for(term);
        Term { chain: Chain { norm: Some(stats), ..term.chain }, ..term }
    }

    fn stats_for(&mut self, term: Term) -> StatsId {
        if let Some(&stats) = self.stats_of.get(&(term.base, term.chain)) {
            return stats;
        }
        let id = self.stats;
        self.stats += 1;
        self.stats_of.insert((term.base, term.chain), id);
        // A box sum's own statistics are taken as it is written.
        if let (Some(&(pass, sink)), true) = (self.box_sums.get(&term.base), term.chain == Chain::default())
            && let Sink::BoxSum { stats, .. } = &mut self.passes[pass].sinks[sink]
        {
            *stats = Some(id);
            return id;
        }
        let pass = self.pass_for(term.base);
        self.passes[pass].sinks.push(Sink::Stats { chain: term.chain, stats: id });
        id
    }

    /// The pass and chain through which a window, or the global sum, sees a map.
    fn window_source(&mut self, map: MapId) -> (usize, Chain) {
        let mut term = self.terms[map];
        // The statistics of a norm may be taken in the very pass that the window would join.
        if term.chain.norm.is_some() {
            term = Term::raw(self.copy(term));
        }
        (self.pass_for(term.base), term.chain)
    }

    /// A map of its own for what a term shows.
    fn copy(&mut self, term: Term) -> MapId {
        if let Some(&id) = self.copies.get(&term) {
            return id;
        }
        let id = self.sides.len();
        self.sides.push(self.sides[term.base]);
        self.copies.insert(term, id);
        self.make(id, Source::Sum(vec![term]));
        id
    }

    fn make(&mut self, id: MapId, source: Source) -> Term {
        self.passes.push(Pass { map: id, source, store: false, sinks: Vec::new() });
        self.pass_of.insert(id, self.passes.len() - 1);
        Term::raw(id)
    }

    fn pass_for(&mut self, base: MapId) -> usize {
        if let Some(&pass) = self.pass_of.get(&base) {
            return pass;
        }
        self.make(base, Source::Stored);
        self.passes.len() - 1
    }
}

fn relu(mut term: Term) -> Term {
    if term.chain.scale.is_none() && term.chain.norm.is_none() {
        term.chain.relu_before = true;
    } else {
        term.chain.relu_after = true;
    }
    term
}

/// Finds which made maps must be stored, and after which pass each stored map is dead.
fn mark_stores(plan: &mut Plan) {
    let mut last: HashMap<MapId, usize> = HashMap::new();
    let mut read: Vec<bool> = vec![false; plan.sides.len()];
    for (position, pass) in plan.passes.iter().enumerate() {
        let bases: Vec<MapId> = match &pass.source {
            Source::Stored => vec![pass.map],
            Source::Sum(terms) => terms.iter().map(|term| term.base).collect(),
            Source::ChannelSum(groups) => groups.iter().map(|(_, term)| term.base).collect(),
        };
        for base in bases {
            read[base] = true;
            last.insert(base, position);
        }
    }
    plan.last_use = vec![Vec::new(); plan.passes.len()];
    let mut last: Vec<(MapId, usize)> = last.into_iter().collect();
    last.sort_unstable();
    for (base, position) in last {
        // The image's channels are shared by all networks and never dropped.
        if plan.channels[base].is_none() {
            plan.last_use[position].push(base);
        }
    }
    for pass in &mut plan.passes {
        pass.store = read[pass.map] && !matches!(pass.source, Source::Stored);
    }
}
