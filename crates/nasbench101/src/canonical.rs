//! The canonical form of a module, and isomorphism.

use crate::ModuleSpec;
use crate::limits::MAX_VERTICES;
use crate::spec::edge_bit;

/// A permutation of the vertices: `order[new]` is the old vertex that moves to `new`.
type Order = [u8; MAX_VERTICES];

impl ModuleSpec {
    /// The smallest module isomorphic to this one, in the order of `Ord`: by edges, where later columns are more
    /// significant, and within a column later rows; then by operation labels.
    ///
    /// This is the representative that the benchmark's authors trained, since they enumerated all matrices in this order
    /// and kept the first of each class; so the canonical form also has the published parameter count. At most 120
    /// orders are tried.
    #[must_use]
    pub fn canonical(self) -> Self {
        let mut smallest = self;
        for_each_order(self.vertices(), self.edge_bits(), |order| {
            let edges = reorder_edges(self.vertices(), self.edge_bits(), order);
            let labels = reorder_labels(self.vertices(), self.label_bits(), order);
            smallest = smallest.min(Self::from_parts(self.vertices(), edges, labels));
        });
        smallest
    }

    /// Whether some permutation of the other's vertices makes it this module. Input and output always map to
    /// themselves, being the only vertices without an edge in and out.
    pub fn is_isomorphic(self, other: Self) -> bool {
        self.canonical() == other.canonical()
    }
}

/// If a pruned adjacency, operations aside, is the smallest of its class: the permutations that map it to itself,
/// without the identity. Else `None`.
pub(crate) fn symmetries_if_smallest(vertices: usize, edges: u32) -> Option<Vec<Order>> {
    let mut symmetries = Vec::new();
    let mut smallest = true;
    for_each_order(vertices, edges, |order| {
        let reordered = reorder_edges(vertices, edges, order);
        smallest &= reordered >= edges;
        if reordered == edges && !order.is_sorted() {
            symmetries.push(order);
        }
    });
    smallest.then_some(symmetries)
}

/// Labels in the new order.
pub(crate) fn reorder_labels(vertices: usize, labels: u16, order: Order) -> u16 {
    order[1..vertices - 1]
        .iter()
        .fold(0, |new, &old| new << 2 | labels >> (2 * (vertices - 2 - usize::from(old))) & 3)
}

fn reorder_edges(vertices: usize, edges: u32, order: Order) -> u32 {
    let mut reordered = 0;
    for to in 1..vertices {
        for from in 0..to {
            let (old_from, old_to) = (usize::from(order[from]), usize::from(order[to]));
            // In a topological order no edge leads backwards.
            if old_from < old_to && edges & edge_bit(old_from, old_to) != 0 {
                reordered |= edge_bit(from, to);
            }
        }
    }
    reordered
}

/// Visits every topological order of the vertices. Unused places at the end hold their own index, so that only the
/// identity is sorted.
fn for_each_order(vertices: usize, edges: u32, mut visit: impl FnMut(Order)) {
    let mut before = [0u8; MAX_VERTICES];
    for (to, mask) in before.iter_mut().enumerate().take(vertices).skip(1) {
        *mask = (edges >> (to * (to - 1) / 2)) as u8 & ((1 << to) - 1);
    }
    let mut order: Order = std::array::from_fn(|vertex| vertex as u8);
    place(vertices, before, 1, 1, &mut order, &mut visit);
}

/// Fills place `next` with each interior vertex whose predecessors are all `placed`.
fn place(
    vertices: usize,
    before: [u8; MAX_VERTICES],
    next: usize,
    placed: u8,
    order: &mut Order,
    visit: &mut impl FnMut(Order),
) {
    if next + 1 >= vertices {
        return visit(*order);
    }
    for vertex in 1..vertices - 1 {
        let free = placed >> vertex & 1 == 0;
        if free && before[vertex] & !placed == 0 {
            order[next] = vertex as u8;
            place(vertices, before, next + 1, placed | 1 << vertex, order, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{ModuleSpec, SpecError};

    #[test]
    fn isomorphic_modules_share_their_canonical_form() -> Result<(), SpecError> {
        // Two parallel vertices, the pooling first or second.
        let (one, other): (ModuleSpec, ModuleSpec) = ("110011:20".parse()?, "110011:02".parse()?);
        assert!(one.is_isomorphic(other));
        assert_eq!(one.canonical(), other);
        assert_eq!(one.module_hash(), other.module_hash());
        assert!(!one.is_isomorphic("110011:22".parse()?));
        // In series the order matters.
        assert!(!"100101:20".parse::<ModuleSpec>()?.is_isomorphic("100101:02".parse()?));
        Ok(())
    }
}
