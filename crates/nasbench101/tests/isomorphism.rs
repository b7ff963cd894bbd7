//! Canonical form and hash under random vertex orders, against a brute-force search through all permutations.

use nasbench101::{ModuleSpec, VertexOperation};
use proptest::prelude::*;

/// Whether any permutation of all vertices maps one onto the other, by trying every one.
fn isomorphic_by_search(one: ModuleSpec, other: ModuleSpec) -> bool {
    fn search(one: ModuleSpec, other: ModuleSpec, image: &mut Vec<usize>) -> bool {
        let vertex = image.len();
        if vertex == one.vertices() {
            return true;
        }
        for candidate in 0..other.vertices() {
            let agrees = !image.contains(&candidate)
                && one.operation(vertex) == other.operation(candidate)
                && (0..vertex).all(|before| {
                    one.has_edge(before, vertex) == other.has_edge(image[before], candidate)
                        && !other.has_edge(candidate, image[before])
                });
            if agrees {
                image.push(candidate);
                if search(one, other, image) {
                    return true;
                }
                image.pop();
            }
        }
        false
    }
    one.vertices() == other.vertices() && search(one, other, &mut Vec::new())
}

fn module() -> impl Strategy<Value = ModuleSpec> {
    let parts = (prop::collection::vec(prop::bool::weighted(0.45), 21), prop::collection::vec(0..3u8, 5));
    (2..=7usize, parts).prop_filter_map("a module of the space", |(vertices, (bits, labels))| {
        let mut matrix = vec![false; vertices * vertices];
        let places = (0..vertices).flat_map(|from| (from + 1..vertices).map(move |to| (from, to)));
        for ((from, to), bit) in places.zip(bits) {
            matrix[from * vertices + to] = bit;
        }
        let operations: Vec<_> =
            labels[..vertices - 2].iter().filter_map(|&label| VertexOperation::from_label(label)).collect();
        ModuleSpec::from_matrix(&matrix, &operations).ok()
    })
}

proptest! {
    #[test]
    fn hash_and_canonical_form_decide_as_the_search_does(one in module(), other in module()) {
        let expected = isomorphic_by_search(one, other);
        prop_assert_eq!(one.is_isomorphic(other), expected);
        prop_assert_eq!(one.module_hash() == other.module_hash(), expected);
    }

    #[test]
    fn another_order_is_the_same_module(spec in module(), keys in prop::collection::vec(any::<u32>(), 7)) {
        // A random topological order: repeatedly the free vertex with the smallest key.
        let last = spec.vertices() - 1;
        let mut order = vec![0];
        while order.len() < last {
            let free = (1..last)
                .filter(|v| !order.contains(v) && spec.predecessors(*v).all(|p| order.contains(&p)));
            order.extend(free.min_by_key(|&v| keys[v]));
        }
        order.push(last);
        let matrix: Vec<bool> =
            order.iter().flat_map(|&from| order.iter().map(move |&to| spec.has_edge(from, to))).collect();
        let operations: Vec<_> = order.iter().filter_map(|&vertex| spec.operation(vertex)).collect();
        let moved = ModuleSpec::from_matrix(&matrix, &operations)?;
        prop_assert!(isomorphic_by_search(spec, moved));
        prop_assert_eq!(moved.canonical(), spec.canonical());
        prop_assert!(spec.canonical() <= spec);
        prop_assert_eq!(moved.module_hash(), spec.module_hash());
        prop_assert_eq!(moved.to_string().parse::<ModuleSpec>()?, moved);
        prop_assert_eq!(ModuleSpec::from_packed(moved.packed())?, moved);
    }
}
