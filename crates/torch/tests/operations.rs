//! Every operation on maps small enough to compute by hand.

use batch::ImageBatch;
use epsilon::{Backend, BackendError, Initialisation, Outputs, Precision};
use network::{GraphBuilder, Network, NodeId, Shape, ShapeError};
use torch::{Device, TorchBackend};

/// The outputs for two samples, in both precisions, which must agree exactly.
fn outputs<const N: usize>(
    shape: Shape,
    pixels: &[f32],
    constant: f64,
    build: impl Fn(&mut GraphBuilder, NodeId) -> Result<NodeId, ShapeError>,
) -> [f64; N] {
    let mut graph = GraphBuilder::new();
    let image = graph.input(shape);
    let output = build(&mut graph, image).unwrap();
    let network = Network::Image(graph.finish(output));
    let batch = ImageBatch::new(shape, pixels.to_vec()).unwrap();
    let [single, double] = [Precision::F32, Precision::F64].map(|precision| {
        let backend = TorchBackend::new(&batch, precision, Device::Cpu).unwrap();
        match backend.forward(&network, &Initialisation::Constant(constant)).unwrap() {
            Outputs::F32(values) => values.into_iter().map(f64::from).collect::<Vec<_>>(),
            Outputs::F64(values) => values,
        }
    });
    assert_eq!(single, double);
    double.try_into().unwrap()
}

const FLAT: Shape = Shape::new(1, 2, 2);
const PIXELS: [f32; 8] = [1.0, -2.0, 3.0, 4.0, 5.0, 6.0, -7.0, 8.0];

#[test]
fn convolution_sums_over_window_and_channels() {
    let padded = outputs(FLAT, &PIXELS, 0.5, |graph, image| graph.conv2d(image, 3, 3, 1, 1));
    assert_eq!(padded, [3.0, 3.0, 3.0, 3.0, 6.0, 6.0, 6.0, 6.0]);
    let two_channels = Shape::new(2, 2, 1);
    let across = outputs(two_channels, &PIXELS, 2.0, |graph, image| graph.conv2d(image, 1, 1, 1, 0));
    assert_eq!(across, [8.0, 4.0, -4.0, 28.0]);
    let strided = outputs(FLAT, &PIXELS, 1.0, |graph, image| graph.conv2d(image, 1, 1, 2, 0));
    assert_eq!(strided, [1.0, 5.0]);
}

#[test]
fn pooling_leaves_its_border_out() {
    let shape = Shape::new(1, 1, 2);
    let pixels = [-1.0, -3.0, 4.0, 8.0];
    // With the border the averages would be divided by 9, and the maxima of the negative sample would be 0.
    let average = outputs(shape, &pixels, 1.0, |graph, image| graph.avg_pool2d(image, 3, 1, 1));
    assert_eq!(average, [-2.0, -2.0, 6.0, 6.0]);
    let largest = outputs(shape, &pixels, 1.0, |graph, image| graph.max_pool2d(image, 3, 1, 1));
    assert_eq!(largest, [-1.0, -1.0, 8.0, 8.0]);
    let global = outputs(shape, &pixels, 1.0, GraphBuilder::global_avg_pool);
    assert_eq!(global, [-2.0, 6.0]);
}

#[test]
fn batch_norm_takes_the_batchs_own_biased_variance() {
    // Mean 0 and variance 1 - 1e-5, so that variance plus eps is 1 up to rounding.
    let deviation = (1.0_f64 - 1e-5).sqrt() as f32;
    let shape = Shape::new(1, 1, 1);
    let mut graph = GraphBuilder::new();
    let image = graph.input(shape);
    let output = graph.batch_norm(image).unwrap();
    let network = Network::Image(graph.finish(output));
    let batch = ImageBatch::new(shape, vec![deviation, -deviation]).unwrap();
    let backend = TorchBackend::new(&batch, Precision::F64, Device::Cpu).unwrap();
    let Outputs::F64(found) = backend.forward(&network, &Initialisation::Constant(3.0)).unwrap() else {
        panic!("a double precision backend puts out doubles");
    };
    // The pixels are single precision, so the variance is off by at most 6e-8 of itself.
    for (found, expected) in found.iter().zip([3.0, -3.0]) {
        assert!((found - expected * f64::from(deviation)).abs() < 1e-6, "{found}");
    }
}

#[test]
fn rectification_sums_and_channel_selection() {
    let relu = outputs(FLAT, &PIXELS, 1.0, GraphBuilder::relu);
    assert_eq!(relu, [1.0, 0.0, 3.0, 4.0, 5.0, 6.0, 0.0, 8.0]);
    let sum = outputs(FLAT, &PIXELS, 1.0, |graph, image| {
        let relu = graph.relu(image)?;
        let zero = graph.zero(relu);
        graph.add(&[relu, zero, image, image])
    });
    assert_eq!(sum, [3.0, -4.0, 9.0, 12.0, 15.0, 18.0, -14.0, 24.0]);
    // Three channels of the image and two of its rectified form; the sum over the first four.
    let selected = outputs(Shape::new(3, 1, 1), &PIXELS[..6], 1.0, |graph, image| {
        let relu = graph.relu(image)?;
        let all = graph.concat(&[image, relu])?;
        let some = graph.truncate(all, 4)?;
        graph.conv2d(some, 1, 1, 1, 0)
    });
    assert_eq!(selected, [1.0 - 2.0 + 3.0 + 1.0, 4.0 + 5.0 + 6.0 + 4.0]);
}

#[test]
fn linear_sums_over_channels_without_bias() {
    let found = outputs(Shape::new(3, 1, 1), &PIXELS[..6], 0.25, |graph, image| graph.linear(image, 10));
    assert_eq!(found, [0.5, 3.75]);
}

#[test]
fn the_smallest_numbers_survive_every_operation() {
    // 1e-20 squared is 1e-40, a denormal in single precision.
    let small = 1e-20_f32;
    let product = small * small;
    assert!(product > 0.0 && !product.is_normal());
    let shape = Shape::new(1, 2, 2);
    let mut graph = GraphBuilder::new();
    let image = graph.input(shape);
    let conv = graph.conv2d(image, 1, 1, 1, 0).unwrap();
    let relu = graph.relu(conv).unwrap();
    let average = graph.avg_pool2d(relu, 3, 1, 1).unwrap();
    let largest = graph.max_pool2d(average, 3, 1, 1).unwrap();
    let pooled = graph.global_avg_pool(largest).unwrap();
    let output = graph.concat(&[pooled, pooled]).unwrap();
    let network = Network::Image(graph.finish(output));
    let batch = ImageBatch::new(shape, vec![small; 8]).unwrap();
    let backend = TorchBackend::new(&batch, Precision::F32, Device::Cpu).unwrap();
    let found = backend.forward(&network, &Initialisation::Constant(f64::from(small))).unwrap();
    assert_eq!(found, Outputs::F32(vec![product; 2]));
}

#[test]
fn what_does_not_fit_is_an_error() {
    let batch = ImageBatch::new(FLAT, PIXELS.to_vec()).unwrap();
    let backend = TorchBackend::new(&batch, Precision::F32, Device::Cpu).unwrap();
    let run = |shape: Shape| {
        let mut graph = GraphBuilder::new();
        let image = graph.input(shape);
        backend.forward(&Network::Image(graph.finish(image)), &Initialisation::Constant(1.0))
    };
    assert!(run(FLAT).is_ok());
    let error = run(Shape::new(3, 2, 2)).unwrap_err();
    assert!(matches!(error, BackendError::Shape { .. }));
    let (wanted, given) = (Shape::new(3, 2, 2), FLAT);
    assert_eq!(
        error.to_string(),
        format!("the network takes images of shape {wanted}, but the batch holds images of shape {given}")
    );
}

#[test]
fn a_network_too_large_for_the_memory_is_an_error() {
    let mut graph = GraphBuilder::new();
    let image = graph.input(FLAT);
    let output = graph.conv2d(image, 1 << 50, 1, 1, 0).unwrap();
    let network = Network::Image(graph.finish(output));
    let batch = ImageBatch::new(FLAT, PIXELS.to_vec()).unwrap();
    let backend = TorchBackend::new(&batch, Precision::F32, Device::Cpu).unwrap();
    let error = backend.forward(&network, &Initialisation::Constant(1.0)).unwrap_err();
    assert!(matches!(error, BackendError::Failed { backend: "torch", .. }), "{error}");
    assert!(!error.to_string().contains('\n'), "a stack trace is no message: {error}");
}
