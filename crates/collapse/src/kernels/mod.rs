//! The loops over pixels: one row of a map at a time, a cache line of samples side by side.
//!
//! They are written over [`Line`](crate::simd::Line), a cache line in registers. Nothing in here uses fused
//! multiply-add, so all instruction sets give the same bytes.

pub(crate) mod combine;
mod step;
mod window;
mod window3;

pub(crate) use step::{Step, StepParts};
pub(crate) use window::{Reduce, WindowRows, rows_of};
pub(crate) use window3::Window3;
