//! The collapsed engine against the full network, over random architectures of the image spaces.

use batch::{ImageBatch, synthetic};
use collapse::Collapsed;
use epsilon::{Precision, Weights};
use nasbench101::ModuleSpec;
use nasbench201::{Cell, MacroConfig};
use network::{Network, Shape};
use torch::{Device, TorchBackend};
use verify::{Agreement, compare};

/// Every so many-th cell of the official order, which is shuffled.
fn nasbench201(side: usize, count: usize) -> Vec<(String, Network)> {
    let config = MacroConfig::new(side, 1);
    let cells = Cell::all();
    let step = cells.len() / count;
    let chosen = cells.into_iter().step_by(step).take(count);
    chosen
        .map(|cell| (cell.to_string(), Network::Image(nasbench201::network(cell, &config).unwrap())))
        .collect()
}

/// Modules of the benchmark in text form.
const MODULES: [&str; 13] = [
    "101000100001001100101:10212",
    "110000100011100100101:11000",
    "111001000011000100101:00022",
    "100000100011100100101:00000",
    "100011011101011:0002",
    "110100010010010100101:11020",
    "100000101101100100101:22100",
    "111000100001000101101:00202",
    "101100100001000100111:12221",
    "100000111001001001101:22012",
    "100010111000010010101:00011",
    "100010100001101001101:02010",
    "101000100100100100111:01201",
];

fn nasbench101(side: usize, stem_channels: usize) -> Vec<(String, Network)> {
    let image = Shape::new(3, side, side);
    let config = nasbench101::MacroConfig { image, stem_channels, outputs: 1, ..Default::default() };
    let network = |text: &str| nasbench101::network(text.parse::<ModuleSpec>().unwrap(), &config).unwrap();
    MODULES.iter().map(|&text| (text.to_owned(), Network::Image(network(text)))).collect()
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
    let agreement = agreement(&batch, Precision::F32, weights, nasbench201(16, 20));
    assert_masks_equal(&agreement);
    let (scored, all) = (agreement.scored_by_both(), agreement.comparisons.len());
    assert!(0 < scored && scored < all, "some cells underflow and some do not: {scored} of {all}");
}

#[test]
fn nasbench101_in_double_precision() {
    let batch = synthetic::normal(Shape::new(3, 8, 8), 8, 3).unwrap();
    let weights = Weights::new(1e-4, 10.0).unwrap();
    let agreement = agreement(&batch, Precision::F64, weights, nasbench101(8, 12));
    assert_masks_equal(&agreement);
    assert!(agreement.scored_by_both() >= 8);
    assert!(agreement.score_differences().max < 1e-9, "{:?}", agreement.worst());
}

#[test]
fn nasbench101_in_single_precision() {
    let batch = synthetic::normal(Shape::new(3, 8, 8), 32, 3).unwrap();
    // A layer's gain is its weight times its number of inputs: with a tenth of the channels, 1e-4 would leave no scores.
    let weights = Weights::new(5e-4, 10.0).unwrap();
    let agreement = agreement(&batch, Precision::F32, weights, nasbench101(8, 12));
    assert_masks_equal(&agreement);
    let (scored, all) = (agreement.scored_by_both(), agreement.comparisons.len());
    assert!(0 < scored && scored < all, "some modules underflow and some do not: {scored} of {all}");
}
