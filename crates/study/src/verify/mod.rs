//! The collapsed engine against the full network: how far their scores differ, and whether that is within tolerance.
//!
//! [`verify`] scores architectures with both backends; a [`Verification`] is what came of it for one batch, one pair of
//! constants and one precision, and [`Tolerance`] says how much they may differ and why.

mod case;
mod compare;
mod sample;
mod table;
mod tolerance;

pub use case::{Case, cases};
pub use compare::{Verification, verify, verify_with};
pub use sample::{sample_of, sample_space};
pub use table::verification_table;
pub use tolerance::Tolerance;
