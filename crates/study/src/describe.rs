//! What is known of an architecture before it is trained or scored.

use batch::InputKind;
use benchmark::{ArchitectureError, ArchitectureRef};
use epsilon::FunctionId;
use rayon::prelude::*;
use sweep::function_ids;

use crate::Error;
use crate::analyse::GraphNumbers;

/// An architecture in all its spellings, and what its graph says.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its key, which scores and labels are stored under.
    pub key: String,
    /// Its place in the benchmark's own list, from 0.
    pub index: Option<usize>,
    /// NASLib's tuple.
    pub naslib: Option<String>,
    /// `ADJACENCY:OPS`.
    pub adjacency: Option<String>,
    /// Names the function that it computes when all weights are equal: architectures that share it have the same epsilon.
    pub function: Option<String>,
    /// Names its class of isomorphic architectures.
    pub isomorphism: String,
    /// Parameters, multiply-accumulates and the like.
    pub numbers: GraphNumbers,
}

/// Describes architectures, in their order. `input` is what the networks read, `classes` how many outputs they
/// have.
///
/// # Errors
/// If the network of one can't be built.
pub fn describe(
    input: InputKind,
    classes: usize,
    architectures: &[ArchitectureRef],
) -> Result<Vec<Described>, Error> {
    let functions = function_ids(input, architectures)?;
    let describe = |(one, function): (&ArchitectureRef, Option<FunctionId>)| {
        Ok::<_, ArchitectureError>(Described {
            key: one.key().to_owned(),
            index: one.official_index(),
            naslib: one.naslib_tuple(),
            adjacency: one.adjacency(),
            function: function.map(short_name),
            isomorphism: class_name(&one.isomorphism_class()),
            numbers: GraphNumbers::of(&one.network(classes)?),
        })
    };
    let described: Result<Vec<_>, _> = architectures.par_iter().zip(functions).map(describe).collect();
    Ok(described.map_err(data::DataError::from)?)
}

/// The first 64 bits in hexadecimal digits: among a million classes, two share them with a probability of 3e-8.
pub(crate) fn short_name(digest: [u8; 32]) -> String {
    blake3::Hash::from_bytes(digest).to_hex()[..16].to_owned()
}

/// A short name of a class of isomorphic architectures.
pub(crate) fn class_name(class: &str) -> String {
    short_name(*blake3::hash(class.as_bytes()).as_bytes())
}
