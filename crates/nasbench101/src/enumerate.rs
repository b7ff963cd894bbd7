use rayon::prelude::*;

use crate::canonical::{reorder_labels, symmetries_if_smallest};
use crate::limits::MAX_VERTICES;
use crate::spec::is_pruned_module;
use crate::{ModuleSpec, VertexOperation};

/// One module of every isomorphism class of the space, each in [canonical](ModuleSpec::canonical) form,
/// in no particular order: 423,624 of them.
///
/// Enumerates all matrices, keeps an adjacency if no permutation of its vertices makes it smaller, and a labelling if no
/// symmetry of the adjacency makes that smaller. No hash and no set of earlier modules is needed, so the work splits freely
/// over threads.
pub(crate) fn canonical_modules() -> Vec<ModuleSpec> {
    (2..=MAX_VERTICES)
        .flat_map(|vertices| {
            let matrices = 1u32 << (vertices * (vertices - 1) / 2);
            (0..matrices)
                .into_par_iter()
                .filter(|&edges| is_pruned_module(vertices, edges))
                .flat_map_iter(|edges| labelled(vertices, edges))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The canonical modules with this adjacency, if it is the smallest of its class.
fn labelled(vertices: usize, edges: u32) -> Vec<ModuleSpec> {
    let Some(symmetries) = symmetries_if_smallest(vertices, edges) else { return Vec::new() };
    let labellings = VertexOperation::ALL.len().pow(vertices as u32 - 2);
    (0..labellings)
        .map(|index| labels(vertices, index))
        .filter(|&labels| symmetries.iter().all(|&order| reorder_labels(vertices, labels, order) >= labels))
        .map(|labels| ModuleSpec::from_parts(vertices, edges, labels))
        .collect()
}

/// The labelling with this index: its base-3 digits, first vertex first.
fn labels(vertices: usize, mut index: usize) -> u16 {
    let mut labels = 0;
    for place in 0..vertices - 2 {
        labels |= ((index % VertexOperation::ALL.len()) as u16) << (2 * place);
        index /= VertexOperation::ALL.len();
    }
    labels
}
