//! The graph alone predicts which networks have no score in single precision: whole spaces against the engine.

use std::path::PathBuf;

use batch::ImageBatch;
use benchmark::{ArchitectureRef, SearchSpace as _};
use collapse::Collapsed;
use epsilon::{Backend, Formula, Initialisation, Precision, output_magnitude, underflows};
use network::{Network, Shape};

/// Small images suffice: underflow does not depend on their size.
const SIDE: usize = 16;

fn batch() -> ImageBatch<'static> {
    batch::synthetic::grey_ramp(Shape::new(3, SIDE, SIDE), 16).unwrap()
}

/// For each architecture, log2 of its predicted outputs, whether it is predicted to have no score, and whether it has none.
fn masks(all: &[ArchitectureRef], weight: f64) -> Vec<(Option<f64>, bool, bool)> {
    let engine = Collapsed::new(&batch(), Precision::F32);
    let mask = |one: &ArchitectureRef| {
        let network = one.network(1).unwrap();
        let outputs = engine.forward(&network, &Initialisation::Constant(weight)).unwrap();
        let Network::Image(graph) = &network else { panic!("{one:?} reads images") };
        let predicted = underflows(graph, weight, Precision::F32);
        (output_magnitude(graph, weight), predicted, Formula::default().missing(&outputs).is_some())
    };
    all.iter().map(mask).collect()
}

fn exact(all: &[ArchitectureRef], weight: f64, scored: usize) {
    let masks = masks(all, weight);
    for ((size, predicted, missing), one) in masks.iter().zip(all) {
        assert_eq!(predicted, missing, "{one:?} with {size:?}");
    }
    assert_eq!(masks.iter().filter(|(_, _, missing)| !missing).count(), scored);
}

/// With other constants the prediction holds if the outputs are at least 30 bits away from the smallest subnormal.
fn far_from_the_edge(all: &[ArchitectureRef]) {
    let some: Vec<ArchitectureRef> = all.iter().step_by(all.len() / 300).cloned().collect();
    for weight in [1e-2, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11] {
        for ((size, predicted, missing), one) in masks(&some, weight).iter().zip(&some) {
            if size.is_none_or(|size| (size + 150.0).abs() > 30.0) {
                assert_eq!(predicted, missing, "{one:?} with {weight:e} and {size:?}");
            }
        }
    }
}

#[test]
fn all_of_nasbench201() {
    let all = nasbench201::NasBench201::new(SIDE).architectures().unwrap();
    exact(&all, 1e-7, 9_226);
    far_from_the_edge(&all);
}

#[test]
fn all_of_the_size_space() {
    let all = natsbench::SizeSpace::new(SIDE).architectures().unwrap();
    exact(&all, 1e-7, 7_680);
    far_from_the_edge(&all);
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
    let space = nasbench101::NasBench101::new(SIDE);
    let module = |row: Vec<&str>| space.parse(&format!("{}:{}", row[adjacency], row[operations])).unwrap();
    let all: Vec<ArchitectureRef> = lines.map(module).collect();
    assert_eq!(all.len(), 30_001);
    exact(&all, 1e-4, 12_512);
    far_from_the_edge(&all);
}
