use std::borrow::Cow;

use network::Shape;

use crate::{BatchError, memory_limit};

/// A network's input images: `samples` times `[channels, height, width]`, in single precision. A backend in double
/// precision widens these values. They are the batch's own or, where the caller has them as an array already, borrowed.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageBatch<'a> {
    shape: Shape,
    samples: usize,
    pixels: Cow<'a, [f32]>,
}

impl<'a> ImageBatch<'a> {
    /// A batch from its pixels in `[sample, channel, row, column]` order.
    ///
    /// # Errors
    /// If there are fewer than two samples.
    ///
    /// # Panics
    /// If the number of pixels is not a multiple of the shape's.
    pub fn new(shape: Shape, pixels: impl Into<Cow<'a, [f32]>>) -> Result<Self, BatchError> {
        let pixels = pixels.into();
        let samples = pixels.len() / shape.elements();
        assert_eq!(samples * shape.elements(), pixels.len(), "whole images only");
        if samples < 2 {
            return Err(BatchError::TooSmall { size: samples });
        }
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

/// Checks the size of a batch before anything is allocated for it.
pub(crate) fn check_size(shape: Shape, size: usize) -> Result<(), BatchError> {
    if size < 2 {
        return Err(BatchError::TooSmall { size });
    }
    let sides = [shape.channels, shape.height, shape.width, size_of::<f32>()];
    let bytes = sides.into_iter().fold(size as u64, |bytes, side| bytes.saturating_mul(side as u64));
    let limit = memory_limit()?;
    if bytes > limit { Err(BatchError::TooLarge { size, shape, bytes, limit }) } else { Ok(()) }
}
