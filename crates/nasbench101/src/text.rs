//! The text form `ADJACENCY:OPS`.

use std::fmt;
use std::str::FromStr;

use crate::error::excerpt;
use crate::limits::MAX_RAW_VERTICES;
use crate::{ModuleSpec, SpecError, VertexOperation};

/// Writes `ADJACENCY:OPS`: the upper triangle row by row as 0 and 1, then one digit per interior vertex
/// (0 = conv3x3, 1 = conv1x1, 2 = maxpool3x3). The smallest module, input straight to output, is `1:`.
impl fmt::Display for ModuleSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vertices = self.vertices();
        for from in 0..vertices {
            for to in from + 1..vertices {
                f.write_str(if self.has_edge(from, to) { "1" } else { "0" })?;
            }
        }
        f.write_str(":")?;
        self.operations().try_for_each(|operation| write!(f, "{}", operation.label()))
    }
}

/// Reads the format of `Display`. The module need not be pruned; it is pruned here.
impl FromStr for ModuleSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let (adjacency, digits) =
            text.split_once(':').ok_or_else(|| SpecError::NoColon { text: excerpt(text) })?;
        let vertices = digits.chars().count() + 2;
        if vertices > MAX_RAW_VERTICES {
            return Err(SpecError::TooManyRawVertices { found: vertices });
        }
        let mut operations = [VertexOperation::Conv3x3BnRelu; MAX_RAW_VERTICES];
        for (index, found) in digits.chars().enumerate() {
            let label = found.to_digit(3).map(|digit| digit as u8);
            operations[index] = label
                .and_then(VertexOperation::from_label)
                .ok_or(SpecError::OperationDigit { vertex: index + 1, found })?;
        }
        let (expected, found) = (vertices * (vertices - 1) / 2, adjacency.chars().count());
        if found != expected {
            return Err(SpecError::AdjacencyLength { vertices, expected, found });
        }
        let mut rows = [0u32; MAX_RAW_VERTICES];
        let places = (0..vertices).flat_map(|from| (from + 1..vertices).map(move |to| (from, to)));
        for (position, ((from, to), found)) in places.zip(adjacency.chars()).enumerate() {
            match found {
                '0' => {}
                '1' => rows[from] |= 1 << to,
                _ => return Err(SpecError::AdjacencyBit { position, found }),
            }
        }
        Self::from_rows(&rows[..vertices], &operations[..vertices - 2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_leads_back_and_names_what_is_wrong() -> Result<(), SpecError> {
        for text in ["1:", "101:2", "1010101011:012", "100110100001001010101:02001"] {
            assert_eq!(text.parse::<ModuleSpec>()?.to_string(), text);
        }
        assert_eq!("110101:01".parse::<ModuleSpec>()?.to_string(), "110101:01");
        // Vertex 1 leads nowhere.
        assert_eq!("111001:01".parse::<ModuleSpec>()?.to_string(), "111:1");
        let wrong = |text: &str| text.parse::<ModuleSpec>().unwrap_err();
        assert!(matches!(wrong("101"), SpecError::NoColon { .. }));
        assert_eq!(wrong("101:3"), SpecError::OperationDigit { vertex: 1, found: '3' });
        assert_eq!(wrong("1x1:0"), SpecError::AdjacencyBit { position: 1, found: 'x' });
        assert_eq!(wrong("10:0"), SpecError::AdjacencyLength { vertices: 3, expected: 3, found: 2 });
        assert_eq!(wrong("0:"), SpecError::Disconnected);
        Ok(())
    }
}
