use crate::limits::{MAX_EDGES, MAX_RAW_VERTICES, MAX_VERTICES};
use crate::{SpecError, VertexOperation};

/// A module of NAS-Bench-101: a directed acyclic graph from an input to an output vertex, with an
/// operation at each vertex between.
///
/// Always pruned (every vertex lies on a path from input to output) and within the limits of the space
/// (7 vertices, 9 edges). Vertex 0 is the input, vertex `vertices() - 1` the output, and edges lead from
/// smaller to larger vertices.
///
/// Two modules that differ only by the order of their vertices are isomorphic, have the same
/// [`module_hash`](Self::module_hash), and yet may not be the same network: an uneven channel split gives
/// the *first* vertices one channel more. `Ord` is the order in which the benchmark's authors generated the space; see
/// [`canonical`](Self::canonical).
///
/// # References
/// C. Ying et al., *NAS-Bench-101: Towards Reproducible Neural Architecture Search*, ICML 2019.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleSpec {
    vertices: u8,
    /// Upper triangle column by column, the bit of edge 0 -> 1 lowest: later columns are more significant.
    edges: u32,
    /// Two bits per label, first interior vertex highest, so that numbers order as lists of labels do.
    labels: u16,
}

/// Bit of edge `from` -> `to` in the column-by-column order.
pub(crate) const fn edge_bit(from: usize, to: usize) -> u32 {
    1 << (to * (to - 1) / 2 + from)
}

impl ModuleSpec {
    /// The module of a full adjacency matrix, after pruning.
    ///
    /// `matrix` holds `V * V` entries row by row (entry `from * V + to`), `operations` the `V - 2`
    /// operations of the interior vertices. Vertices that are not on a path from input to output are removed, as in the
    /// official library's look-up.
    ///
    /// # Errors
    /// If the lengths disagree, an edge leads backwards, the output can't be reached, or what is left
    /// after pruning is larger than the space allows.
    pub fn from_matrix(matrix: &[bool], operations: &[VertexOperation]) -> Result<Self, SpecError> {
        let vertices = operations.len().saturating_add(2);
        if vertices > MAX_RAW_VERTICES {
            return Err(SpecError::TooManyRawVertices { found: vertices });
        }
        if matrix.len() != vertices * vertices {
            let expected = vertices * vertices;
            return Err(SpecError::AdjacencyLength { vertices, expected, found: matrix.len() });
        }
        let mut rows = [0u32; MAX_RAW_VERTICES];
        for (position, _) in matrix.iter().enumerate().filter(|(_, edge)| **edge) {
            let (from, to) = (position / vertices, position % vertices);
            if from >= to {
                return Err(SpecError::NotUpperTriangular { from, to });
            }
            rows[from] |= 1 << to;
        }
        Self::from_rows(&rows[..vertices], operations)
    }

    /// Prunes and checks. `rows[from]` has bit `to` set for an edge; all edges lead forwards.
    pub(crate) fn from_rows(rows: &[u32], operations: &[VertexOperation]) -> Result<Self, SpecError> {
        let kept = crate::prune::on_a_path(rows).ok_or(SpecError::Disconnected)?;
        let vertices = kept.count_ones() as usize;
        if vertices > MAX_VERTICES {
            return Err(SpecError::TooManyVertices { found: vertices });
        }
        let mut old = [0; MAX_VERTICES];
        for (place, vertex) in old.iter_mut().zip((0..rows.len()).filter(|&v| kept >> v & 1 == 1)) {
            *place = vertex;
        }
        let (mut edges, mut labels) = (0, 0);
        for to in 1..vertices {
            for from in 0..to {
                if rows[old[from]] >> old[to] & 1 == 1 {
                    edges |= edge_bit(from, to);
                }
            }
            if to + 1 < vertices {
                labels = labels << 2 | u16::from(operations[old[to] - 1].label());
            }
        }
        let count = edges.count_ones() as usize;
        if count > MAX_EDGES {
            return Err(SpecError::TooManyEdges { found: count });
        }
        Ok(Self { vertices: vertices as u8, edges, labels })
    }

    /// Number of vertices, input and output included: 2 to 7.
    pub const fn vertices(self) -> usize {
        self.vertices as usize
    }

    /// Number of edges: 1 to 9.
    pub const fn edges(self) -> usize {
        self.edges.count_ones() as usize
    }

    /// Whether there is an edge `from` -> `to`; false for vertices that do not exist.
    pub const fn has_edge(self, from: usize, to: usize) -> bool {
        from < to && to < self.vertices() && self.edges & edge_bit(from, to) != 0
    }

    /// Operation of an interior vertex; `None` for the input, the output and vertices that do not exist.
    pub const fn operation(self, vertex: usize) -> Option<VertexOperation> {
        if vertex == 0 || vertex + 1 >= self.vertices() {
            return None;
        }
        let shift = 2 * (self.vertices() - 2 - vertex);
        VertexOperation::from_label((self.labels >> shift & 3) as u8)
    }

    /// Operations of the interior vertices, in order.
    pub fn operations(self) -> impl Iterator<Item = VertexOperation> {
        (1..self.vertices() - 1).filter_map(move |vertex| self.operation(vertex))
    }

    /// Vertices with an edge to this one, ascending.
    pub fn predecessors(self, vertex: usize) -> impl Iterator<Item = usize> {
        (0..vertex).filter(move |&from| self.has_edge(from, vertex))
    }

    /// Vertices that this one has an edge to, ascending.
    pub fn successors(self, vertex: usize) -> impl Iterator<Item = usize> {
        (vertex + 1..self.vertices()).filter(move |&to| self.has_edge(vertex, to))
    }

    /// The module as a number below 2^34, with the order of the modules: 3 bits for the vertices, 21 for
    /// the edges, 10 for the labels.
    pub const fn packed(self) -> u64 {
        (self.vertices as u64) << 31 | (self.edges as u64) << 10 | self.labels as u64
    }

    /// The module of a [`packed`](Self::packed) number.
    ///
    /// # Errors
    /// If it is not the number of a pruned module within the limits of the space.
    pub fn from_packed(packed: u64) -> Result<Self, SpecError> {
        let vertices = packed >> 31;
        let edges = (packed >> 10) as u32 & 0x1f_ffff;
        let labels = packed as u16 & 0x3ff;
        if !(2..=MAX_VERTICES as u64).contains(&vertices) {
            return Err(SpecError::Packed { packed });
        }
        let vertices = vertices as usize;
        let labels_known = (0..5).all(|vertex| match labels >> (2 * vertex) & 3 {
            0 => true,
            label => label < 3 && vertex < vertices - 2,
        });
        if labels_known && is_pruned_module(vertices, edges) {
            Ok(Self { vertices: vertices as u8, edges, labels })
        } else {
            Err(SpecError::Packed { packed })
        }
    }

    /// The edges, for the canonical form.
    pub(crate) const fn edge_bits(self) -> u32 {
        self.edges
    }

    /// The labels, for the canonical form.
    pub(crate) const fn label_bits(self) -> u16 {
        self.labels
    }

    /// From parts that are known to be a pruned module within the limits.
    pub(crate) const fn from_parts(vertices: usize, edges: u32, labels: u16) -> Self {
        Self { vertices: vertices as u8, edges, labels }
    }
}

/// Whether column-by-column edge bits are a module of the space in which every vertex is on a path from
/// input to output. Since edges lead forwards, it is enough that each vertex but the input has an edge in
/// and each but the output an edge out.
pub(crate) fn is_pruned_module(vertices: usize, edges: u32) -> bool {
    let used = vertices * (vertices - 1) / 2;
    if edges >> used != 0 || edges.count_ones() as usize > MAX_EDGES {
        return false;
    }
    let mut sources = 0u32;
    for to in 1..vertices {
        let column = edges >> (to * (to - 1) / 2) & ((1 << to) - 1);
        if column == 0 {
            return false;
        }
        sources |= column;
    }
    sources == (1 << (vertices - 1)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use VertexOperation::{Conv1x1BnRelu, Conv3x3BnRelu, MaxPool3x3};

    #[test]
    fn a_vertex_off_the_path_is_pruned_with_its_operation() -> Result<(), SpecError> {
        // 0 -> 1 -> 3, and 2 hangs off the input without a way to the output.
        let mut matrix = [false; 16];
        for (from, to) in [(0, 1), (1, 3), (0, 2)] {
            matrix[from * 4 + to] = true;
        }
        let spec = ModuleSpec::from_matrix(&matrix, &[Conv1x1BnRelu, MaxPool3x3])?;
        assert_eq!((spec.vertices(), spec.edges()), (3, 2));
        assert_eq!(spec.operations().collect::<Vec<_>>(), [Conv1x1BnRelu]);
        Ok(())
    }

    #[test]
    fn limits_hold_after_pruning_only() {
        let chain = |n: usize| {
            let mut matrix = vec![false; n * n];
            (0..n - 1).for_each(|v| matrix[v * n + v + 1] = true);
            matrix
        };
        let eight = ModuleSpec::from_matrix(&chain(8), &[Conv3x3BnRelu; 6]);
        assert_eq!(eight, Err(SpecError::TooManyVertices { found: 8 }));
        let mut shortcut = chain(8);
        shortcut[6] = false;
        shortcut[3 * 8 + 4] = false;
        shortcut[2 * 8 + 7] = true;
        let spec = ModuleSpec::from_matrix(&shortcut, &[Conv3x3BnRelu; 6]);
        assert_eq!(spec.map(ModuleSpec::vertices), Ok(4));
        let dense: Vec<bool> = (0..25).map(|k| k / 5 < k % 5).collect();
        let ten = ModuleSpec::from_matrix(&dense, &[Conv3x3BnRelu; 3]);
        assert_eq!(ten, Err(SpecError::TooManyEdges { found: 10 }));
    }

    #[test]
    fn backward_edges_wrong_lengths_and_no_path_are_refused() {
        let backward = [false, true, true, false];
        let error = ModuleSpec::from_matrix(&backward, &[]);
        assert_eq!(error, Err(SpecError::NotUpperTriangular { from: 1, to: 0 }));
        let short = ModuleSpec::from_matrix(&[true; 3], &[]);
        assert_eq!(short, Err(SpecError::AdjacencyLength { vertices: 2, expected: 4, found: 3 }));
        assert_eq!(ModuleSpec::from_matrix(&[false; 4], &[]), Err(SpecError::Disconnected));
        let huge = ModuleSpec::from_matrix(&[], &[MaxPool3x3; 40]);
        assert_eq!(huge, Err(SpecError::TooManyRawVertices { found: 42 }));
    }

    #[test]
    fn only_pruned_modules_unpack() -> Result<(), SpecError> {
        let spec = ModuleSpec::from_matrix(
            &[false, true, false, false, false, true, false, false, false],
            &[MaxPool3x3],
        )?;
        assert_eq!(ModuleSpec::from_packed(spec.packed()), Ok(spec));
        // Label 3, a label without a vertex, an unconnected vertex, no vertices, too many.
        for packed in [spec.packed() | 3, spec.packed() | 4, 3 << 31 | 1 << 10, 0, u64::MAX] {
            assert_eq!(ModuleSpec::from_packed(packed), Err(SpecError::Packed { packed }));
        }
        Ok(())
    }
}
