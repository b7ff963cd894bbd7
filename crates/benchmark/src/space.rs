use std::fmt;
use std::sync::Arc;

use network::Network;

use crate::Skipped;

/// Why a text is not an architecture of a space, or why the space's architectures can't be listed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", self.subject())]
pub struct ArchitectureError {
    /// Name of the search space.
    pub space: &'static str,
    /// The text, cut to 200 characters; `None` if the error is about the whole space.
    pub text: Option<String>,
    /// What is wrong with it and what would be right.
    pub reason: String,
}

impl ArchitectureError {
    /// An error about `text`, which is cut to 200 characters so that a bad file can't flood the terminal.
    pub fn new(space: &'static str, text: &str, reason: impl Into<String>) -> Self {
        let mut text: String = text.chars().take(201).collect();
        if text.chars().count() > 200 {
            text = text.chars().take(199).chain(['…']).collect();
        }
        Self { space, text: Some(text), reason: reason.into() }
    }

    /// An error about the whole space.
    pub fn of_space(space: &'static str, reason: impl Into<String>) -> Self {
        Self { space, text: None, reason: reason.into() }
    }

    fn subject(&self) -> String {
        let space = self.space;
        match &self.text {
            Some(text) => format!("`{text}` is not a {space} architecture: "),
            None => format!("the architectures of {space} can't be listed: "),
        }
    }
}

/// One architecture of a space: what its text was parsed to, once.
///
/// Everything downstream has the architecture itself, so that no key is parsed again, and none can turn out to be wrong.
pub trait Architecture: fmt::Debug + Send + Sync {
    /// Its key: the text that scores are stored and labels looked up by.
    fn key(&self) -> &str;

    /// The network that was trained for it, with `classes` outputs.
    ///
    /// # Errors
    /// If it can't be built: the space's images are too small, or there are no outputs.
    fn network(&self, classes: usize) -> Result<Network, ArchitectureError>;

    /// A text that two architectures share if and only if they are isomorphic.
    fn isomorphism_class(&self) -> String;

    /// Its place in the benchmark's own list, from 0. By default, `None`: the benchmark numbers nothing.
    fn official_index(&self) -> Option<usize> {
        None
    }

    /// Its cell as `ADJACENCY:OPS`. By default, `None`: cells of the space are not written like that.
    fn adjacency(&self) -> Option<String> {
        None
    }

    /// NASLib's tuple for it, which NAS-Bench-Suite-Zero's files use too. By default, `None`: NASLib has none for this
    /// space.
    fn naslib_tuple(&self) -> Option<String> {
        None
    }

    /// A neighbour, which differs by one small random change. `below(n)` returns a random number from 0 to n - 1, for
    /// n > 0. By default, `None`: the space defines no changes.
    fn mutate(&self, _below: &mut dyn FnMut(usize) -> usize) -> Option<ArchitectureRef> {
        None
    }
}

/// A shared pointer to an architecture: a clone costs no memory.
pub type ArchitectureRef = Arc<dyn Architecture>;

/// The keys of architectures, in their order.
pub fn keys(architectures: &[ArchitectureRef]) -> Vec<String> {
    architectures.iter().map(|architecture| architecture.key().to_owned()).collect()
}

/// A set of architectures. A space may accept several spellings of one; [`parse`](Self::parse) finds the architecture of
/// any of them.
pub trait SearchSpace: Send + Sync {
    /// The space's name in configs and tables, such as `nasbench201`.
    fn name(&self) -> &'static str;

    /// All architectures, in the space's own order.
    ///
    /// # Errors
    /// If the space can't be enumerated (its architectures come from a file).
    fn architectures(&self) -> Result<Vec<ArchitectureRef>, ArchitectureError>;

    /// Made-up architectures, for checks without the benchmark's files. Only a space whose own architectures come from a
    /// file has them.
    fn generate(&self, _count: usize, _seed: u64) -> Option<Vec<ArchitectureRef>> {
        None
    }

    /// The architecture that `text` spells, in any of the common forms: its key, the benchmark's own, an official index,
    /// NASLib's tuple.
    ///
    /// # Errors
    /// If it spells none; the error says why.
    fn parse(&self, text: &str) -> Result<ArchitectureRef, ArchitectureError>;

    /// Whether its architectures have [NASLib's tuples](Architecture::naslib_tuple). By default, they have none.
    fn has_naslib_tuples(&self) -> bool {
        false
    }

    /// The records left out of the file of the space's architectures, if it has been read.
    fn skipped(&self) -> Option<Skipped> {
        None
    }

    /// Problems met so far in reading the architectures that did not affect the result.
    fn warnings(&self) -> Vec<String> {
        Vec::new()
    }

    /// Identifies the networks behind the keys, if keys alone do not: two spaces of one name with the same text have the
    /// same networks under the same keys. By default, `None`: the name suffices.
    ///
    /// # Errors
    /// If the file that the architectures come from can't be read.
    fn identity(&self) -> Result<Option<String>, ArchitectureError> {
        Ok(None)
    }
}
