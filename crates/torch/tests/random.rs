//! Random initialisations, end to end.

use batch::{ImageBatch, synthetic};
use epsilon::{Backend, Initialisation, Missing, Outputs, Precision, Scheme, evaluate_between};
use nasbench201::{Cell, MacroConfig, network};
use network::{Network, Shape};
use torch::{Device, TorchBackend};

const CELL: &str =
    "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|";

fn batch() -> ImageBatch<'static> {
    synthetic::normal(Shape::new(3, 8, 8), 6, 5).unwrap()
}

fn small_network() -> Network {
    let config = MacroConfig { channels: 4, cells_per_stage: 1, ..MacroConfig::new(8, 1) };
    Network::Image(network(CELL.parse::<Cell>().unwrap(), &config).unwrap())
}

fn outputs(scheme: Scheme, seed: u64, precision: Precision) -> Vec<f64> {
    let backend = TorchBackend::new(&batch(), precision, Device::Cpu).unwrap();
    match backend.forward(&small_network(), &Initialisation::Random { scheme, seed }).unwrap() {
        Outputs::F32(values) => values.into_iter().map(f64::from).collect(),
        Outputs::F64(values) => values,
    }
}

const RANDOM: [Scheme; 5] =
    [Scheme::Uniform, Scheme::Normal, Scheme::KaimingUniform, Scheme::KaimingNormal, Scheme::Orthogonal];

#[test]
fn the_seed_decides_the_weights() {
    for scheme in RANDOM {
        let first = outputs(scheme, 1, Precision::F64);
        assert_eq!(first, outputs(scheme, 1, Precision::F64), "{scheme}");
        assert_ne!(first, outputs(scheme, 2, Precision::F64), "{scheme}");
        assert!(first.iter().all(|value| value.is_finite()), "{scheme}");
    }
}

#[test]
fn both_precisions_have_the_same_weights() {
    for scheme in RANDOM {
        let (single, double) = (outputs(scheme, 1, Precision::F32), outputs(scheme, 1, Precision::F64));
        let largest = double.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        for (single, double) in single.iter().zip(&double) {
            // At most a hundred roundings of 6e-8 each, far below the difference to any other draw of the weights.
            assert!((single - double).abs() < 1e-5 * largest, "{scheme}: {single} and {double}");
        }
    }
}

#[test]
fn two_draws_make_a_score() {
    let backend = TorchBackend::new(&batch(), Precision::F32, Device::Cpu).unwrap();
    let draw = |scheme, seed| Initialisation::Random { scheme, seed };
    for scheme in RANDOM {
        let score = evaluate_between(&backend, &small_network(), draw(scheme, 1), draw(scheme, 2)).unwrap();
        assert!(score.unwrap() > 0.0, "{scheme}");
    }
    let zeros = evaluate_between(&backend, &small_network(), draw(Scheme::Zero, 1), draw(Scheme::Zero, 2));
    assert_eq!(zeros.unwrap(), Err(Missing::ConstantOutput));
}
