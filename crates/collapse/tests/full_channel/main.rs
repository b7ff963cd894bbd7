//! The collapsed engine against a straightforward network with all its channels.

mod interpreter;
mod random;

use batch::ImageBatch;
use benchmark::SearchSpace as _;
use collapse::Collapsed;
use epsilon::{Backend, Initialisation, Outputs, Precision, Score, score};
use interpreter::forward;
use nasbench101::ModuleSpec;
use nasbench201::{Cell, MacroConfig};
use network::{Graph, GraphBuilder, Network, Operation, Shape};

/// The published weights of NAS-Bench-201 and of NAS-Bench-101.
const WEIGHTS_201: [f64; 2] = [1e-7, 1.0];
const WEIGHTS_101: [f64; 2] = [1e-4, 10.0];

fn slow(graph: &Graph, batch: &ImageBatch, precision: Precision, weights: [f64; 2]) -> Score {
    let run = |weight| match precision {
        Precision::F32 => Outputs::F32(forward(graph, batch, weight)),
        Precision::F64 => Outputs::F64(forward(graph, batch, weight)),
    };
    score(&run(weights[0]), &run(weights[1]))
}

fn fast(graph: &Graph, batch: &ImageBatch, precision: Precision, weights: [f64; 2]) -> Score {
    let engine = Collapsed::new(batch, precision);
    let network = Network::Image(graph.clone());
    let run = |weight| engine.forward(&network, &Initialisation::Constant(weight)).unwrap();
    score(&run(weights[0]), &run(weights[1]))
}

/// In single precision the engine's outputs are about as close to the exact ones as the full network's.
///
/// Both round the same quantities. The engine rounds fewer times: one product with the number of channels stands for a sum
/// over channels. So its largest error is at most a few times the network's; the factor 4 is a margin. The network's error
/// may happen to be small, so four roundings for each batch norm are allowed as well (the product with the weight, the sum,
/// the scale and the shift), each half a unit in the last place of the largest output.
fn compare_values(name: &str, graph: &Graph, batch: &ImageBatch, weight: f64) {
    let Outputs::F32(engine) = Collapsed::new(batch, Precision::F32)
        .forward(&Network::Image(graph.clone()), &Initialisation::Constant(weight))
        .unwrap()
    else {
        unreachable!("the engine computes in single precision")
    };
    let single: Vec<f32> = forward(graph, batch, weight);
    // The exact network, with the constant rounded to single precision.
    let exact: Vec<f64> = forward(graph, batch, f64::from(weight as f32));
    let error = |values: &[f32]| {
        let errors = values.iter().zip(&exact).map(|(&value, exact)| (f64::from(value) - exact).abs());
        errors.fold(0.0, f64::max)
    };
    let largest = exact.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    let norms = graph.nodes().iter().filter(|node| node.operation == Operation::BatchNorm2d).count();
    let roundings = 4.0 * norms as f64 * f64::from(f32::EPSILON) / 2.0;
    let bound = 4.0 * error(&single) + roundings * largest;
    assert!(error(&engine) <= bound, "{name}, {weight}: {:e} is over {bound:e}", error(&engine));
}

/// Double precision must agree to 1e-9 relative; in single precision the same scores must be missing.
fn compare(name: &str, graph: &Graph, batch: &ImageBatch, weights: [f64; 2]) -> bool {
    let (expected, found) =
        (slow(graph, batch, Precision::F64, weights), fast(graph, batch, Precision::F64, weights));
    match (expected, found) {
        (Ok(expected), Ok(found)) => {
            assert!((expected - found).abs() <= 1e-9 * expected.abs(), "{name}: {expected} is not {found}");
        }
        (expected, found) => assert_eq!(expected, found, "{name}"),
    }
    let (expected, found) =
        (slow(graph, batch, Precision::F32, weights), fast(graph, batch, Precision::F32, weights));
    assert_eq!(expected.is_ok(), found.is_ok(), "{name}: {expected:?} is not {found:?} in single precision");
    expected.is_ok()
}

#[test]
fn nasbench201_cells_in_a_narrow_network() {
    let batch = batch::synthetic::normal(Shape::new(3, 8, 8), 5, 1).unwrap();
    let config = MacroConfig { channels: 3, cells_per_stage: 2, ..MacroConfig::new(8, 1) };
    let (mut scored, mut missing) = (0, 0);
    // 89 is coprime to the space's size, so the sample shares no period with the enumeration.
    for cell in Cell::all().into_iter().step_by(89) {
        let graph = nasbench201::network(cell, &config).unwrap();
        let found = compare(&cell.to_string(), &graph, &batch, WEIGHTS_201);
        for weight in WEIGHTS_201 {
            compare_values(&cell.to_string(), &graph, &batch, weight);
        }
        scored += u32::from(found);
        missing += u32::from(!found);
    }
    assert!(scored >= 50 && missing >= 50, "the sample must hold both kinds: {scored} and {missing}");
}

/// All four kinds of size: with an identity past both of the later cells, past one of them, and past none.
#[test]
fn natsbench_sizes() {
    let batch = batch::synthetic::normal(Shape::new(3, 8, 8), 5, 7).unwrap();
    let space = natsbench::SizeSpace::new(8);
    let known = [
        ("8:8:8:8:8", true),
        ("16:8:8:16:16", true),
        ("8:16:16:8:24", true),
        ("8:24:8:16:16", true),
        ("16:8:16:8:16", false),
    ];
    for (key, scored) in known {
        let Ok(Network::Image(graph)) = space.parse(key).unwrap().network(1) else {
            panic!("{key} has a network")
        };
        assert_eq!(compare(key, &graph, &batch, WEIGHTS_201), scored, "{key}");
        for weight in WEIGHTS_201 {
            compare_values(key, &graph, &batch, weight);
        }
    }
}

#[test]
fn nasbench201_cells_at_full_size() {
    // More than one tile of samples, the last one not full.
    let batch = batch::synthetic::uniform(Shape::new(3, 16, 16), 18, 2).unwrap();
    for index in [1462, 2, 9930] {
        let cell = Cell::all()[index];
        let graph = nasbench201::network(cell, &MacroConfig::new(16, 1)).unwrap();
        compare(&cell.to_string(), &graph, &batch, WEIGHTS_201);
    }
}

#[test]
fn nasbench101_modules_in_a_narrow_network() {
    let batch = batch::synthetic::normal(Shape::new(3, 8, 8), 5, 3).unwrap();
    let space = nasbench101::Space::enumerate();
    let config = nasbench101::MacroConfig {
        image: Shape::new(3, 8, 8),
        // 10 channels among 3 vertices are 4, 3 and 3: truncation happens.
        stem_channels: 10,
        modules_per_stack: 2,
        ..nasbench101::MacroConfig::default().with_outputs(1)
    };
    let mut skips = 0;
    for (hash, spec) in space.modules().iter().step_by(4_241) {
        let spec: ModuleSpec = *spec;
        skips += usize::from(spec.has_edge(0, spec.vertices() - 1));
        let graph = nasbench101::network(spec, &config).unwrap();
        compare(&hash.to_string(), &graph, &batch, WEIGHTS_101);
        for weight in WEIGHTS_101 {
            compare_values(&hash.to_string(), &graph, &batch, weight);
        }
    }
    assert!(skips > 5, "the sample must hold input-to-output edges, not {skips}");
}

#[test]
fn outputs_do_not_depend_on_the_batch_being_a_whole_number_of_tiles() {
    let cell = Cell::all()[1];
    let network = Network::Image(nasbench201::network(cell, &MacroConfig::new(8, 1)).unwrap());
    for samples in [2, 15, 16, 17, 33] {
        let batch = batch::synthetic::normal(Shape::new(3, 8, 8), samples, 4).unwrap();
        let engine = Collapsed::new(&batch, Precision::F64);
        let Outputs::F64(found) = engine.forward(&network, &Initialisation::Constant(1.0)).unwrap() else {
            unreachable!("the engine computes in double precision")
        };
        let Network::Image(graph) = &network else { unreachable!("an image network") };
        let expected: Vec<f64> = forward(graph, &batch, 1.0);
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() <= 1e-9 * expected.abs());
        }
        assert_eq!(found.len(), samples);
    }
}

#[test]
fn squares_may_leave_the_range_of_single_precision() {
    // Values reach about 1e25 before they are normalised: their squares overflow, their mean does not.
    let batch = batch::synthetic::normal(Shape::new(3, 8, 8), 5, 6).unwrap();
    let config = MacroConfig { channels: 3, cells_per_stage: 2, ..MacroConfig::new(8, 1) };
    let graph = nasbench201::network(Cell::all()[1], &config).unwrap();
    let expected: Vec<f32> = forward(&graph, &batch, 1e8);
    let engine = Collapsed::new(&batch, Precision::F32);
    let found = engine.forward(&Network::Image(graph), &Initialisation::Constant(1e8)).unwrap();
    let Outputs::F32(found) = found else { unreachable!("the engine computes in single precision") };
    let largest = expected.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    assert!(largest.is_finite() && largest > 0.0);
    for (found, expected) in found.iter().zip(&expected) {
        assert!((found - expected).abs() <= 1e-4 * largest, "{expected} is not {found}");
    }
}

#[test]
fn a_constant_batch_has_no_score() {
    let batch = batch::synthetic::constant(Shape::new(3, 8, 8), 20, 0.3).unwrap();
    let graph = nasbench201::network(Cell::all()[1], &MacroConfig::new(8, 1)).unwrap();
    for precision in [Precision::F32, Precision::F64] {
        assert!(fast(&graph, &batch, precision, WEIGHTS_201).is_err());
    }
}

#[test]
fn what_does_not_fit_is_an_error_that_says_why() {
    let batch = batch::synthetic::grey_ramp(Shape::new(3, 8, 8), 4).unwrap();
    let engine = Collapsed::new(&batch, Precision::F32);
    let graph = nasbench201::network(Cell::all()[1], &MacroConfig::new(32, 1)).unwrap();
    let error = engine.forward(&Network::Image(graph), &Initialisation::Constant(1.0)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the network takes images of shape [3, 32, 32], but the batch holds images of shape [3, 8, 8]"
    );
    let mut graph = GraphBuilder::new();
    let image = graph.input(Shape::new(3, 8, 8));
    let graph = Network::Image(graph.finish(image));
    let error = engine.forward(&graph, &Initialisation::Constant(1.0)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the collapse backend can't run this network: it does not end in global pooling and a linear layer"
    );
}
