/// Mean and standard deviation of a data set's channels, for pixels in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normalisation {
    /// Mean of red, green, blue.
    pub mean: [f32; 3],
    /// Standard deviation of red, green, blue.
    pub std: [f32; 3],
}

impl Normalisation {
    /// CIFAR-10 as NAS-Bench-201 normalises it.
    pub const CIFAR10: Self = Self {
        mean: [125.3 / 255.0, 123.0 / 255.0, 113.9 / 255.0],
        std: [63.0 / 255.0, 62.1 / 255.0, 66.7 / 255.0],
    };

    /// CIFAR-100 as NAS-Bench-201 normalises it.
    pub const CIFAR100: Self = Self {
        mean: [129.3 / 255.0, 124.1 / 255.0, 112.4 / 255.0],
        std: [68.2 / 255.0, 65.4 / 255.0, 70.4 / 255.0],
    };

    /// ImageNet16-120 as NAS-Bench-201 normalises it.
    pub const IMAGENET16: Self = Self {
        mean: [122.68 / 255.0, 116.66 / 255.0, 104.01 / 255.0],
        std: [63.22 / 255.0, 61.26 / 255.0, 65.09 / 255.0],
    };

    /// The network's input for a byte of channel `channel`.
    pub(crate) fn apply(&self, channel: usize, byte: u8) -> f32 {
        (f32::from(byte) / 255.0 - self.mean[channel]) / self.std[channel]
    }
}
