//! Small changes of a module, for evolutionary search.

use crate::limits::MAX_VERTICES;
use crate::{ModuleSpec, VertexOperation};

/// Attempts before giving up. About half of all changes are valid.
const TRIES: usize = 1_000;

/// A module that differs from this one by one change: an edge is flipped (vertices off every path are then pruned), a
/// vertex gets another operation, or a new vertex is inserted into an edge. The three kinds are equally likely; changes
/// that leave the space or give an isomorphic module are drawn again. `None` if no valid one was found.
pub(crate) fn mutate(spec: ModuleSpec, below: &mut dyn FnMut(usize) -> usize) -> Option<ModuleSpec> {
    let hash = spec.module_hash();
    (0..TRIES).find_map(|_| {
        let changed = match below(3) {
            0 => flip_edge(spec, below),
            1 => change_operation(spec, below),
            _ => insert_vertex(spec, below),
        };
        changed.filter(|changed| changed.module_hash() != hash)
    })
}

/// The full matrix row by row, and the operations.
fn parts(spec: ModuleSpec) -> (Vec<bool>, Vec<VertexOperation>) {
    let vertices = spec.vertices();
    let matrix = (0..vertices * vertices).map(|at| spec.has_edge(at / vertices, at % vertices)).collect();
    (matrix, spec.operations().collect())
}

fn flip_edge(spec: ModuleSpec, below: &mut dyn FnMut(usize) -> usize) -> Option<ModuleSpec> {
    let vertices = spec.vertices();
    let (mut matrix, operations) = parts(spec);
    let to = 1 + below(vertices - 1);
    let from = below(to);
    matrix[from * vertices + to] ^= true;
    ModuleSpec::from_matrix(&matrix, &operations).ok()
}

fn change_operation(spec: ModuleSpec, below: &mut dyn FnMut(usize) -> usize) -> Option<ModuleSpec> {
    let (matrix, mut operations) = parts(spec);
    if operations.is_empty() {
        return None;
    }
    let vertex = below(operations.len());
    // One of the two other labels.
    let label = (usize::from(operations[vertex].label()) + 1 + below(2)) % 3;
    operations[vertex] = VertexOperation::ALL[label];
    ModuleSpec::from_matrix(&matrix, &operations).ok()
}

/// Edge `from -> to` becomes `from -> new -> to`.
fn insert_vertex(spec: ModuleSpec, below: &mut dyn FnMut(usize) -> usize) -> Option<ModuleSpec> {
    let vertices = spec.vertices();
    if vertices == MAX_VERTICES {
        return None;
    }
    let edges: Vec<(usize, usize)> = (0..vertices)
        .flat_map(|to| (0..to).map(move |from| (from, to)))
        .filter(|&(from, to)| spec.has_edge(from, to))
        .collect();
    let split = edges[below(edges.len())];
    // The new vertex takes the index of `to`; `to` and all after it move up by one.
    let moved = |vertex: usize| if vertex < split.1 { vertex } else { vertex + 1 };
    let size = vertices + 1;
    let mut matrix = vec![false; size * size];
    for &(from, to) in edges.iter().filter(|edge| **edge != split) {
        matrix[moved(from) * size + moved(to)] = true;
    }
    matrix[split.0 * size + split.1] = true;
    matrix[split.1 * size + split.1 + 1] = true;
    let mut operations: Vec<VertexOperation> = spec.operations().collect();
    operations.insert(split.1 - 1, VertexOperation::ALL[below(3)]);
    ModuleSpec::from_matrix(&matrix, &operations).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small pseudo-random generator.
    fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
        move |n| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as usize) % n
        }
    }

    #[test]
    fn a_walk_of_mutations_stays_in_the_space_and_reaches_all_sizes() {
        let mut below = numbers(1);
        // The smallest module: the input is the output's only predecessor.
        let mut spec: ModuleSpec = "1:".parse().unwrap();
        let mut sizes = [0; MAX_VERTICES + 1];
        for _ in 0..2_000 {
            let next = mutate(spec, &mut below).unwrap();
            assert_ne!(next.module_hash(), spec.module_hash());
            assert!(next.vertices() <= MAX_VERTICES && next.edges() <= 9);
            // Only modules of the space round-trip through number and text.
            assert_eq!(ModuleSpec::from_packed(next.packed()), Ok(next));
            sizes[next.vertices()] += 1;
            spec = next;
        }
        assert!(sizes[3..].iter().all(|&count| count > 0), "{sizes:?}");
    }

    #[test]
    fn a_vertex_put_on_an_edge_keeps_the_rest() {
        // 0 -> 1 -> 2 and 0 -> 2, with a 3x3 convolution: edge 0 -> 2 (the second in the list) is split.
        let spec: ModuleSpec = "111:0".parse().unwrap();
        let mut numbers = [1, 2].into_iter();
        let split = insert_vertex(spec, &mut |_| numbers.next().unwrap()).unwrap();
        // Upper triangle row by row: 0-1, 0-2, 0-3, 1-2, 1-3, 2-3.
        assert_eq!(split.to_string(), "110011:02");
    }
}
