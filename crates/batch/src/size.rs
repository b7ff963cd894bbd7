use network::Shape;

use crate::{BatchSource, BatchSpec, InputKind};

/// The dimensions of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchSize {
    /// Images.
    Images {
        /// Shape of one image.
        shape: Shape,
        /// How many.
        samples: u64,
    },
    /// Text.
    Text {
        /// Tokens of a sample.
        steps: u64,
        /// Samples.
        samples: u64,
        /// Different tokens.
        vocabulary: u64,
        /// Width of a token's embedding.
        width: u64,
    },
}

impl BatchSize {
    /// The dimensions of a batch for networks with this input. A text that is not read yet has the default vocabulary.
    pub fn of(spec: &BatchSpec, input: InputKind) -> Self {
        let samples = spec.size as u64;
        match (&spec.source, input) {
            (BatchSource::Text(_, settings) | BatchSource::Tokens(_, settings), _) => Self::Text {
                steps: settings.steps as u64,
                samples,
                vocabulary: settings.embedding.vocabulary as u64,
                width: settings.embedding.width as u64,
            },
            (_, input) => {
                Self::Images { shape: input.image_shape().unwrap_or(Shape::new(3, 32, 32)), samples }
            }
        }
    }

    /// Memory of the samples in bytes.
    pub const fn bytes(self) -> u64 {
        let numbers = match self {
            Self::Images { shape, samples } => samples.saturating_mul(shape.elements() as u64),
            Self::Text { steps, samples, vocabulary, width } => {
                steps.saturating_mul(samples).saturating_add(vocabulary.saturating_mul(width))
            }
        };
        numbers.saturating_mul(4)
    }
}
