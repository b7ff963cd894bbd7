//! NAS-Bench-201 networks against an implementation in numpy; see `oracles/nasbench201.py`.

use std::fs;
use std::path::Path;

use batch::ImageBatch;
use epsilon::{Backend, Initialisation, Outputs, Precision};
use nasbench201::{Cell, MacroConfig, network};
use network::{Network, Shape};
use serde::Deserialize;
use torch::{Device, TorchBackend};

#[derive(Deserialize)]
struct Case {
    side: usize,
    channels: usize,
    cells: usize,
    samples: usize,
    cell: String,
    constant: f64,
    outputs: Vec<f64>,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/nasbench201.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The pixels of the oracle: between -1 and 1, exact in single precision.
fn batch(case: &Case) -> ImageBatch<'static> {
    let shape = Shape::new(3, case.side, case.side);
    let pixel = |index: usize| {
        let bits = (index as u32).wrapping_mul(2_654_435_761) >> 8;
        bits as f32 / (1_u32 << 23) as f32 - 1.0
    };
    ImageBatch::new(shape, (0..case.samples * shape.elements()).map(pixel).collect::<Vec<_>>()).unwrap()
}

fn full_network(case: &Case) -> Network {
    let config = MacroConfig {
        channels: case.channels,
        cells_per_stage: case.cells,
        ..MacroConfig::new(case.side, 1)
    };
    Network::Image(network(case.cell.parse::<Cell>().unwrap(), &config).unwrap())
}

/// Outputs widened to double, and the oracle's.
fn run(case: &Case, precision: Precision) -> Vec<f64> {
    let backend = TorchBackend::new(&batch(case), precision, Device::Cpu).unwrap();
    match backend.forward(&full_network(case), &Initialisation::Constant(case.constant)).unwrap() {
        Outputs::F32(values) => values.into_iter().map(f64::from).collect(),
        Outputs::F64(values) => values,
    }
}

#[track_caller]
fn assert_close(case: &Case, found: &[f64], tolerance: f64) {
    assert_eq!(found.len(), case.outputs.len());
    let largest = case.outputs.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for (found, expected) in found.iter().zip(&case.outputs) {
        assert!(
            (found - expected).abs() <= tolerance * largest,
            "{} with {}: {found:?} instead of {expected:?}",
            case.cell,
            case.constant
        );
    }
}

#[test]
fn double_precision_gives_the_oracles_outputs() {
    let cases = cases();
    assert_eq!(cases.len(), 30);
    for case in &cases {
        // About 20 batch norms, each of which divides by a standard deviation of up to 12,288 summands; both programs are
        // within a few hundred roundings of 1.1e-16.
        assert_close(case, &run(case, Precision::F64), 1e-12);
    }
}

#[test]
fn single_precision_gives_the_oracles_outputs_where_nothing_underflows() {
    for case in cases().iter().filter(|case| case.constant > 0.1) {
        // 2^29 times less precise than double, so the same number of roundings gives at most 1e-12 * 2^29.
        assert_close(case, &run(case, Precision::F32), 5e-4);
    }
}

#[test]
fn a_second_call_gives_the_same_bytes() {
    for precision in [Precision::F32, Precision::F64] {
        let case = &cases()[0];
        let backend = TorchBackend::new(&batch(case), precision, Device::Cpu).unwrap();
        let outputs =
            || backend.forward(&full_network(case), &Initialisation::Constant(case.constant)).unwrap();
        assert_eq!(outputs(), outputs());
    }
}
