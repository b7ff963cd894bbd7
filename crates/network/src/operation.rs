use std::fmt;

/// The square sliding window of a convolution or a pooling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// Side of the window in pixels.
    pub kernel: usize,
    /// Step between windows in pixels.
    pub stride: usize,
    /// Rows and columns added at each border: zeros for a convolution, ignored by an average or a maximum.
    pub padding: usize,
}

impl Window {
    /// Output side for an input side, or `None` where the window does not fit.
    pub const fn output_side(self, side: usize) -> Option<usize> {
        let padded = side + 2 * self.padding;
        if self.kernel == 0 || self.stride == 0 || padded < self.kernel {
            None
        } else {
            Some((padded - self.kernel) / self.stride + 1)
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kernel, stride, padding } = self;
        write!(f, "{kernel}x{kernel}, stride {stride}, padding {padding}")
    }
}

/// The operations of the image benchmarks, under their usual names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The batch of images.
    Input,
    /// Zeros in the shape of its one input (NAS-Bench-201's `none`).
    Zero,
    /// A 2-d convolution over all input channels, without bias.
    Conv2d {
        /// Number of filters.
        out_channels: usize,
        /// The window of one filter.
        window: Window,
    },
    /// Batch normalisation with the batch's own statistics (biased variance, eps 1e-5), gamma and beta.
    BatchNorm2d,
    /// Rectified linear unit.
    Relu,
    /// Average pooling; padding is not counted (`count_include_pad=False`).
    AvgPool2d(Window),
    /// Max pooling; padding never wins.
    MaxPool2d(Window),
    /// Elementwise sum of any number of inputs of one shape.
    Add,
    /// Concatenation over channels.
    Concat,
    /// The first `channels` channels of its input.
    Truncate {
        /// How many channels are kept.
        channels: usize,
    },
    /// Mean over all pixels: `[C, H, W]` to `[C, 1, 1]`.
    GlobalAvgPool,
    /// Fully connected layer with bias, from `[C, 1, 1]` to `[out_features, 1, 1]`.
    Linear {
        /// Number of outputs per sample.
        out_features: usize,
    },
}

impl Operation {
    /// The operation's name without its numbers, for error messages.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Zero => "zero",
            Self::Conv2d { .. } => "conv2d",
            Self::BatchNorm2d => "batch_norm2d",
            Self::Relu => "relu",
            Self::AvgPool2d(_) => "avg_pool2d",
            Self::MaxPool2d(_) => "max_pool2d",
            Self::Add => "add",
            Self::Concat => "concat",
            Self::Truncate { .. } => "truncate",
            Self::GlobalAvgPool => "global_avg_pool",
            Self::Linear { .. } => "linear",
        }
    }
}
