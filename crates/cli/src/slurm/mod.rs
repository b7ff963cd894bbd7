//! Job scripts for Slurm: an array that scores the shards, a job that merges them, and a script that submits both.

mod script;
mod submit;

use script::Scripts;
pub use script::{Job, scripts};
pub use submit::{SubmitError, submit, write};
