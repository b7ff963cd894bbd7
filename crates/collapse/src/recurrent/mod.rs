//! Recurrent networks, collapsed to one number for each layer, state, step and sample.
//!
//! With every weight and bias of a layer equal to `w` and every initial state too, all units of a layer
//! stay equal: a linear map of `n` equal units `h` is `n` times `w h` for every one of its outputs, and all other
//! operations of a cell are elementwise. The first layer's input differs from unit to unit, but only its sum
//! matters.
//!
//! `program` compiles a cell to a list of instructions (without dead nodes, equal values computed once), `run`
//! executes it for blocks of samples, `functions` are tanh and the logistic function.

#![allow(clippy::inline_always, reason = "vector code comes only from what is inlined into the kernels")]

mod backend;
mod functions;
mod fused;
mod inputs;
mod number;
mod program;
mod run;
mod summation;

pub use backend::CollapsedText;
pub use summation::Summation;

/// The engine's tanh and logistic function, for tests of their accuracy.
#[doc(hidden)]
pub mod accuracy {
    pub use super::functions::{sigmoid_f32, sigmoid_f64, tanh_f32, tanh_f64};
}
