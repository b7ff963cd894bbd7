//! The loops over pixels: one row of a map at a time, a cache line of samples side by side.
//!
//! They are written so that the compiler turns each lane loop into vector instructions; the caller is
//! compiled once for each instruction set. Nothing in here uses fused multiply-add, so all of them give the
//! same bytes.

mod chain;
mod window;

pub(crate) use chain::{Step, apply, scale_add};
pub(crate) use window::{Reduce, WindowRows};
