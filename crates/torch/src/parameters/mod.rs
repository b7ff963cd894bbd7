//! The weights of a network, made layer by layer as they are needed.

mod draw;
mod set;

pub(crate) use set::Parameters;
