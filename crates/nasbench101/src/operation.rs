use std::fmt;

/// The operation of an interior vertex, in the benchmark's order: position = label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VertexOperation {
    /// 3x3 convolution, batch norm, ReLU (label 0).
    Conv3x3BnRelu,
    /// 1x1 convolution, batch norm, ReLU (label 1).
    Conv1x1BnRelu,
    /// 3x3 max pooling with stride 1 (label 2).
    MaxPool3x3,
}

impl VertexOperation {
    /// All operations, in label order.
    pub const ALL: [Self; 3] = [Self::Conv3x3BnRelu, Self::Conv1x1BnRelu, Self::MaxPool3x3];

    /// The integer label that the module hash is computed from: 0, 1 or 2.
    pub const fn label(self) -> u8 {
        self as u8
    }

    /// The operation with this label, or `None` above 2.
    pub const fn from_label(label: u8) -> Option<Self> {
        match label {
            0 => Some(Self::Conv3x3BnRelu),
            1 => Some(Self::Conv1x1BnRelu),
            2 => Some(Self::MaxPool3x3),
            _ => None,
        }
    }

    /// The name that the official files use, such as `conv3x3-bn-relu`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conv3x3BnRelu => "conv3x3-bn-relu",
            Self::Conv1x1BnRelu => "conv1x1-bn-relu",
            Self::MaxPool3x3 => "maxpool3x3",
        }
    }

    /// The operation with this official name, or `None`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }
}

impl fmt::Display for VertexOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::VertexOperation;

    #[test]
    fn labels_and_names_lead_back() {
        for operation in VertexOperation::ALL {
            assert_eq!(VertexOperation::from_label(operation.label()), Some(operation));
            assert_eq!(VertexOperation::from_name(operation.name()), Some(operation));
        }
        assert_eq!(VertexOperation::from_label(3), None);
        assert_eq!(VertexOperation::from_name("conv5x5-bn-relu"), None);
    }
}
