use std::fmt;
use std::path::{Path, PathBuf};

use crate::{Batch, BatchError, InputKind, TextSettings, cifar, imagenet16, npy, synthetic};
use network::Shape;

/// Where samples come from.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchSource {
    /// CIFAR-10's binary layout, normalised; the first images, or drawn with a seed.
    Cifar10(PathBuf, Option<u64>),
    /// CIFAR-100's binary layout.
    Cifar100(PathBuf, Option<u64>),
    /// 16x16 images of ImageNet.
    ImageNet16(PathBuf, Option<u64>),
    /// A NumPy array, used as it is.
    Npy(PathBuf),
    /// Image i of n is the constant i / n.
    Grey,
    /// Standard normal pixels from a seed.
    Normal(u64),
    /// Pixels uniform in [0, 1) from a seed.
    Uniform(u64),
    /// All pixels alike.
    Constant(f32),
    /// The first batch of a text.
    Text(PathBuf, TextSettings),
    /// Tokens drawn with a seed.
    Tokens(u64, TextSettings),
}

/// The kinds of [`BatchSource`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are described where they are sources")]
pub enum BatchKind {
    Cifar10,
    Cifar100,
    ImageNet16,
    Npy,
    #[default]
    Grey,
    Normal,
    Uniform,
    Constant,
    Text,
    Tokens,
}

impl BatchKind {
    /// All of them, as a config names them.
    pub const ALL: [(&'static str, Self); 10] = [
        ("cifar10", Self::Cifar10),
        ("cifar100", Self::Cifar100),
        ("imagenet16", Self::ImageNet16),
        ("npy", Self::Npy),
        ("grey", Self::Grey),
        ("normal", Self::Normal),
        ("uniform", Self::Uniform),
        ("constant", Self::Constant),
        ("text", Self::Text),
        ("tokens", Self::Tokens),
    ];
}

/// As a config names it.
impl fmt::Display for BatchKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::ALL.into_iter().find(|(_, kind)| kind == self).map(|(name, _)| name);
        f.write_str(name.unwrap_or_default())
    }
}

impl BatchSource {
    /// The kind.
    pub const fn kind(&self) -> BatchKind {
        match self {
            Self::Cifar10(..) => BatchKind::Cifar10,
            Self::Cifar100(..) => BatchKind::Cifar100,
            Self::ImageNet16(..) => BatchKind::ImageNet16,
            Self::Npy(_) => BatchKind::Npy,
            Self::Grey => BatchKind::Grey,
            Self::Normal(_) => BatchKind::Normal,
            Self::Uniform(_) => BatchKind::Uniform,
            Self::Constant(_) => BatchKind::Constant,
            Self::Text(..) => BatchKind::Text,
            Self::Tokens(..) => BatchKind::Tokens,
        }
    }

    /// The file that it reads, if any.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Cifar10(file, _)
            | Self::Cifar100(file, _)
            | Self::ImageNet16(file, _)
            | Self::Npy(file)
            | Self::Text(file, _) => Some(file),
            _ => None,
        }
    }

    /// Whether the samples are text, not images.
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Text(..) | Self::Tokens(..))
    }

    /// Side of the images, where the kind fixes it.
    pub const fn side(&self) -> Option<usize> {
        match self {
            Self::Cifar10(..) | Self::Cifar100(..) => Some(32),
            Self::ImageNet16(..) => Some(16),
            _ => None,
        }
    }
}

/// A source of samples, and how many of them.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchSpec {
    /// Where the samples come from.
    pub source: BatchSource,
    /// How many, at least 2.
    pub size: usize,
}

impl BatchSpec {
    /// The same batch drawn with another seed: images, noise or tokens, and the embedding of text. A batch without
    /// randomness is unchanged.
    #[must_use]
    pub fn reseeded(mut self, seed: u64) -> Self {
        match &mut self.source {
            BatchSource::Cifar10(_, drawn)
            | BatchSource::Cifar100(_, drawn)
            | BatchSource::ImageNet16(_, drawn) => *drawn = Some(seed),
            BatchSource::Normal(drawn) | BatchSource::Uniform(drawn) => *drawn = seed,
            // Torch's generator takes 32 bits.
            BatchSource::Text(_, settings) => settings.embedding.seed = u64::from(seed as u32),
            BatchSource::Tokens(drawn, settings) => {
                *drawn = seed;
                settings.embedding.seed = u64::from(seed as u32);
            }
            BatchSource::Npy(_) | BatchSource::Grey | BatchSource::Constant(_) => {}
        }
        self
    }

    /// A description of its embedding; `None` for images.
    pub fn embedding(&self) -> Option<String> {
        match &self.source {
            BatchSource::Text(_, settings) | BatchSource::Tokens(_, settings) => {
                Some(format!("{} {}", settings.embedding.distribution, settings.embedding.scale))
            }
            _ => None,
        }
    }

    /// Reads or generates the samples for networks with this input. (Text depends only on its own settings.)
    ///
    /// # Errors
    /// If the file can't be read, is not what its kind says, or holds too few samples.
    pub fn load(&self, input: InputKind) -> Result<Batch<'static>, BatchError> {
        let shape = input.image_shape().unwrap_or(Shape::new(3, 32, 32));
        let images = match &self.source {
            BatchSource::Cifar10(file, seed) => cifar::cifar10(file, self.size, *seed),
            BatchSource::Cifar100(file, seed) => cifar::cifar100(file, self.size, *seed),
            BatchSource::ImageNet16(file, seed) => imagenet16::imagenet16(file, self.size, *seed),
            BatchSource::Npy(file) => npy::npy(file, self.size),
            BatchSource::Grey => synthetic::grey_ramp(shape, self.size),
            BatchSource::Normal(seed) => synthetic::normal(shape, self.size, *seed),
            BatchSource::Uniform(seed) => synthetic::uniform(shape, self.size, *seed),
            BatchSource::Constant(value) => synthetic::constant(shape, self.size, *value),
            BatchSource::Text(file, settings) => return Ok(Batch::Text(settings.read(file, self.size)?)),
            BatchSource::Tokens(seed, settings) => return Ok(Batch::Text(settings.draw(self.size, *seed)?)),
        };
        Ok(Batch::Images(images?))
    }

    /// A batch of the same size and kind that needs no file: a network takes as long on it.
    #[must_use]
    pub fn stand_in(&self) -> Self {
        let source = match &self.source {
            BatchSource::Text(_, settings) => BatchSource::Tokens(0, *settings),
            other if other.is_text() => other.clone(),
            _ => BatchSource::Grey,
        };
        Self { source, size: self.size }
    }
}

impl fmt::Display for BatchSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.size, self.source.kind())
    }
}
