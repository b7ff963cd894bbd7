use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{OnceLock, PoisonError, RwLock};

use benchmark::{ArchitectureError, SearchSpace};
use network::{Network, Shape};

use crate::mutate::mutate;
use crate::{MacroConfig, ModuleHash, ModuleSpec, Space, network};

const NAME: &str = "nasbench101";

/// The search space as the rest of the program sees it: keys are module hashes.
///
/// A module may be spelled as its hash or as `ADJACENCY:OPS`. A spelling with another order of the vertices
/// stands for the module that was trained, as a look-up in the official library does; so does its network.
/// Nothing is enumerated until a hash has to be turned into a module that was not given by its cell before.
#[derive(Debug)]
pub struct NasBench101 {
    image_size: usize,
    cache: Option<PathBuf>,
    space: OnceLock<Result<Space, String>>,
    /// Modules that were given by their cell.
    known: RwLock<HashMap<ModuleHash, ModuleSpec>>,
}

impl NasBench101 {
    /// The space with networks for square images of this side: 32 as trained, 4 at least.
    pub fn new(image_size: usize) -> Self {
        Self { image_size, cache: None, space: OnceLock::new(), known: RwLock::default() }
    }

    /// The same, with a file that the enumeration is kept in: made when it is first needed, read from then
    /// on. By default, the space is enumerated in every process that needs it, which takes some seconds.
    #[must_use]
    pub fn with_cache(self, path: impl Into<PathBuf>) -> Self {
        Self { cache: Some(path.into()), ..self }
    }

    /// All modules, from the cache file if there is one.
    fn space(&self, text: &str) -> Result<&Space, ArchitectureError> {
        let made = self.space.get_or_init(|| match &self.cache {
            Some(path) => Space::load_or_enumerate(path).map_err(|error| error.to_string()),
            None => Ok(Space::enumerate()),
        });
        made.as_ref().map_err(|reason| refused(text, reason))
    }

    /// The trained module that a hash or a cell spells, with its hash.
    fn module(&self, text: &str) -> Result<(ModuleHash, ModuleSpec), ArchitectureError> {
        let text = text.trim();
        if text.contains(':') {
            let spec: ModuleSpec = text.parse().map_err(|error| refused(text, &error))?;
            let module = (spec.module_hash(), spec.canonical());
            // The map is whole even where a thread panicked while it held the lock: inserts are all it sees.
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
            None => self.space(text)?.find(hash),
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
        Ok(self.space("all")?.modules().iter().map(|(hash, _)| hash.to_string()).collect())
    }

    fn canonical(&self, text: &str) -> Result<String, ArchitectureError> {
        Ok(self.module(text)?.0.to_string())
    }

    fn network(&self, key: &str, classes: usize) -> Result<Network, ArchitectureError> {
        let image = Shape::new(3, self.image_size, self.image_size);
        let config = MacroConfig::default().with_image(image).with_outputs(classes);
        let (_, spec) = self.module(key)?;
        network(spec, &config).map(Network::Image).map_err(|error| refused(key, &error))
    }

    /// The module hash: no two classes of this space share one.
    fn isomorphism_class(&self, key: &str) -> Result<String, ArchitectureError> {
        self.canonical(key)
    }

    /// An edge is flipped, a vertex gets another operation, or a new vertex is put on an edge.
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
        // No hash had to be looked up, so nothing was enumerated.
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
