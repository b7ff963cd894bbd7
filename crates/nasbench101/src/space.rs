use rayon::prelude::*;

use crate::{ModuleHash, ModuleSpec};

/// Number of modules in the space, up to isomorphism.
pub const SPACE_SIZE: usize = 423_624;

/// The whole search space, sorted by module hash: every module of up to 7 vertices and 9 edges, once.
///
/// Of the isomorphic modules that share a hash it holds the [canonical](ModuleSpec::canonical) one, which
/// is the one that was trained. A position in this order is the module's index.
///
/// # Example
///
/// ```no_run
/// use nasbench101::Space;
///
/// let space = Space::enumerate();
/// assert_eq!(space.len(), 423_624);
/// let hash = "00005c142e6f48ac74fdcf73e3439874".parse()?;
/// println!("{:?}", space.find(hash).map(|spec| spec.to_string()));
/// # Ok::<(), nasbench101::HashError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// Strictly ascending by hash.
    modules: Vec<(ModuleHash, ModuleSpec)>,
}

impl Space {
    /// Generates the space without any file, on all threads of the current rayon pool.
    ///
    /// Takes seconds on two cores (`examples/load_time` prints how many), nearly all of them for the hashes.
    pub fn enumerate() -> Self {
        let mut modules: Vec<_> = crate::enumerate::canonical_modules()
            .into_par_iter()
            .map(|spec| (spec.module_hash(), spec))
            .collect();
        modules.par_sort_unstable();
        Self { modules }
    }

    /// From modules that are known to be canonical and in strictly ascending order of their hashes.
    pub(crate) const fn from_sorted(modules: Vec<(ModuleHash, ModuleSpec)>) -> Self {
        Self { modules }
    }

    /// Number of modules.
    pub const fn len(&self) -> usize {
        self.modules.len()
    }

    /// Whether there are no modules; always false.
    pub const fn is_empty(&self) -> bool {
        self.modules.is_empty()
    }

    /// All modules with their hashes, ascending by hash.
    pub fn modules(&self) -> &[(ModuleHash, ModuleSpec)] {
        &self.modules
    }

    /// Index of the module with this hash, by binary search.
    pub fn position(&self, hash: ModuleHash) -> Option<usize> {
        self.modules.binary_search_by_key(&hash, |&(hash, _)| hash).ok()
    }

    /// The module with this hash.
    pub fn find(&self, hash: ModuleHash) -> Option<ModuleSpec> {
        self.position(hash).map(|index| self.modules[index].1)
    }
}
