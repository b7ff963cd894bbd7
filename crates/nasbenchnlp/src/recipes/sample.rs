use network::CellOperation;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use super::names::spelling;
use super::{Family, Recipe};

/// Fewest and most operations of a random cell, without those of the new hidden states.
const OPERATIONS: [usize; 2] = [2, 9];

/// Recipes for experiments without the benchmark's own: the three classic cells, then random cells with one, two and three
/// hidden states in turn.
///
/// The random cells do not have the benchmark's distribution: all operations are equally likely and read any earlier
/// value. Equal seeds give equal recipes, and a longer list begins with the shorter one.
pub fn sample_recipes(count: usize, seed: u64) -> Vec<Recipe> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let classic = [Family::Rnn, Family::Lstm, Family::Gru].into_iter().filter_map(Family::classic);
    classic.chain((0..).map(|index| random(&mut generator, 1 + index % 3))).take(count).collect()
}

fn random(generator: &mut ChaCha8Rng, states: usize) -> Recipe {
    use CellOperation::{Blend, LeakyRelu, Linear, Product, Sigmoid, Sum, Tanh};
    let mut below = |count: usize| ((u64::from(generator.next_u32()) * count as u64) >> 32) as usize;
    let [least, most] = OPERATIONS;
    let inner = least + below(most - least + 1);
    // Values a node may read. The input `x` is first, since only linear nodes may read it.
    let mut values = vec!["x".to_owned()];
    values.extend((0..states).map(|state| format!("h_prev_{state}")));
    let mut nodes = Map::new();
    for node in 0..inner + states {
        // The first node reads the input. State 0, the output, comes last.
        let (operation, name) = if node == 0 {
            (Linear, "n0".to_owned())
        } else {
            let operation = [Linear, Tanh, Sigmoid, LeakyRelu, Sum, Product, Blend][below(7)];
            let name = node
                .checked_sub(inner)
                .map_or_else(|| format!("n{node}"), |new| format!("h_new_{}", states - 1 - new));
            (operation, name)
        };
        let (least, most) = operation.arity();
        let first = usize::from(operation != Linear);
        let mut inputs: Vec<&str> = (0..least + below(most - least + 1))
            .map(|_| values[first + below(values.len() - first)].as_str())
            .collect();
        if node == 0 {
            inputs[0] = "x";
        }
        nodes.insert(name.clone(), json!({"op": spelling(operation), "input": inputs}));
        values.push(name);
    }
    Recipe::parse(&Value::Object(nodes).to_string()).expect("every node reads what stands before it")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_families_are_among_them_and_the_seed_decides() {
        let recipes = sample_recipes(60, 7);
        let families: BTreeSet<Family> = recipes.iter().map(Family::of).collect();
        assert_eq!(families.len(), 6, "{families:?}");
        assert_eq!(recipes[..9], sample_recipes(9, 7));
        assert_ne!(recipes, sample_recipes(60, 8));
        let different: BTreeSet<String> = recipes.iter().map(Recipe::canonical).collect();
        assert!(different.len() > 50, "{}", different.len());
    }

    #[test]
    fn any_seed_gives_recipes() {
        for seed in 0..200 {
            assert_eq!(sample_recipes(12, seed).len(), 12);
        }
    }
}
