//! Vector instructions: a cache line of numbers in registers, and the one place that chooses the instruction set.
//!
//! The loops of `kernels` and `recurrent` are written over [`Line`], or over plain arrays, and handed to [`dispatch`] as a
//! [`Kernel`]. It compiles them once for each instruction set and picks the widest one that the processor has. Nothing
//! outside this folder can name the lines of an instruction set, so no code runs instructions that the processor lacks.
//!
//! The compiler does not by itself inline a function into one with more target features. So every function on the way
//! is `inline(always)`, and no operation on lines is in a closure.

mod dispatch;
mod line;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use dispatch::{InstructionSet, Kernel, Vectors, dispatch};
pub(crate) use line::Line;
