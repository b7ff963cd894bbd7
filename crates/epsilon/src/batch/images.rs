use network::Shape;

use crate::BatchError;

/// Images as a network gets them: `samples` times `[channels, height, width]`, in single precision.
///
/// A backend in double precision widens the very same values.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageBatch {
    shape: Shape,
    samples: usize,
    pixels: Vec<f32>,
}

impl ImageBatch {
    /// A batch from its pixels in `[sample, channel, row, column]` order.
    ///
    /// # Errors
    /// If there are fewer than two samples.
    ///
    /// # Panics
    /// If the number of pixels is not a multiple of the shape's.
    pub fn new(shape: Shape, pixels: Vec<f32>) -> Result<Self, BatchError> {
        let samples = pixels.len() / shape.elements();
        assert_eq!(samples * shape.elements(), pixels.len(), "whole images only");
        check_size(samples)?;
        Ok(Self { shape, samples, pixels })
    }

    /// Shape of one image.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Number of images.
    pub const fn samples(&self) -> usize {
        self.samples
    }

    /// All pixels in `[sample, channel, row, column]` order.
    pub fn pixels(&self) -> &[f32] {
        &self.pixels
    }
}

pub(crate) fn check_size(size: usize) -> Result<(), BatchError> {
    if size < 2 { Err(BatchError::TooSmall { size }) } else { Ok(()) }
}
