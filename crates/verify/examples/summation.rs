//! Finds the order of summation of this machine's libtorch: compares the collapsed engine in each order with the full
//! recurrent network.
//!
//! ```text
//! cargo run --release -p verify --features torch --example summation -- TEXT RECIPES [HOW_MANY] [SAMPLES] [f32|f64]
//! ```
//!
//! TEXT is `ptb.train.txt` or a zip with it; RECIPES has one recipe a line (`data/README.md`). Takes the three classic cells and
//! then every 36th recipe, by default 120, on 16 samples of 70 steps, in f32. Prints, for each order, how many outputs of a
//! cell that only sums are the same bytes, and how much the recipes' scores differ.

#![allow(clippy::print_stdout, reason = "an example's result goes to stdout")]

use std::error::Error;

use batch::text::{Corpus, Embedding, EmbeddingSettings, TextBatch};
use collapse::recurrent::{CollapsedText, Summation};
use epsilon::{Backend, Device, Initialisation, Outputs, Precision, Weights};
use nasbenchnlp::RecipeFile;
use network::{
    CellNode, CellOperation, CellValue, Network, RecurrentCell, RecurrentConfig, RecurrentNetwork,
};
use torch::TorchBackend;
use verify::compare;

const ORDERS: [Summation; 3] = [Summation::Blocked, Summation::FromBias, Summation::Product];

/// The file is in the order of generation, so every 36th recipe is a fair sample.
const STRIDE: usize = 36;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [text, recipes, rest @ ..] = &arguments[..] else {
        return Err("usage: summation TEXT RECIPES [HOW_MANY] [SAMPLES] [f32|f64]".into());
    };
    let number =
        |position: usize, default: usize| rest.get(position).map_or(Ok(default), |text| text.parse());
    let (wanted, samples) = (number(0, 120)?, number(1, 16)?);
    let precision = rest.get(2).map_or(Ok(Precision::F32), |text| text.parse())?;
    let tokens = Corpus::open(text)?.batch(70, samples)?;
    let batch = TextBatch::new(tokens, Embedding::new(EmbeddingSettings::default())?)?;
    let networks = networks(recipes, wanted)?;
    let sums = Network::Recurrent(RecurrentNetwork::new(summing_cell()?, RecurrentConfig::default())?);
    let full = TorchBackend::for_text(&batch, precision, Device::Cpu)?;
    let weights = Weights::new(1e-5, 1e-3)?;

    println!("order,equal_sums,sums,scored_by_both,by_one_only,median,90_percent,99_percent,largest");
    for order in ORDERS {
        let engine = CollapsedText::with_summation(batch.clone(), precision, order);
        let (equal, all) = equal_outputs(&full, &engine, &sums)?;
        let found = compare(&full, &engine, weights, networks.clone())?;
        let distances = found.score_differences();
        println!(
            "{order:?},{equal},{all},{},{},{:.1e},{:.1e},{:.1e},{:.1e}",
            found.scored_by_both(),
            found.mask_differences().count(),
            distances.median,
            distances.p90,
            distances.p99,
            distances.max,
        );
    }
    Ok(())
}

/// A cell whose output is that of its linear map, since leaky ReLU is the identity on positive numbers.
fn summing_cell() -> Result<RecurrentCell, Box<dyn Error>> {
    let node = |operation, inputs: &[CellValue]| CellNode { operation, inputs: inputs.to_vec() };
    let nodes = vec![
        node(CellOperation::Linear, &[CellValue::Input, CellValue::State(0)]),
        node(CellOperation::LeakyRelu, &[CellValue::Node(0)]),
    ];
    Ok(RecurrentCell::new(nodes, vec![CellValue::Node(1)])?)
}

/// How many outputs over several constants are the same bytes, and how many there are.
fn equal_outputs(
    full: &dyn Backend,
    engine: &dyn Backend,
    network: &Network,
) -> Result<(usize, usize), Box<dyn Error>> {
    let (mut equal, mut all) = (0, 0);
    for constant in [1e-5, 1e-4, 1e-3, 1.5e-3] {
        let initialisation = Initialisation::Constant(constant);
        let ours = bits(&engine.forward(network, &initialisation)?);
        let theirs = bits(&full.forward(network, &initialisation)?);
        equal += ours.iter().zip(&theirs).filter(|(ours, theirs)| ours == theirs).count();
        all += ours.len();
    }
    Ok((equal, all))
}

fn bits(outputs: &Outputs) -> Vec<u64> {
    match outputs {
        Outputs::F32(values) => values.iter().map(|value| value.to_bits().into()).collect(),
        Outputs::F64(values) => values.iter().map(|value| value.to_bits()).collect(),
    }
}

fn networks(recipes: &str, wanted: usize) -> Result<Vec<(String, Network)>, Box<dyn Error>> {
    let mut networks = Vec::new();
    for (position, record) in RecipeFile::open(recipes)?.enumerate() {
        let record = record?;
        if networks.len() < wanted && (position < 3 || position % STRIDE == 0) {
            let network = record.recipe.network(RecurrentConfig::default())?;
            networks.push((record.line.to_string(), Network::Recurrent(network)));
        }
    }
    Ok(networks)
}
