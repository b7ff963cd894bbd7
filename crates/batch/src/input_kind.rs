use network::Shape;

/// The kind of input that the networks of a study take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Square images with three channels.
    Images {
        /// Their side in pixels.
        size: usize,
    },
    /// The tokens of a text.
    Text,
}

impl InputKind {
    /// Side of the images in pixels; `None` for text.
    pub const fn image_size(self) -> Option<usize> {
        match self {
            Self::Images { size } => Some(size),
            Self::Text => None,
        }
    }

    /// Shape of the images; `None` for text.
    pub fn image_shape(self) -> Option<Shape> {
        self.image_size().map(|size| Shape::new(3, size, size))
    }

    /// A word for messages.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Images { .. } => "images",
            Self::Text => "tokens",
        }
    }
}
