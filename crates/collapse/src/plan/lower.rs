use std::collections::HashMap;

use super::graph::{Base, BaseId, Bases, Chain, Make, StatsId, Term};
use crate::kernels::Reduce;
use crate::symbolic::{Collapse, Map};

/// Turns a graph of maps into bases and chains.
pub(super) fn lower(collapse: &Collapse) -> Bases {
    let maps = &collapse.maps;
    let mut lowering = Lowering {
        bases: Bases::default(),
        terms: Vec::with_capacity(maps.len()),
        stats_of: HashMap::new(),
        copies: HashMap::new(),
    };
    for id in 0..maps.len() {
        let term = lowering.lower(maps.map(id), maps.sides(id));
        lowering.terms.push(term);
    }
    for &(count, map) in &collapse.output {
        let output = (count, maps.sides(map).into_iter().product(), lowering.terms[map]);
        lowering.bases.output.push(output);
    }
    lowering.bases
}

struct Lowering {
    bases: Bases,
    /// The term that stands for each map of the graph.
    terms: Vec<Term>,
    stats_of: HashMap<Term, StatsId>,
    /// Bases made of a term whose chain could not be extended.
    copies: HashMap<Term, BaseId>,
}

impl Lowering {
    fn lower(&mut self, map: &Map, sides: [usize; 2]) -> Term {
        let window = |term, window, reduce| Make::Window { term, window, reduce };
        match map {
            Map::Channel(channel) => self.make(Make::Channel(*channel), sides),
            Map::Relu(operand) => self.relu(self.terms[*operand]),
            Map::ChannelSum(groups) => {
                let terms: Vec<Term> =
                    groups.iter().map(|&(count, operand)| self.scaled(self.terms[operand], count)).collect();
                match terms[..] {
                    [term] => term,
                    _ => self.make(Make::Sum(terms), sides),
                }
            }
            Map::Add(operands) => {
                let terms = operands.iter().map(|&operand| self.terms[operand]).collect();
                self.make(Make::Sum(terms), sides)
            }
            Map::BatchNorm(operand) => self.batch_norm(self.terms[*operand]),
            Map::BoxSum(operand, by) => self.make(window(self.terms[*operand], *by, Reduce::Sum), sides),
            Map::AvgPool(operand, by) => self.make(window(self.terms[*operand], *by, Reduce::Mean), sides),
            Map::MaxPool(operand, by) => self.make(window(self.terms[*operand], *by, Reduce::Max), sides),
        }
    }

    fn relu(&mut self, term: Term) -> Term {
        let mut term = if term.chain.rescale.is_some() { self.copy(term) } else { term };
        if term.chain.scale.is_none() && term.chain.norm.is_none() {
            term.chain.relu_before = true;
        } else {
            term.chain.relu_after = true;
        }
        term
    }

    /// `count * (weight * term)`.
    fn scaled(&mut self, term: Term, count: usize) -> Term {
        let mut term = if term.chain.rescale.is_some() { self.copy(term) } else { term };
        let chain = &mut term.chain;
        if chain.scale.is_none() && chain.norm.is_none() && !chain.relu_after {
            chain.scale = Some(count);
        } else {
            chain.rescale = Some(count);
        }
        term
    }

    fn batch_norm(&mut self, mut term: Term) -> Term {
        if term.chain.norm.is_some() || term.chain.relu_after || term.chain.rescale.is_some() {
            term = self.copy(term);
        }
        let stats = *self.stats_of.entry(term).or_insert_with(|| {
            self.bases.stats.push(term);
            self.bases.stats.len() - 1
        });
        Term { chain: Chain { norm: Some(stats), ..term.chain }, ..term }
    }

    /// A term as a base of its own.
    fn copy(&mut self, term: Term) -> Term {
        if let Some(&base) = self.copies.get(&term) {
            return Term::raw(base);
        }
        let copy = self.make(Make::Sum(vec![term]), self.bases.list[term.base].sides);
        self.copies.insert(term, copy.base);
        copy
    }

    fn make(&mut self, make: Make, sides: [usize; 2]) -> Term {
        let level = make.terms().iter().map(|term| self.bases.level(term)).max().unwrap_or(0);
        self.bases.list.push(Base { make, sides, level });
        Term::raw(self.bases.list.len() - 1)
    }
}
