use network::Shape;

/// How a module becomes a whole network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MacroConfig {
    /// Shape of one image. By default, this is `[3, 32, 32]`.
    pub image: Shape,
    /// Channels of the stem convolution. By default, this is 128.
    pub stem_channels: usize,
    /// Number of stacks; each but the first halves the map and doubles the channels. By default, this is 3.
    pub stacks: usize,
    /// Modules in a stack, all of the same spec. By default, this is 3.
    pub modules_per_stack: usize,
    /// Outputs of the classifier. By default, this is 10, as trained; use 1 for a score of one number per sample.
    pub outputs: usize,
}

impl Default for MacroConfig {
    /// The network that the benchmark trained.
    fn default() -> Self {
        Self {
            image: Shape::new(3, 32, 32),
            stem_channels: 128,
            stacks: 3,
            modules_per_stack: 3,
            outputs: 10,
        }
    }
}

impl MacroConfig {
    /// The same with another number of classifier outputs.
    #[must_use]
    pub const fn with_outputs(self, outputs: usize) -> Self {
        Self { outputs, ..self }
    }

    /// The same for images of another shape.
    #[must_use]
    pub const fn with_image(self, image: Shape) -> Self {
        Self { image, ..self }
    }
}
