use std::collections::VecDeque;

use super::draws::Random;
use super::pool::Pool;
use super::{Candidates, MissingScores, Ranking};
use config::seed;

/// How an evolution goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evolution {
    /// Architectures that are alive at a time.
    pub population: usize,
    /// How many of them, drawn with replacement, compete to be a parent.
    pub tournament: usize,
    /// Architectures that may be trained.
    pub budget: usize,
    /// Candidates that a proxy ranks to choose the first population.
    pub pool: usize,
}

/// Mutations that are tried to get a child that has a label; then a random candidate is born instead.
const TRIES: usize = 100;
/// Births for each architecture that may be trained: an end for searches that go round in circles.
const BIRTHS: usize = 50;

/// Ageing evolution: the best of a tournament has a mutated child, and the oldest of the population dies. Gives the
/// reported label of the best architecture so far, after each trained one.
///
/// A child that was trained before joins the population at no cost, so the curve may end before the budget does.
///
/// # References
/// E. Real, A. Aggarwal, Y. Huang, Q. V. Le, *Regularized Evolution for Image Classifier Architecture Search*,
/// AAAI 2019, arXiv 1802.01548.
pub fn evolution(
    candidates: &Candidates,
    proxy: Option<(&Ranking, MissingScores)>,
    settings: Evolution,
    run_seed: u64,
) -> Vec<f64> {
    let mut random = Random::new(seed::derive(run_seed, "evolution"));
    let mut state =
        Trained { candidates, known: vec![false; candidates.len()], best: None, curve: Vec::new() };
    let mut population: VecDeque<usize> = VecDeque::new();
    let first = settings.population.min(settings.budget);
    for born in Pool::new(candidates, proxy, settings.pool, run_seed).take(first) {
        state.train(born);
        population.push_back(born);
    }
    let mut births = 0;
    while state.curve.len() < settings.budget
        && births < settings.budget.saturating_mul(BIRTHS)
        && !population.is_empty()
    {
        births += 1;
        let mut parent = population[random.below(population.len())];
        for _ in 1..settings.tournament {
            let rival = population[random.below(population.len())];
            if candidates.seen[rival] > candidates.seen[parent] {
                parent = rival;
            }
        }
        let child = child(candidates, parent, &mut random);
        state.train(child);
        population.push_back(child);
        population.pop_front();
    }
    state.curve
}

/// What was trained so far.
struct Trained<'a> {
    candidates: &'a Candidates,
    known: Vec<bool>,
    best: Option<usize>,
    curve: Vec<f64>,
}

impl Trained<'_> {
    fn train(&mut self, position: usize) {
        if std::mem::replace(&mut self.known[position], true) {
            return;
        }
        let seen = &self.candidates.seen;
        let best = self.best.filter(|&best| seen[position] <= seen[best]).unwrap_or(position);
        self.best = Some(best);
        self.curve.push(self.candidates.truth[best]);
    }
}

fn child(candidates: &Candidates, parent: usize, random: &mut Random) -> usize {
    for _ in 0..TRIES {
        let mutated = candidates.architectures[parent].mutate(&mut |n| random.below(n));
        // Without small changes in the space there is nothing to try again.
        let Some(mutated) = mutated else { break };
        if let Some(position) = candidates.position(mutated.key()) {
            return position;
        }
    }
    random.below(candidates.len())
}
