//! A slow network with all its channels, as a reference: one loop for each layer.

use std::ops::{Add, Div, Mul, Sub};

use batch::ImageBatch;
use network::{Graph, Operation, Shape, Window};

pub trait Number:
    Copy
    + Default
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    fn from_f64(value: f64) -> Self;
    fn to_f64(self) -> f64;
}

impl Number for f32 {
    fn from_f64(value: f64) -> Self {
        value as f32
    }
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
}

impl Number for f64 {
    fn from_f64(value: f64) -> Self {
        value
    }
    fn to_f64(self) -> f64 {
        self
    }
}

struct Tensor<T> {
    shape: Shape,
    /// `[sample][channel][row][column]`.
    values: Vec<T>,
}

impl<T: Number> Tensor<T> {
    fn at(&self, sample: usize, channel: usize, row: usize, column: usize) -> T {
        let Shape { channels, height, width } = self.shape;
        self.values[((sample * channels + channel) * height + row) * width + column]
    }

    fn make(samples: usize, shape: Shape, mut value: impl FnMut([usize; 4]) -> T) -> Self {
        let mut values = Vec::with_capacity(samples * shape.elements());
        for sample in 0..samples {
            for channel in 0..shape.channels {
                for row in 0..shape.height {
                    for column in 0..shape.width {
                        values.push(value([sample, channel, row, column]));
                    }
                }
            }
        }
        Self { shape, values }
    }
}

/// Unit 0 of the last layer for every sample, all weights being `weight`.
pub fn forward<T: Number>(graph: &Graph, batch: &ImageBatch, weight: f64) -> Vec<T> {
    let weight = T::from_f64(weight);
    let samples = batch.samples();
    let mut tensors: Vec<Tensor<T>> = Vec::new();
    for node in graph.nodes() {
        let shape = node.shape;
        let input = |position: usize| &tensors[node.inputs[position].index()];
        let tensor = match node.operation {
            Operation::Input => {
                let values = batch.pixels().iter().map(|&pixel| T::from_f64(f64::from(pixel))).collect();
                Tensor { shape, values }
            }
            Operation::Zero => Tensor::make(samples, shape, |_| T::default()),
            Operation::Conv2d { window, .. } => convolve(input(0), samples, shape, window, weight),
            Operation::BatchNorm2d => batch_norm(input(0), samples, weight),
            Operation::Relu => Tensor {
                shape,
                values: input(0)
                    .values
                    .iter()
                    .map(|&x| if x > T::default() { x } else { T::default() })
                    .collect(),
            },
            Operation::AvgPool2d(window) => pool(input(0), samples, shape, window, |inside| {
                let sum = inside.iter().fold(T::default(), |sum, &x| sum + x);
                sum / T::from_f64(inside.len() as f64)
            }),
            Operation::MaxPool2d(window) => pool(input(0), samples, shape, window, |inside| {
                inside.iter().copied().fold(inside[0], |most, x| if x > most { x } else { most })
            }),
            Operation::Add => Tensor::make(samples, shape, |[sample, channel, row, column]| {
                (0..node.inputs.len())
                    .fold(T::default(), |sum, term| sum + input(term).at(sample, channel, row, column))
            }),
            Operation::Concat => Tensor::make(samples, shape, |[sample, mut channel, row, column]| {
                let mut position = 0;
                while channel >= input(position).shape.channels {
                    channel -= input(position).shape.channels;
                    position += 1;
                }
                input(position).at(sample, channel, row, column)
            }),
            Operation::Truncate { .. } => Tensor::make(samples, shape, |[sample, channel, row, column]| {
                input(0).at(sample, channel, row, column)
            }),
            Operation::GlobalAvgPool => Tensor::make(samples, shape, |[sample, channel, ..]| {
                let from = input(0);
                let mut sum = T::default();
                for row in 0..from.shape.height {
                    for column in 0..from.shape.width {
                        sum = sum + from.at(sample, channel, row, column);
                    }
                }
                sum / T::from_f64(from.shape.pixels() as f64)
            }),
            Operation::Linear { .. } => Tensor::make(samples, shape, |[sample, ..]| {
                let from = input(0);
                (0..from.shape.channels)
                    .fold(T::default(), |sum, channel| sum + weight * from.at(sample, channel, 0, 0))
            }),
        };
        tensors.push(tensor);
    }
    let output = &tensors[graph.output().index()];
    (0..samples).map(|sample| output.at(sample, 0, 0, 0)).collect()
}

fn convolve<T: Number>(
    input: &Tensor<T>,
    samples: usize,
    shape: Shape,
    window: Window,
    weight: T,
) -> Tensor<T> {
    // All filters are equal, so the first one's map is every channel's; the sum runs over all input channels.
    let one = Tensor::make(samples, shape.with_channels(1), |[sample, _, row, column]| {
        let mut sum = T::default();
        for channel in 0..input.shape.channels {
            for y in inside(row, window, input.shape.height) {
                for x in inside(column, window, input.shape.width) {
                    sum = sum + weight * input.at(sample, channel, y, x);
                }
            }
        }
        sum
    });
    Tensor::make(samples, shape, |[sample, _, row, column]| one.at(sample, 0, row, column))
}

fn batch_norm<T: Number>(input: &Tensor<T>, samples: usize, weight: T) -> Tensor<T> {
    let shape = input.shape;
    let mut norms = Vec::new();
    for channel in 0..shape.channels {
        let mut values = Vec::new();
        for sample in 0..samples {
            for row in 0..shape.height {
                for column in 0..shape.width {
                    values.push(input.at(sample, channel, row, column).to_f64());
                }
            }
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / values.len() as f64;
        norms.push((T::from_f64(mean), T::from_f64(1.0 / (variance + 1e-5).sqrt())));
    }
    Tensor::make(samples, shape, |[sample, channel, row, column]| {
        let (mean, scale) = norms[channel];
        (input.at(sample, channel, row, column) - mean) * (scale * weight)
    })
}

fn pool<T: Number>(
    input: &Tensor<T>,
    samples: usize,
    shape: Shape,
    window: Window,
    reduce: impl Fn(&[T]) -> T,
) -> Tensor<T> {
    Tensor::make(samples, shape, |[sample, channel, row, column]| {
        let mut values = Vec::new();
        for y in inside(row, window, input.shape.height) {
            for x in inside(column, window, input.shape.width) {
                values.push(input.at(sample, channel, y, x));
            }
        }
        reduce(&values)
    })
}

/// The positions that the window at `position` covers within `0..side`.
fn inside(position: usize, window: Window, side: usize) -> std::ops::Range<usize> {
    let start = (position * window.stride) as isize - window.padding as isize;
    let end = start + window.kernel as isize;
    start.max(0) as usize..end.clamp(0, side as isize) as usize
}
