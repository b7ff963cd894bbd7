//! The collapsed recurrent engine against a straightforward full-width network in double precision.

use std::collections::HashMap;
use std::path::PathBuf;

use batch::text::{Corpus, Distribution, Embedding, EmbeddingSettings, TextBatch, TokenBatch};
use collapse::recurrent::{CollapsedText, Summation};
use epsilon::{Backend, BackendError, Initialisation, Outputs, Precision, score};
use nasbenchnlp::{Family, Recipe, RecipeFile};
use network::{CellOperation, CellValue, Network, RecurrentConfig, RecurrentNetwork};

/// The scores of the plain, LSTM and GRU cells, from an independent implementation in NumPy:
/// tests/recurrent_oracle/scores.py.
const EXPECTED: [f64; 3] = [0.632_608_295_217_804_6, 1.976_787_187_223_479_5, 0.064_007_415_500_383_52];

fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = folder.join(file);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is missing", path.display());
    None
}

/// Rounds the result of an operation. Adding, subtracting or multiplying two single-precision numbers in double precision
/// and rounding the result equals the single-precision operation: a double has more than twice the digits.
type Round = fn(f64) -> f64;

fn to_f64(x: f64) -> f64 {
    x
}

fn to_f32(x: f64) -> f64 {
    f64::from(x as f32)
}

/// One step of one layer, unit by unit; every linear map sums all its products one after another.
fn full_cell(
    network: &RecurrentNetwork,
    x: &[f64],
    states: &[Vec<f64>],
    weight: f64,
    round: Round,
) -> Vec<Vec<f64>> {
    let hidden = states[0].len();
    let mut values: Vec<Vec<f64>> = Vec::new();
    let get = |values: &[Vec<f64>], value: CellValue| match value {
        CellValue::Input => x.to_vec(),
        CellValue::State(state) => states[state].clone(),
        CellValue::Node(node) => values[node].clone(),
    };
    for node in network.cell().nodes() {
        let inputs: Vec<Vec<f64>> = node.inputs.iter().map(|&input| get(&values, input)).collect();
        let unit = |unit: usize| match node.operation {
            CellOperation::Linear => {
                inputs.iter().flatten().fold(weight, |sum, value| round(sum + round(weight * value)))
            }
            CellOperation::Tanh => inputs[0][unit].tanh(),
            CellOperation::Sigmoid => 1.0 / round(1.0 + round((-inputs[0][unit]).exp())),
            CellOperation::LeakyRelu if inputs[0][unit] > 0.0 => inputs[0][unit],
            CellOperation::LeakyRelu => 0.01 * inputs[0][unit],
            CellOperation::Sum => inputs[0][unit] + inputs[1][unit],
            CellOperation::Product => inputs[0][unit] * inputs[1][unit],
            CellOperation::Blend => {
                let z = inputs[0][unit];
                round(z * inputs[1][unit]) + round(round(1.0 - z) * inputs[2][unit])
            }
        };
        values.push((0..hidden).map(|index| round(unit(index))).collect());
    }
    network.cell().next().iter().map(|&value| get(&values, value)).collect()
}

/// Unit 0 of the last layer in `[step, sample]` order.
fn full(network: &RecurrentNetwork, batch: &TextBatch, weight: f64, round: Round) -> Vec<f64> {
    let weight = round(weight);
    let (steps, samples) = (batch.tokens().steps(), batch.tokens().samples());
    let mut outputs = vec![0.0; steps * samples];
    for sample in 0..samples {
        let mut layers: Vec<Vec<Vec<f64>>> =
            network.layers().map(|(_, hidden)| vec![vec![weight; hidden]; network.cell().states()]).collect();
        for step in 0..steps {
            let mut x: Vec<f64> = batch.vector(step, sample).iter().map(|&value| f64::from(value)).collect();
            for states in &mut layers {
                *states = full_cell(network, &x, states, weight, round);
                x.clone_from(&states[0]);
            }
            outputs[step * samples + sample] = x[0];
        }
    }
    outputs
}

fn batch(steps: usize, samples: usize, width: usize, distribution: Distribution) -> TextBatch {
    let tokens = TokenBatch::synthetic(500, steps, samples, 7).unwrap();
    let settings = EmbeddingSettings { vocabulary: 500, width, distribution, ..EmbeddingSettings::default() };
    TextBatch::new(tokens, Embedding::new(settings).unwrap()).unwrap()
}

fn forward(engine: &CollapsedText, network: &RecurrentNetwork, weight: f64) -> Outputs {
    let network = Network::Recurrent(network.clone());
    engine.forward(&network, &Initialisation::Constant(weight)).unwrap()
}

/// The outputs of both agree to 1e-9, and the scores to 1e-6 where the score is well-conditioned: scaling
/// to [0, 1] multiplies relative errors by the size of the outputs over their spread, and sums of 600 have
/// about 1e-14. Returns whether the score was compared.
fn check(network: &RecurrentNetwork, batch: &TextBatch, weights: [f64; 2]) -> bool {
    let engine = CollapsedText::new(batch.clone(), Precision::F64);
    let mut both = Vec::new();
    let (mut condition, mut same_ties) = (0.0_f64, true);
    for weight in weights {
        let Outputs::F64(collapsed) = forward(&engine, network, weight) else { panic!("asked for f64") };
        let full = full(network, batch, weight, to_f64);
        assert_eq!(collapsed.len(), full.len());
        for (a, b) in collapsed.iter().zip(&full) {
            let close = (a - b).abs() <= 1e-9 * b.abs();
            assert!(close || !a.is_finite() && !b.is_finite(), "{a} is not {b}");
        }
        let high = full.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = full.iter().copied().fold(f64::INFINITY, f64::min);
        condition = condition.max(high.abs().max(low.abs()) / (high - low));
        // Entries equal to the minimum are dropped: where rounding splits a tie there, one row is shorter.
        let smallest = |row: &[f64]| {
            let low = row.iter().copied().fold(f64::INFINITY, f64::min);
            row.iter().filter(|&&value| value == low).count()
        };
        same_ties &= smallest(&collapsed) == smallest(&full);
        both.push((Outputs::F64(collapsed), Outputs::F64(full)));
    }
    let collapsed = score(&both[0].0, &both[1].0);
    let full = score(&both[0].1, &both[1].1);
    // A small score is the difference of nearly equal rows, so its relative error is larger.
    let well = same_ties && condition < 1e6 * full.unwrap_or(1.0).abs();
    match (collapsed, full) {
        (Ok(a), Ok(b)) if well => assert!((a - b).abs() <= 1e-6 * b.abs(), "score {a} is not {b}"),
        (a, b) if well => assert_eq!(a, b),
        _ => {}
    }
    well
}

/// In single precision the engine is about as close to the exact outputs as the full network is.
///
/// Both round the same quantities, the engine fewer times: it adds block sums where the network adds products one after
/// another. So its largest error is at most a few times the network's; the factor 4 is a margin. On top come four units in
/// the last place of the largest output for the engine's tanh and logistic function, which are off by 2.6 units at most
/// (see `accuracy.rs`).
fn check_single(network: &RecurrentNetwork, batch: &TextBatch, weight: f64) -> bool {
    let Outputs::F32(engine) = forward(&CollapsedText::new(batch.clone(), Precision::F32), network, weight)
    else {
        panic!("asked for f32")
    };
    // The exact network, with the constant rounded to single precision.
    let exact = full(network, batch, to_f32(weight), to_f64);
    let single = full(network, batch, weight, to_f32);
    let finite = engine.iter().all(|x| x.is_finite());
    assert_eq!(finite, single.iter().all(|x| x.is_finite()), "both overflow or none");
    let error = |value: f64, exact: f64| (value - exact).abs();
    let largest = exact.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    let of_full = single.iter().zip(&exact).map(|(&x, &e)| error(x, e)).fold(0.0, f64::max);
    let of_engine = engine.iter().zip(&exact).map(|(&x, &e)| error(f64::from(x), e)).fold(0.0, f64::max);
    let bound = 4.0 * of_full + 4.0 * largest * f64::from(f32::EPSILON);
    assert!(!finite || of_engine <= bound, "{of_engine:e} is over {bound:e}");
    finite
}

#[test]
fn values_in_single_precision_are_as_close_as_the_full_networks() {
    let Some(recipes) = recipes(12) else { return };
    let config = RecurrentConfig { vocabulary: 500, embedding: 12, hidden: 18, ..RecurrentConfig::default() };
    let mut finite = 0;
    for recipe in &recipes {
        let network = recipe.network(config).unwrap();
        for weight in [1e-5 * 600.0 / 18.0, 1e-3 * 600.0 / 18.0] {
            finite += usize::from(check_single(&network, &batch(9, 5, 12, Distribution::Uniform), weight));
        }
    }
    assert!(finite > recipes.len(), "most outputs must be finite, not {finite}");
}

/// Some recipes of every family, spread over the file.
fn recipes(of_each: usize) -> Option<Vec<Recipe>> {
    let file = RecipeFile::open(shared("nasbenchnlp/architectures.jsonl")?).unwrap();
    let mut families: HashMap<Family, Vec<Recipe>> = HashMap::new();
    for record in file {
        let record = record.unwrap();
        families.entry(record.family.unwrap()).or_default().push(record.recipe);
    }
    let order = [Family::Rnn, Family::Lstm, Family::Gru, Family::H1, Family::H2, Family::H3];
    let pick = |family| {
        let all = &families[&family];
        all.iter().step_by(all.len().div_ceil(of_each)).cloned().collect::<Vec<_>>()
    };
    Some(order.into_iter().flat_map(pick).collect())
}

#[test]
fn narrow_networks_of_every_family_equal_the_full_ones() {
    let Some(recipes) = recipes(60) else { return };
    let config = RecurrentConfig { vocabulary: 500, embedding: 12, hidden: 18, ..RecurrentConfig::default() };
    // Narrower layers get larger constants, so that w times width is as published.
    let weights = [1e-5 * 600.0 / 18.0, 1e-3 * 600.0 / 18.0];
    let mut compared = 0;
    for (index, recipe) in recipes.iter().enumerate() {
        let distribution = [Distribution::Uniform, Distribution::Centred, Distribution::Normal][index % 3];
        compared +=
            usize::from(check(&recipe.network(config).unwrap(), &batch(9, 5, 12, distribution), weights));
    }
    eprintln!("{compared} of {} scores are well-conditioned", recipes.len());
    assert!(2 * compared > recipes.len());
}

#[test]
fn networks_of_full_width_equal_the_full_ones() {
    let Some(recipes) = recipes(2) else { return };
    for recipe in recipes {
        let network = recipe.network(RecurrentConfig::default()).unwrap();
        check(&network, &batch(4, 2, 400, Distribution::Uniform), [1e-5, 1e-3]);
    }
}

#[test]
fn blocks_of_samples_do_not_touch_each_other() {
    let recipe = Recipe::parse(
        r#"{"a": {"op": "linear", "input": ["x", "h_prev_0"]}, "h_new_0": {"op": "activation_tanh", "input": ["a"]}}"#,
    )
    .unwrap();
    let config = RecurrentConfig { vocabulary: 500, embedding: 20, hidden: 30, ..RecurrentConfig::default() };
    let network = recipe.network(config).unwrap();
    let run = |samples: usize, summation| {
        let engine = CollapsedText::with_summation(
            batch(1, samples, 20, Distribution::Uniform),
            Precision::F32,
            summation,
        );
        let Outputs::F32(outputs) = forward(&engine, &network, 1e-3) else { panic!("asked for f32") };
        outputs
    };
    for summation in [Summation::Product, Summation::Blocked, Summation::FromBias] {
        // With one step, the first samples of a larger batch are the smaller batch.
        let all = run(300, summation);
        for samples in [1, 5, 127, 128, 129, 256] {
            assert_eq!(run(samples, summation), all[..samples]);
        }
    }
}

#[test]
fn the_wrong_network_or_initialisation_is_an_error() {
    let engine = CollapsedText::new(batch(2, 2, 20, Distribution::Uniform), Precision::F64);
    let recipe = Recipe::parse(r#"{"h_new_0": {"op": "linear", "input": ["x", "h_prev_0"]}}"#).unwrap();
    let network = Network::Recurrent(recipe.network(RecurrentConfig::default()).unwrap());
    let error = engine.forward(&network, &Initialisation::Constant(1.0)).unwrap_err();
    assert!(matches!(error, BackendError::Shape { .. }), "{error}");
}

#[test]
fn the_penn_treebank_scores_of_the_classic_cells() {
    let Some(recipes) = recipes(1) else { return };
    let Some(text) = shared("text/ptb.zip") else { return };
    let tokens = Corpus::open(text).unwrap().batch(70, 256).unwrap();
    let embedding = Embedding::new(EmbeddingSettings::default()).unwrap();
    let engine = CollapsedText::new(TextBatch::new(tokens, embedding).unwrap(), Precision::F64);
    for (recipe, expected) in recipes.iter().zip(EXPECTED) {
        let network = recipe.network(RecurrentConfig::default()).unwrap();
        let score = score(&forward(&engine, &network, 1e-5), &forward(&engine, &network, 1e-3)).unwrap();
        assert!((score - expected).abs() <= 1e-6 * expected, "{score} is not {expected}");
    }
}
