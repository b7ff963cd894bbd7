//! Colour refinement: classes of vertices that no local property distinguishes.

/// A vertex of the graph that is to be numbered.
#[derive(Clone, Debug)]
pub(crate) struct Vertex {
    /// The kind of vertex; vertices of different kinds are never exchanged.
    pub(crate) kind: usize,
    /// Whether the order of `inputs` matters.
    pub(crate) ordered: bool,
    /// The vertices that this one reads.
    pub(crate) inputs: Vec<usize>,
}

/// A graph with its edges in both directions.
pub(crate) struct Refiner {
    pub(crate) vertices: Vec<Vertex>,
    /// For each vertex the readers, with the position among their inputs where that matters.
    readers: Vec<Vec<(usize, usize)>>,
}

/// The local properties of a vertex: colour, colours of the inputs, colours and positions of the readers.
type Signature = (usize, Vec<usize>, Vec<(usize, usize)>);

impl Refiner {
    pub(crate) fn new(vertices: Vec<Vertex>) -> Self {
        let mut readers = vec![Vec::new(); vertices.len()];
        for (index, vertex) in vertices.iter().enumerate() {
            for (slot, &input) in vertex.inputs.iter().enumerate() {
                readers[input].push((index, if vertex.ordered { slot } else { 0 }));
            }
        }
        for list in &mut readers {
            list.sort_unstable();
        }
        Self { vertices, readers }
    }

    /// Splits classes until their members have equal signatures. Colours are ranks, so they don't depend on the
    /// numbering of the vertices, and vertices of a smaller colour keep a smaller one.
    pub(crate) fn refine(&self, colours: &mut [usize]) {
        let mut classes = 0;
        loop {
            let signatures: Vec<Signature> =
                (0..self.vertices.len()).map(|vertex| self.signature(vertex, colours)).collect();
            let mut ranks: Vec<&Signature> = signatures.iter().collect();
            ranks.sort_unstable();
            ranks.dedup();
            for (colour, signature) in colours.iter_mut().zip(&signatures) {
                *colour = ranks.binary_search(&signature).unwrap_or_else(|at| at);
            }
            if ranks.len() == classes {
                return;
            }
            classes = ranks.len();
        }
    }

    fn signature(&self, vertex: usize, colours: &[usize]) -> Signature {
        let Vertex { ordered, ref inputs, .. } = self.vertices[vertex];
        let mut inputs: Vec<usize> = inputs.iter().map(|&input| colours[input]).collect();
        if !ordered {
            inputs.sort_unstable();
        }
        let mut readers: Vec<(usize, usize)> =
            self.readers[vertex].iter().map(|&(reader, slot)| (colours[reader], slot)).collect();
        readers.sort_unstable();
        (colours[vertex], inputs, readers)
    }

    /// Whether two vertices of one kind have the same inputs and readers, so that exchanging them changes nothing.
    pub(crate) fn are_interchangeable(&self, a: usize, b: usize) -> bool {
        let inputs = |vertex: usize| {
            let mut inputs = self.vertices[vertex].inputs.clone();
            if !self.vertices[vertex].ordered {
                inputs.sort_unstable();
            }
            inputs
        };
        self.vertices[a].kind == self.vertices[b].kind
            && self.readers[a] == self.readers[b]
            && inputs(a) == inputs(b)
    }
}
