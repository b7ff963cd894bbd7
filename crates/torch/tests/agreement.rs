//! The collapsed engine against the full network, over random architectures of the image spaces.

use collapse::Collapsed;
use epsilon::{Agreement, ImageBatch, Precision, Weights, compare, synthetic};
use nasbench201::{Cell, MacroConfig};
use network::{Network, Shape};
use torch::{Device, TorchBackend};

/// Random positions of the enumeration: it is shuffled, so any stride samples it.
fn nasbench201(side: usize, count: usize) -> Vec<(String, Network)> {
    let config = MacroConfig::new(side, 1);
    let cells = Cell::all();
    let step = cells.len() / count;
    let chosen = cells.into_iter().step_by(step).take(count);
    chosen
        .map(|cell| (cell.to_string(), Network::Image(nasbench201::network(cell, &config).unwrap())))
        .collect()
}

fn agreement(
    batch: &ImageBatch,
    precision: Precision,
    weights: Weights,
    networks: Vec<(String, Network)>,
) -> Agreement {
    let full = TorchBackend::new(batch, precision, Device::Cpu).unwrap();
    let collapsed = Collapsed::new(batch, precision);
    compare(&full, &collapsed, weights, networks).unwrap()
}

#[track_caller]
fn assert_masks_equal(agreement: &Agreement) {
    let different: Vec<_> = agreement.mask_differences().collect();
    assert!(different.is_empty(), "scores that only one backend has (full, collapsed): {different:#?}");
}

#[test]
fn nasbench201_in_double_precision() {
    let batch = synthetic::normal(Shape::new(3, 16, 16), 16, 3).unwrap();
    let weights = Weights::new(1e-7, 1.0).unwrap();
    let agreement = agreement(&batch, Precision::F64, weights, nasbench201(16, 25));
    assert_masks_equal(&agreement);
    assert!(agreement.scored_by_both() >= 20);
    assert!(agreement.score_differences().max < 1e-9, "{:?}", agreement.worst());
}

#[test]
fn nasbench201_in_single_precision() {
    let batch = synthetic::normal(Shape::new(3, 16, 16), 64, 3).unwrap();
    let weights = Weights::new(1e-7, 1.0).unwrap();
    let agreement = agreement(&batch, Precision::F32, weights, nasbench201(16, 40));
    assert_masks_equal(&agreement);
    assert!(agreement.scored_by_both() >= 10);
    assert!(agreement.scored_by_both() <= 35, "some cells underflow");
}
