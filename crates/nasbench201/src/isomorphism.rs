use crate::{Cell, CellOperation};

impl Cell {
    /// The benchmark's own canonical text: two cells that share it count as isomorphic.
    ///
    /// This is the published definition, which gives 6,466 classes: a `skip_connect` is its input, a `none`
    /// (or an edge from a node that is only `none`) is `#`, and the inputs of a node are sorted. It keeps
    /// the `#` in sums, so it separates some cells that compute the same function (there are 5,773 classes without them).
    /// It also writes sums without brackets, so equal texts do not prove isomorphism.
    pub fn isomorphism_class(&self) -> String {
        let mut nodes = vec!["0".to_owned()];
        for node in 1..4 {
            let mut inputs: Vec<String> = self
                .incoming(node)
                .map(|(from, operation)| match operation {
                    CellOperation::None => "#".to_owned(),
                    _ if nodes[from] == "#" => "#".to_owned(),
                    CellOperation::SkipConnect => nodes[from].clone(),
                    _ => format!("({})@{}", nodes[from], operation.name()),
                })
                .collect();
            inputs.sort();
            nodes.push(inputs.join("+"));
        }
        nodes.swap_remove(3)
    }
}
