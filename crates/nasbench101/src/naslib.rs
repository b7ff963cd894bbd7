//! NASLib's tuples for modules: the adjacency matrix row by row, then the operations of all vertices.

use benchmark::naslib;

use crate::{MAX_VERTICES, ModuleSpec, VertexOperation};

/// NASLib's numbers of the input and the output.
const ENDS: [u8; 2] = [0, 1];
/// NASLib's numbers of the operations, by their labels.
const OPERATIONS: [u8; 3] = [4, 3, 2];

impl ModuleSpec {
    /// The module of a NASLib tuple, after pruning.
    pub(crate) fn from_naslib_tuple(text: &str) -> Result<Self, String> {
        let malformed = || {
            "a tuple of NASLib has the numbers of a square matrix of 0 and 1, and then of its vertices: 0 (input), 4, 3 or 2 \
             (conv3x3, conv1x1, maxpool3x3), 1 (output)"
                .to_owned()
        };
        let numbers = naslib::numbers(text).ok_or_else(malformed)?;
        let vertices = (2..=MAX_VERTICES).find(|n| n * n + n == numbers.len()).ok_or_else(malformed)?;
        let (matrix, labels) = numbers.split_at(vertices * vertices);
        let [input, inner @ .., output] = labels else { return Err(malformed()) };
        if [*input, *output] != ENDS || matrix.iter().any(|&bit| bit > 1) {
            return Err(malformed());
        }
        let matrix: Vec<bool> = matrix.iter().map(|&bit| bit == 1).collect();
        let operation = |number: &u8| {
            VertexOperation::from_label(OPERATIONS.iter().position(|other| other == number)? as u8)
        };
        let operations: Option<Vec<_>> = inner.iter().map(operation).collect();
        Self::from_matrix(&matrix, &operations.ok_or_else(malformed)?).map_err(|error| error.to_string())
    }

    /// NASLib's tuple for the module.
    pub(crate) fn naslib_tuple(self) -> String {
        let vertices = self.vertices();
        let matrix = (0..vertices * vertices)
            .map(|place| usize::from(self.has_edge(place / vertices, place % vertices)));
        let number = |operation: VertexOperation| OPERATIONS[usize::from(operation.label())];
        let labels = [ENDS[0]].into_iter().chain(self.operations().map(number)).chain([ENDS[1]]);
        naslib::tuple(matrix.chain(labels.map(usize::from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SpecError;

    #[test]
    fn tuples_lead_to_modules_and_back() -> Result<(), SpecError> {
        for text in ["1:", "101:2", "100110100001001010101:02001"] {
            let spec: ModuleSpec = text.parse()?;
            assert_eq!(ModuleSpec::from_naslib_tuple(&spec.naslib_tuple()), Ok(spec));
        }
        let tuple = "(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 2, 1)";
        let spec: ModuleSpec = "101:2".parse()?;
        assert_eq!(spec.naslib_tuple(), tuple);
        assert_eq!(ModuleSpec::from_naslib_tuple("[0,1,0,0,0,1,0,0,0,0,2,1]"), Ok(spec));
        for wrong in [
            "(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 5, 1)",
            "(0, 1)",
            "(0, 1, 0, 0, 1, 0)",
            "(0, 2, 0, 0, 0, 1)",
            "[",
        ] {
            let error = ModuleSpec::from_naslib_tuple(wrong).unwrap_err();
            assert!(error.contains("a square matrix of 0 and 1"), "{wrong}: {error}");
        }
        let error = ModuleSpec::from_naslib_tuple("(0, 0, 0, 0, 0, 1)").unwrap_err();
        assert_eq!(error, SpecError::Disconnected.to_string());
        Ok(())
    }
}
