use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{OnceLock, PoisonError, RwLock};

use benchmark::{ArchitectureError, SearchSpace};
use network::{Graph, Network, Shape};

use crate::build::module_graph;
use crate::mutate::mutate;
use crate::{MacroConfig, ModuleHash, ModuleSpec, Space, network};

const NAME: &str = "nasbench101";

/// NAS-Bench-101 as a [`SearchSpace`]. Keys are module hashes.
///
/// A module may be given as its hash, as `ADJACENCY:OPS`, or as NASLib's tuple. Isomorphic spellings all mean the module
/// that was trained, as in a look-up of the official library; its network is that module's. The space is enumerated
/// only when a hash is needed whose cell was not given before.
#[derive(Debug)]
pub struct NasBench101 {
    image_size: usize,
    cache: Option<PathBuf>,
    /// All modules, and any problem with the cache file.
    space: OnceLock<(Space, Option<String>)>,
    /// Modules whose cell was given.
    known: RwLock<HashMap<ModuleHash, ModuleSpec>>,
}

impl NasBench101 {
    /// The space with networks for square images of this side: 32 as trained, 4 at least.
    pub fn new(image_size: usize) -> Self {
        Self { image_size, cache: None, space: OnceLock::new(), known: RwLock::default() }
    }

    /// The same, with a cache file for the enumeration: written when it is first needed, then read. If the file
    /// can't be used or written, that is a [warning](SearchSpace::warnings). By default, every process that needs the
    /// space enumerates it, which takes some seconds.
    #[must_use]
    pub fn with_cache(self, path: impl Into<PathBuf>) -> Self {
        Self { cache: Some(path.into()), ..self }
    }

    fn config(&self) -> MacroConfig {
        MacroConfig::default().with_image(Shape::new(3, self.image_size, self.image_size))
    }

    /// All modules, from the cache file if there is one.
    fn space(&self) -> &Space {
        let make = || match &self.cache {
            Some(path) => Space::load_or_enumerate(path),
            None => (Space::enumerate(), None),
        };
        &self.space.get_or_init(make).0
    }

    /// The trained module given as a hash or a cell, with its hash.
    fn module(&self, text: &str) -> Result<(ModuleHash, ModuleSpec), ArchitectureError> {
        let text = text.trim();
        let given: Option<ModuleSpec> = if text.starts_with(['(', '[']) {
            Some(ModuleSpec::from_naslib_tuple(text).map_err(|error| refused(text, &error))?)
        } else if text.contains(':') {
            Some(text.parse().map_err(|error| refused(text, &error))?)
        } else {
            None
        };
        if let Some(spec) = given {
            let module = (spec.module_hash(), spec.canonical());
            // Entries are only ever inserted, so the map is valid even if a thread panicked while holding the lock.
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(module.0, module.1);
            return Ok(module);
        }
        let hash: ModuleHash = text
            .parse()
            .map_err(|error| refused(text, &format!("{error}; a cell is written ADJACENCY:OPS")))?;
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&hash).copied();
        let found = match known {
            Some(spec) => Some(spec),
            None => self.space().find(hash),
        };
        let spec = found.ok_or_else(|| refused(text, "no module of the space has this hash"))?;
        Ok((hash, spec))
    }
}

fn refused(text: &str, reason: &(impl ToString + ?Sized)) -> ArchitectureError {
    ArchitectureError::new(NAME, text, reason.to_string())
}

impl SearchSpace for NasBench101 {
    fn name(&self) -> &'static str {
        NAME
    }

    /// The hashes of all 423,624 modules, ascending.
    fn architectures(&self) -> Result<Vec<String>, ArchitectureError> {
        Ok(self.space().modules().iter().map(|(hash, _)| hash.to_string()).collect())
    }

    fn canonical(&self, text: &str) -> Result<String, ArchitectureError> {
        Ok(self.module(text)?.0.to_string())
    }

    fn adjacency(&self, key: &str) -> Result<Option<String>, ArchitectureError> {
        Ok(Some(self.module(key)?.1.to_string()))
    }

    fn naslib_tuple(&self, key: &str) -> Result<Option<String>, ArchitectureError> {
        Ok(Some(self.module(key)?.1.naslib_tuple()))
    }

    fn network(&self, key: &str, classes: usize) -> Result<Network, ArchitectureError> {
        let config = self.config().with_outputs(classes);
        let (_, spec) = self.module(key)?;
        network(spec, &config).map(Network::Image).map_err(|error| refused(key, &error))
    }

    fn cell(&self, key: &str) -> Result<Option<Graph>, ArchitectureError> {
        let (_, spec) = self.module(key)?;
        module_graph(spec, &self.config()).map(Some).map_err(|error| refused(key, &error))
    }

    /// The module hash: different classes of this space have different hashes.
    fn isomorphism_class(&self, key: &str) -> Result<String, ArchitectureError> {
        self.canonical(key)
    }

    fn warnings(&self) -> Vec<String> {
        self.space.get().and_then(|(_, warning)| warning.clone()).into_iter().collect()
    }

    /// Flips an edge, changes the operation of a vertex, or inserts a new vertex into an edge.
    fn mutate(
        &self,
        key: &str,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Result<Option<String>, ArchitectureError> {
        let (_, spec) = self.module(key)?;
        mutate(spec, below).map(|spec| self.canonical(&spec.to_string())).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_leads_to_its_hash_and_the_hash_back_to_its_network() -> Result<(), ArchitectureError> {
        let space = NasBench101::new(32);
        let key = space.canonical(" 100110100001001010101:02001\n")?;
        assert_eq!(key, "00005c142e6f48ac74fdcf73e3439874");
        assert_eq!(space.network(&key, 10)?.parameters(), 8_555_530);
        assert_eq!(space.isomorphism_class(&key.to_uppercase())?, key);
        // No hash was looked up, so nothing was enumerated.
        assert!(space.space.get().is_none());
        Ok(())
    }

    #[test]
    fn other_text_is_refused_with_the_reason() {
        let space = NasBench101::new(32);
        for (text, reason) in [
            ("0:", "the output is not connected to the input"),
            ("101:7", "operation of vertex 1 is '7', not 0 (conv3x3), 1 (conv1x1) or 2 (maxpool3x3)"),
            ("abc", "a module hash is 32 hexadecimal digits, not \"abc\"; a cell is written ADJACENCY:OPS"),
        ] {
            let error = space.canonical(text).map_err(|error| error.reason);
            assert_eq!(error, Err(reason.to_owned()));
        }
        assert!(NasBench101::new(2).network("1:", 10).is_err());
    }
}
