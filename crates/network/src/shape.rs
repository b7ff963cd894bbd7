use std::fmt;

/// The shape of one sample's feature map: channels, height, width. The batch dimension is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Number of channels.
    pub channels: usize,
    /// Height in pixels; 1 after global pooling.
    pub height: usize,
    /// Width in pixels; 1 after global pooling.
    pub width: usize,
}

impl Shape {
    /// A `[channels, height, width]` shape.
    pub const fn new(channels: usize, height: usize, width: usize) -> Self {
        Self { channels, height, width }
    }

    /// The same map with another number of channels.
    #[must_use]
    pub const fn with_channels(self, channels: usize) -> Self {
        Self { channels, ..self }
    }

    /// Height times width.
    pub const fn pixels(self) -> usize {
        self.height * self.width
    }

    /// Channels times height times width.
    pub const fn elements(self) -> usize {
        self.channels * self.pixels()
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}, {}]", self.channels, self.height, self.width)
    }
}
