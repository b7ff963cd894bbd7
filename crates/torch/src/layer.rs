//! One layer as an operation of libtorch.

use network::{Operation, Window};
use tch::{TchError, Tensor};

use crate::parameters::Parameters;

/// Added to the variance by batch norm.
const BATCH_NORM_EPS: f64 = 1e-5;

/// The value of a node from the values of its inputs, each `[samples, channels, height, width]`.
///
/// Not for the input node: its value is the batch, which only the caller has.
pub(crate) fn apply(
    operation: &Operation,
    inputs: &[&Tensor],
    parameters: &mut Parameters,
) -> Result<Tensor, TchError> {
    let input = inputs[0];
    match *operation {
        Operation::Input => Ok(input.shallow_clone()),
        Operation::Zero => input.f_zeros_like(),
        Operation::Conv2d { out_channels, window } => {
            let weight =
                parameters.convolution(out_channels as i64, channels(input), window.kernel as i64)?;
            convolution(input, &weight, window.stride as i64, window.padding as i64)
        }
        Operation::BatchNorm2d => batch_norm(input, &parameters.gamma(channels(input))?),
        Operation::Relu => input.f_relu(),
        Operation::AvgPool2d(window) => {
            let [kernel, stride, padding] = sides(window);
            input.f_avg_pool2d([kernel, kernel], [stride, stride], [padding, padding], false, false, None)
        }
        Operation::MaxPool2d(window) => {
            let [kernel, stride, padding] = sides(window);
            input.f_max_pool2d([kernel, kernel], [stride, stride], [padding, padding], [1, 1], false)
        }
        Operation::Add => sum(inputs),
        Operation::Concat => Tensor::f_cat(inputs, 1),
        Operation::Truncate { channels } => input.f_narrow(1, 0, channels as i64),
        Operation::GlobalAvgPool => input.f_adaptive_avg_pool2d([1, 1]),
        Operation::Linear { out_features } => {
            let features = channels(input);
            let weight = parameters.linear(out_features as i64, features)?;
            // All biases are zero.
            let output = input.f_reshape([-1, features])?.f_linear(&weight, None::<&Tensor>)?;
            output.f_reshape([-1, out_features as i64, 1, 1])
        }
    }
}

/// A convolution without bias, in full precision and deterministic.
pub(crate) fn convolution(
    input: &Tensor,
    weight: &Tensor,
    stride: i64,
    padding: i64,
) -> Result<Tensor, TchError> {
    let (transposed, groups) = (false, 1);
    // Plain `conv2d` takes these four from global state, two of which the bindings can't set.
    let (benchmark, deterministic, cudnn, tf32) = (false, true, true, false);
    input.f_internal_convolution(
        weight,
        None::<&Tensor>,
        [stride, stride],
        [padding, padding],
        [1, 1],
        transposed,
        [0, 0],
        groups,
        benchmark,
        deterministic,
        cudnn,
        tf32,
    )
}

/// Normalises each channel by the batch's own mean and biased variance, and multiplies with `gamma`.
fn batch_norm(input: &Tensor, gamma: &Tensor) -> Result<Tensor, TchError> {
    let beta = gamma.f_zeros_like()?;
    let none = None::<&Tensor>;
    // cuDNN's batch norm has no deterministic switch; libtorch's own kernel needs none.
    let (training, momentum, cudnn) = (true, 0.0, false);
    input.f_batch_norm(Some(gamma), Some(&beta), none, none, training, momentum, BATCH_NORM_EPS, cudnn)
}

/// Sums from left to right, like `sum` in the original code.
fn sum(terms: &[&Tensor]) -> Result<Tensor, TchError> {
    match terms {
        [] | [_] => Ok(terms[0].shallow_clone()),
        [first, second, rest @ ..] => {
            let mut total = first.f_add(second)?;
            for term in rest {
                total = total.f_add_(term)?;
            }
            Ok(total)
        }
    }
}

fn channels(value: &Tensor) -> i64 {
    value.size()[1]
}

const fn sides(window: Window) -> [i64; 3] {
    [window.kernel as i64, window.stride as i64, window.padding as i64]
}
