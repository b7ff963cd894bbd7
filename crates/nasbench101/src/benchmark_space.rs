use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use benchmark::{Architecture, ArchitectureError, ArchitectureRef, SearchSpace};
use network::{Network, Shape};

use crate::mutate::mutate;
use crate::{MacroConfig, ModuleHash, ModuleSpec, Space, network};

const NAME: &str = "nasbench101";

/// NAS-Bench-101 as a [`SearchSpace`]. Keys are module hashes.
///
/// A module may be given as its hash, as `ADJACENCY:OPS`, or as NASLib's tuple. Isomorphic spellings all mean the module
/// that was trained, as in a look-up of the official library; its network is that module's. The space is enumerated
/// only when its list or a hash is asked for.
#[derive(Debug)]
pub struct NasBench101 {
    image_size: usize,
    cache: Option<PathBuf>,
    /// All modules, and any problem with the cache file.
    space: OnceLock<(Space, Option<String>)>,
}

impl NasBench101 {
    /// The space with networks for square images of this side: 32 as trained, 4 at least.
    pub fn new(image_size: usize) -> Self {
        Self { image_size, cache: None, space: OnceLock::new() }
    }

    /// The same, with a cache file for the enumeration: written when it is first needed, then read. If the file
    /// can't be used or written, that is a [warning](SearchSpace::warnings). By default, every process that needs the
    /// space enumerates it, which takes some seconds.
    #[must_use]
    pub fn with_cache(self, path: impl Into<PathBuf>) -> Self {
        Self { cache: Some(path.into()), ..self }
    }

    /// All modules, from the cache file if there is one.
    fn space(&self) -> &Space {
        let make = || match &self.cache {
            Some(path) => Space::load_or_enumerate(path),
            None => (Space::enumerate(), None),
        };
        &self.space.get_or_init(make).0
    }
}

fn refused(text: &str, reason: &(impl ToString + ?Sized)) -> ArchitectureError {
    ArchitectureError::new(NAME, text, reason.to_string())
}

impl SearchSpace for NasBench101 {
    fn name(&self) -> &'static str {
        NAME
    }

    /// All 423,624 modules, by ascending hash.
    fn architectures(&self) -> Result<Vec<ArchitectureRef>, ArchitectureError> {
        let modules = self.space().modules().iter();
        Ok(modules.map(|&(hash, spec)| Trained::of(hash, spec, self.image_size)).collect())
    }

    fn parse(&self, text: &str) -> Result<ArchitectureRef, ArchitectureError> {
        let text = text.trim();
        let spec: ModuleSpec = if text.starts_with(['(', '[']) {
            ModuleSpec::from_naslib_tuple(text).map_err(|error| refused(text, &error))?
        } else if text.contains(':') {
            text.parse().map_err(|error| refused(text, &error))?
        } else {
            let hash: ModuleHash = text
                .parse()
                .map_err(|error| refused(text, &format!("{error}; a cell is written ADJACENCY:OPS")))?;
            let found = self.space().find(hash);
            let spec = found.ok_or_else(|| refused(text, "no module of the space has this hash"))?;
            return Ok(Trained::of(hash, spec, self.image_size));
        };
        Ok(Trained::of(spec.module_hash(), spec.canonical(), self.image_size))
    }

    fn has_naslib_tuples(&self) -> bool {
        true
    }

    fn warnings(&self) -> Vec<String> {
        self.space.get().and_then(|(_, warning)| warning.clone()).into_iter().collect()
    }
}

/// A module as it was trained. All 423,624 of them are 54 MB.
#[derive(Debug)]
struct Trained {
    /// The module hash.
    key: Box<str>,
    /// In canonical form.
    spec: ModuleSpec,
    image_size: usize,
}

impl Trained {
    fn of(hash: ModuleHash, spec: ModuleSpec, image_size: usize) -> ArchitectureRef {
        Arc::new(Self { key: hash.to_string().into(), spec, image_size })
    }
}

impl Architecture for Trained {
    fn key(&self) -> &str {
        &self.key
    }

    fn network(&self, classes: usize) -> Result<Network, ArchitectureError> {
        let image = Shape::new(3, self.image_size, self.image_size);
        let config = MacroConfig::default().with_image(image).with_outputs(classes);
        network(self.spec, &config).map(Network::Image).map_err(|error| refused(&self.key, &error))
    }

    /// The module hash: different classes of this space have different hashes.
    fn isomorphism_class(&self) -> String {
        self.key.to_string()
    }

    fn adjacency(&self) -> Option<String> {
        Some(self.spec.to_string())
    }

    fn naslib_tuple(&self) -> Option<String> {
        Some(self.spec.naslib_tuple())
    }

    /// Flips an edge, changes the operation of a vertex, or inserts a new vertex into an edge.
    fn mutate(&self, below: &mut dyn FnMut(usize) -> usize) -> Option<ArchitectureRef> {
        let spec = mutate(self.spec, below)?;
        Some(Self::of(spec.module_hash(), spec.canonical(), self.image_size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_leads_to_its_hash_and_its_network() -> Result<(), ArchitectureError> {
        let space = NasBench101::new(32);
        let module = space.parse(" 100110100001001010101:02001\n")?;
        assert_eq!(module.key(), "00005c142e6f48ac74fdcf73e3439874");
        assert_eq!(module.isomorphism_class(), module.key());
        assert_eq!(module.network(10)?.parameters(), 8_555_530);
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
            assert_eq!(space.parse(text).unwrap_err().reason, reason);
        }
        assert!(NasBench101::new(2).parse("1:").unwrap().network(10).is_err());
    }
}
