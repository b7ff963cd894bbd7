//! The graph alone predicts which networks have no score in single precision: whole spaces against the engine.

use std::path::PathBuf;

use batch::ImageBatch;
use benchmark::SearchSpace;
use collapse::Collapsed;
use epsilon::{Backend, Formula, Initialisation, Precision, output_magnitude, underflows};
use network::{Network, Shape};

/// Small images suffice: underflow does not depend on their size.
const SIDE: usize = 16;

fn batch() -> ImageBatch<'static> {
    batch::synthetic::grey_ramp(Shape::new(3, SIDE, SIDE), 16).unwrap()
}

/// For each architecture, log2 of its predicted outputs, whether it is predicted to have no score, and whether it has none.
fn masks(space: &dyn SearchSpace, keys: &[String], weight: f64) -> Vec<(Option<f64>, bool, bool)> {
    let engine = Collapsed::new(&batch(), Precision::F32);
    let mask = |key: &String| {
        let network = space.network(key, 1).unwrap();
        let outputs = engine.forward(&network, &Initialisation::Constant(weight)).unwrap();
        let Network::Image(graph) = &network else { panic!("{key} reads images") };
        let predicted = underflows(graph, weight, Precision::F32);
        (output_magnitude(graph, weight), predicted, Formula::default().missing(&outputs).is_some())
    };
    keys.iter().map(mask).collect()
}

fn exact(space: &dyn SearchSpace, keys: &[String], weight: f64, scored: usize) {
    let masks = masks(space, keys, weight);
    for ((size, predicted, missing), key) in masks.iter().zip(keys) {
        assert_eq!(predicted, missing, "{key} with {size:?}");
    }
    assert_eq!(masks.iter().filter(|(_, _, missing)| !missing).count(), scored);
}

/// With other constants the prediction holds if the outputs are at least 30 bits away from the smallest subnormal.
fn far_from_the_edge(space: &dyn SearchSpace, keys: &[String]) {
    let keys: Vec<String> = keys.iter().step_by(keys.len() / 300).cloned().collect();
    for weight in [1e-2, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11] {
        for ((size, predicted, missing), key) in masks(space, &keys, weight).iter().zip(&keys) {
            if size.is_none_or(|size| (size + 150.0).abs() > 30.0) {
                assert_eq!(predicted, missing, "{key} with {weight:e} and {size:?}");
            }
        }
    }
}

#[test]
fn all_of_nasbench201() {
    let space = nasbench201::NasBench201::new(SIDE);
    let keys = space.architectures().unwrap();
    exact(&space, &keys, 1e-7, 9_226);
    far_from_the_edge(&space, &keys);
}

#[test]
fn all_of_the_size_space() {
    let space = natsbench::SizeSpace::new(SIDE);
    let keys = space.architectures().unwrap();
    exact(&space, &keys, 1e-7, 7_680);
    far_from_the_edge(&space, &keys);
}

#[test]
fn nasbench101_modules_of_a_published_table() {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or(default, PathBuf::from);
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "CI needs the benchmark data at {}", folder.display());
        eprintln!("skipped: no benchmark data at {} (set EPSILON_SHARED_DATA)", folder.display());
        return;
    }
    let text = std::fs::read_to_string(folder.join("nasbench101/valid_30001.csv")).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let (adjacency, operations) = (column("adj_upper_rowmajor"), column("ops"));
    let keys: Vec<String> = lines.map(|row| format!("{}:{}", row[adjacency], row[operations])).collect();
    assert_eq!(keys.len(), 30_001);
    let space = nasbench101::NasBench101::new(SIDE);
    exact(&space, &keys, 1e-4, 12_512);
    far_from_the_edge(&space, &keys);
}
