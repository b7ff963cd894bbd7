//! Shape inference: its results, and its errors when shapes do not fit.

use network::{GraphBuilder, Shape, ShapeError};

#[test]
fn a_strided_convolution_halves_the_map() {
    let mut graph = GraphBuilder::new();
    let image = graph.input(Shape::new(16, 32, 32));
    let conv = graph.conv2d(image, 32, 3, 2, 1).unwrap();
    assert_eq!(graph.shape(conv), Shape::new(32, 16, 16));
    let pool = graph.avg_pool2d(image, 2, 2, 0).unwrap();
    assert_eq!(graph.shape(pool), Shape::new(16, 16, 16));
}

#[test]
fn errors_name_the_operation_and_the_shapes() {
    let mut graph = GraphBuilder::new();
    let image = graph.input(Shape::new(3, 2, 2));
    let other = graph.input(Shape::new(4, 2, 2));
    let error = graph.conv2d(image, 8, 5, 1, 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "conv2d (5x5, stride 1, padding 0) does not fit its input of shape [3, 2, 2]"
    );
    assert_eq!(
        graph.add(&[image, other]).unwrap_err().to_string(),
        "add needs inputs that agree, but input 0 has shape [3, 2, 2] and input 1 has [4, 2, 2]"
    );
    assert!(matches!(graph.add(&[]), Err(ShapeError::NoInput { operation: "add" })));
    assert!(matches!(graph.linear(image, 1), Err(ShapeError::NotPooled { .. })));
    assert!(matches!(graph.truncate(image, 4), Err(ShapeError::Truncate { wanted: 4, .. })));
    assert!(matches!(graph.max_pool2d(image, 2, 0, 0), Err(ShapeError::Window { .. })));
    assert!(matches!(graph.conv2d(image, 0, 1, 1, 0), Err(ShapeError::NoOutputs { .. })));
}

#[test]
fn concatenation_adds_channels_and_truncation_keeps_the_first() {
    let mut graph = GraphBuilder::new();
    let a = graph.input(Shape::new(3, 8, 8));
    let b = graph.input(Shape::new(5, 8, 8));
    let both = graph.concat(&[a, b]).unwrap();
    assert_eq!(graph.shape(both).channels, 8);
    let cut = graph.truncate(both, 7).unwrap();
    assert_eq!(graph.shape(cut).channels, 7);
    assert_eq!(graph.truncate(cut, 7).unwrap(), cut);
}

#[test]
fn macs_count_convolutions_and_linear_layers() {
    let mut graph = GraphBuilder::new();
    let image = graph.input(Shape::new(3, 8, 8));
    let conv = graph.conv2d(image, 4, 3, 2, 1).unwrap();
    let pooled = graph.global_avg_pool(conv).unwrap();
    let output = graph.linear(pooled, 2).unwrap();
    let graph = graph.finish(output);
    assert_eq!(graph.macs(), 3 * 4 * 9 * 16 + 4 * 2);
    assert_eq!(graph.parameters(), 3 * 4 * 9 + 4 * 2 + 2);
}
