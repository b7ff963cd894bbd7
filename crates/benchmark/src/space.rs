use network::{Graph, Network};

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

/// The name of an isomorphism class; see [`SearchSpace::isomorphism_class`].
pub type Isomorphism = String;

/// A set of architectures, each with a key and a network.
///
/// Keys are text; scores are stored and labels looked up by them. A space may accept several spellings of one architecture;
/// [`canonical`](Self::canonical) maps them to its key.
pub trait SearchSpace: Send + Sync {
    /// The space's name in configs and tables, such as `nasbench201`.
    fn name(&self) -> &'static str;

    /// The keys of all architectures, in the space's own order.
    ///
    /// # Errors
    /// If the space can't be enumerated (its architectures come from a file).
    fn architectures(&self) -> Result<Vec<String>, ArchitectureError>;

    /// Keys of made-up architectures, for checks without the benchmark's files. Only a space whose own architectures come
    /// from a file has them.
    fn generate(&self, _count: usize, _seed: u64) -> Option<Vec<String>> {
        None
    }

    /// The key of the architecture that `text` spells, in any of the common forms: the benchmark's own, an official index,
    /// NASLib's tuple.
    ///
    /// # Errors
    /// If it spells none; the error says why.
    fn canonical(&self, text: &str) -> Result<String, ArchitectureError>;

    /// Its place in the benchmark's own list, from 0. By default, `None`: the benchmark numbers nothing.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn official_index(&self, _key: &str) -> Result<Option<usize>, ArchitectureError> {
        Ok(None)
    }

    /// Its cell as `ADJACENCY:OPS`. By default, `None`: cells of the space are not written like that.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn adjacency(&self, _key: &str) -> Result<Option<String>, ArchitectureError> {
        Ok(None)
    }

    /// NASLib's tuple for an architecture, which NAS-Bench-Suite-Zero's files use too. By default, `None`: NASLib has none
    /// for this space.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn naslib_tuple(&self, _key: &str) -> Result<Option<String>, ArchitectureError> {
        Ok(None)
    }

    /// The network that was trained for this architecture, with `classes` outputs.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn network(&self, key: &str, classes: usize) -> Result<Network, ArchitectureError>;

    /// The graph of one cell, with the channels of the first stage. By default, `None`: networks of the space are not
    /// made of cells.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn cell(&self, _key: &str) -> Result<Option<Graph>, ArchitectureError> {
        Ok(None)
    }

    /// The fewest weighted layers on a path through the [cell](Self::cell) (see [`Graph::shortest_chain`]), without stem,
    /// classifier and reductions. `None` if there is no path, or no cell. Takes microseconds.
    ///
    /// With the papers' constants it decides which architectures have a score in single precision: those with 0 in
    /// NAS-Bench-201, and with 1 in NAS-Bench-101, where each edge from the cell's input is a projection and counts.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn cell_chain(&self, key: &str) -> Result<Option<usize>, ArchitectureError> {
        Ok(self.cell(key)?.and_then(|cell| cell.shortest_chain()))
    }

    /// A text that two architectures share if and only if they are isomorphic.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn isomorphism_class(&self, key: &str) -> Result<Isomorphism, ArchitectureError>;

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

    /// A neighbour of an architecture, which differs by one small random change. `below(n)` returns a random number from
    /// 0 to n - 1, for n > 0. By default, `None`: the space defines no changes.
    ///
    /// # Errors
    /// If `key` is not an architecture of the space.
    fn mutate(
        &self,
        _key: &str,
        _below: &mut dyn FnMut(usize) -> usize,
    ) -> Result<Option<String>, ArchitectureError> {
        Ok(None)
    }
}
