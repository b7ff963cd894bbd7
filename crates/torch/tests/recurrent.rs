//! Recurrent networks against an implementation in numpy; see `oracles/recurrent.py`.

use std::fs;
use std::path::Path;

use batch::synthetic;
use batch::text::{Embedding, EmbeddingSettings, TextBatch, TokenBatch};
use collapse::recurrent::CollapsedText;
use epsilon::{Backend, BackendError, Initialisation, Outputs, Precision, Scheme, Weights, evaluate};
use network::{
    CellNode, CellOperation, CellValue, GraphBuilder, Network, RecurrentCell, RecurrentConfig,
    RecurrentNetwork, Shape,
};
use serde::Deserialize;
use torch::{Device, TorchBackend};

#[derive(Deserialize)]
struct Case {
    nodes: Vec<(String, Vec<String>)>,
    next: Vec<String>,
    tied: bool,
    constant: f64,
    outputs: Vec<f64>,
}

impl Case {
    fn cell(&self) -> RecurrentCell {
        let nodes = self.nodes.iter().map(|(name, inputs)| CellNode {
            operation: operation(name),
            inputs: inputs.iter().map(|name| value(name)).collect(),
        });
        let next = self.next.iter().map(|name| value(name)).collect();
        RecurrentCell::new(nodes.collect(), next).unwrap()
    }

    fn network(&self) -> Network {
        let config = RecurrentConfig { vocabulary: 50, embedding: 6, hidden: 9, layers: 3, tied: self.tied };
        Network::Recurrent(RecurrentNetwork::new(self.cell(), config).unwrap())
    }
}

fn operation(name: &str) -> CellOperation {
    use CellOperation::{Blend, LeakyRelu, Linear, Product, Sigmoid, Sum, Tanh};
    let all = [Linear, Tanh, Sigmoid, LeakyRelu, Sum, Product, Blend];
    all.into_iter().find(|operation| operation.to_string() == name).unwrap()
}

fn value(name: &str) -> CellValue {
    let number = || name[1..].parse().unwrap();
    match &name[..1] {
        "x" => CellValue::Input,
        "s" => CellValue::State(number()),
        _ => CellValue::Node(number()),
    }
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/recurrent.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn batch() -> TextBatch {
    let (vocabulary, steps, samples) = (50, 5, 4);
    let stream: Vec<u32> = (0..samples as u32 * 8).map(|index| index * 7919 % 50).collect();
    let tokens = TokenBatch::from_stream(&stream, vocabulary, steps, samples).unwrap();
    let settings = EmbeddingSettings { vocabulary, width: 6, ..EmbeddingSettings::default() };
    TextBatch::new(tokens, Embedding::new(settings).unwrap()).unwrap()
}

fn widened(outputs: Outputs) -> Vec<f64> {
    match outputs {
        Outputs::F32(values) => values.into_iter().map(f64::from).collect(),
        Outputs::F64(values) => values,
    }
}

#[test]
fn outputs_are_the_oracles_in_both_precisions() {
    let cases = cases();
    assert_eq!(cases.len(), 12);
    // Fifteen cells in a row with sums of up to 24 terms: a few hundred roundings.
    for (precision, tolerance) in [(Precision::F64, 1e-13), (Precision::F32, 5e-5)] {
        let backend = TorchBackend::for_text(&batch(), precision, Device::Cpu).unwrap();
        for case in &cases {
            let found = backend.forward(&case.network(), &Initialisation::Constant(case.constant));
            let found = widened(found.unwrap());
            assert_eq!(found.len(), case.outputs.len());
            let largest = case.outputs.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
            for (found, expected) in found.iter().zip(&case.outputs) {
                assert!((found - expected).abs() <= tolerance * largest, "{found:?}, not {expected:?}");
            }
        }
    }
}

#[test]
fn the_collapsed_engine_agrees() {
    let weights = Weights::new(1e-3, 0.05).unwrap();
    let full = TorchBackend::for_text(&batch(), Precision::F64, Device::Cpu).unwrap();
    let collapsed = CollapsedText::new(batch(), Precision::F64);
    let cases = cases();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let network = case.network();
        let full = evaluate(&full, &network, weights).unwrap().unwrap();
        let collapsed = evaluate(&collapsed, &network, weights).unwrap().unwrap();
        assert!((full - collapsed).abs() <= 1e-6 * full.abs(), "{full}, not {collapsed}");
    }
}

#[test]
fn random_weights_follow_the_seed() {
    let backend = TorchBackend::for_text(&batch(), Precision::F64, Device::Cpu).unwrap();
    for scheme in Scheme::ALL {
        let run = |seed| {
            let outputs = backend.forward(&cases()[0].network(), &Initialisation::Random { scheme, seed });
            widened(outputs.unwrap())
        };
        assert_eq!(run(1), run(1), "{scheme}");
        // With all zeros, states and biases included, outputs are zeros.
        assert_eq!(run(1) == run(2), scheme == Scheme::Zero, "{scheme}");
    }
}

#[test]
fn a_network_that_does_not_fit_the_batch_is_an_error() {
    let text = TorchBackend::for_text(&batch(), Precision::F32, Device::Cpu).unwrap();
    let mut graph = GraphBuilder::new();
    let image = graph.input(Shape::new(1, 2, 2));
    let on_images = Network::Image(graph.finish(image));
    let images = synthetic::grey_ramp(Shape::new(1, 2, 2), 2).unwrap();
    let images = TorchBackend::new(&images, Precision::F32, Device::Cpu).unwrap();
    let message = |backend: &TorchBackend, network: &Network| {
        let error = backend.forward(network, &Initialisation::Constant(1.0)).unwrap_err();
        assert!(matches!(error, BackendError::Shape { .. }), "{error}");
        error.to_string()
    };
    assert_eq!(message(&text, &on_images), "the network takes images, but the batch holds text");
    let shape = Shape::new(1, 2, 2);
    assert_eq!(
        message(&images, &cases()[0].network()),
        format!("the network takes text, but the batch holds images of shape {shape}")
    );
    let sized = |vocabulary, embedding| {
        let config = RecurrentConfig { vocabulary, embedding, ..RecurrentConfig::default() };
        Network::Recurrent(RecurrentNetwork::new(cases()[0].cell(), config).unwrap())
    };
    assert_eq!(
        message(&text, &sized(50, 7)),
        "the network takes embeddings of width 7, but the batch holds embeddings of width 6"
    );
    assert_eq!(
        message(&text, &sized(49, 6)),
        "the network takes a vocabulary of 49 tokens, but the batch holds a vocabulary of 50 tokens"
    );
}
