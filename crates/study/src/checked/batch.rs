use std::fmt;
use std::path::{Path, PathBuf};

use epsilon::{BatchError, cifar, imagenet16, npy, synthetic};
use network::Shape;

use super::{Input, NeededFile, TextSettings};
use crate::config::{BatchConfig, suggest};
use crate::{Batch, DataError};

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

impl BatchSource {
    /// The kinds as a config names them.
    pub const KINDS: [&str; 10] = [
        "cifar10",
        "cifar100",
        "imagenet16",
        "npy",
        "grey",
        "normal",
        "uniform",
        "constant",
        "text",
        "tokens",
    ];

    /// The kind as a config names it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Cifar10(..) => "cifar10",
            Self::Cifar100(..) => "cifar100",
            Self::ImageNet16(..) => "imagenet16",
            Self::Npy(_) => "npy",
            Self::Grey => "grey",
            Self::Normal(_) => "normal",
            Self::Uniform(_) => "uniform",
            Self::Constant(_) => "constant",
            Self::Text(..) => "text",
            Self::Tokens(..) => "tokens",
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
    pub(crate) const fn side(&self) -> Option<usize> {
        match self {
            Self::Cifar10(..) | Self::Cifar100(..) => Some(32),
            Self::ImageNet16(..) => Some(16),
            _ => None,
        }
    }

    pub(crate) fn needed_file(&self) -> Option<NeededFile> {
        let what = match self {
            Self::Cifar10(..) => {
                "CIFAR-10 images in the binary layout (data_batch_1.bin of cifar-10-binary.tar.gz, \
                 https://www.cs.toronto.edu/~kriz/cifar.html)"
            }
            Self::Cifar100(..) => {
                "CIFAR-100 images in the binary layout (train.bin of cifar-100-binary.tar.gz, \
                 https://www.cs.toronto.edu/~kriz/cifar.html)"
            }
            Self::ImageNet16(..) => {
                "16x16 ImageNet images: a record of two label bytes (little-endian) and 768 pixel bytes each; \
                 data/README.md says how to write it from the downsampled ImageNet"
            }
            Self::Npy(_) => "a NumPy array, float32 [N, 3, H, W]",
            Self::Text(..) => {
                "a text, or a zip of ptb.train.txt, ptb.valid.txt and ptb.test.txt (data/README.md says where from)"
            }
            _ => return None,
        };
        self.file().map(|file| NeededFile::new(file, what))
    }
}

/// A checked batch: a source and how many samples.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchSpec {
    /// Where the samples come from.
    pub source: BatchSource,
    /// How many, at least 2.
    pub size: usize,
}

/// The field of a [`BatchConfig`] that is wrong, and what is wrong with it.
pub(crate) type FieldProblem = (&'static str, String);

/// How many samples by default: the paper's number.
const DEFAULT_SIZE: usize = 256;
/// A batch of this many CIFAR images fills 12 GB; more is a slip of the finger.
const LARGEST: usize = 1 << 20;

impl BatchSpec {
    /// Checks a batch; `seed` is the generator's where the config gives none.
    pub(crate) fn check(config: &BatchConfig, seed: u64) -> Result<Self, FieldProblem> {
        let kind = config.kind.as_str();
        let size = config.size.unwrap_or(DEFAULT_SIZE);
        if size < 2 {
            return Err(("size", BatchError::TooSmall { size }.to_string()));
        }
        if size > LARGEST {
            return Err(("size", format!("a batch of {size} is too large: at most {LARGEST}")));
        }
        let allowed: &[&str] = match kind {
            "cifar10" | "cifar100" | "imagenet16" => &["file", "seed"],
            "npy" => &["file"],
            "normal" | "uniform" => &["seed"],
            "constant" => &["value"],
            "grey" | "gray" => &[],
            "text" => &["file", "steps", "embedding"],
            "tokens" => &["seed", "steps", "vocabulary", "embedding"],
            _ => return Err(("kind", suggest::unknown("a kind of batch", kind, &BatchSource::KINDS))),
        };
        for (field, given) in [
            ("file", config.file.is_some()),
            ("seed", config.seed.is_some()),
            ("value", config.value.is_some()),
            ("steps", config.steps.is_some()),
            ("vocabulary", config.vocabulary.is_some()),
            ("embedding", config.embedding.is_some()),
        ] {
            if given && !allowed.contains(&field) {
                return Err((field, format!("a {kind} batch takes no {field}: leave it out")));
            }
        }
        let file = || {
            let missing = || ("file", format!("a {kind} batch needs the file that its samples are in"));
            config.file.clone().ok_or_else(missing)
        };
        let seed = config.seed.unwrap_or(seed);
        let source = match kind {
            "cifar10" => BatchSource::Cifar10(file()?, config.seed),
            "cifar100" => BatchSource::Cifar100(file()?, config.seed),
            "imagenet16" => BatchSource::ImageNet16(file()?, config.seed),
            "npy" => BatchSource::Npy(file()?),
            "normal" => BatchSource::Normal(seed),
            "uniform" => BatchSource::Uniform(seed),
            "constant" => {
                let value = config.value.unwrap_or(1.0);
                if !value.is_finite() {
                    return Err(("value", format!("{value} is not a finite number")));
                }
                BatchSource::Constant(value)
            }
            "text" => BatchSource::Text(file()?, TextSettings::check(config)?),
            "tokens" => BatchSource::Tokens(seed, TextSettings::check(config)?),
            _ => BatchSource::Grey,
        };
        Ok(Self { source, size })
    }

    /// The same batch drawn with another seed: images, noise or tokens, and the embedding of text. A batch with nothing
    /// random in it stays as it is.
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

    /// What its tokens become, in words; `None` for images.
    pub fn embedding(&self) -> Option<String> {
        match &self.source {
            BatchSource::Text(_, settings) | BatchSource::Tokens(_, settings) => {
                Some(format!("{} {}", settings.embedding.distribution, settings.embedding.scale))
            }
            _ => None,
        }
    }

    /// Parses `KIND`, `KIND:FILE` or, for a constant, `constant:VALUE`: how a command line names a batch.
    ///
    /// # Errors
    /// If the text names no batch, or the size is below two.
    pub fn parse(text: &str, size: usize, seed: Option<u64>) -> Result<Self, String> {
        let (kind, rest) = text.split_once(':').map_or((text, None), |(kind, rest)| (kind, Some(rest)));
        let mut config =
            BatchConfig { kind: kind.to_owned(), size: Some(size), seed, ..BatchConfig::default() };
        match rest {
            Some(value) if kind == "constant" => {
                config.value =
                    Some(value.parse().map_err(|_| format!("batch `{text}`: `{value}` is not a number"))?);
            }
            rest => config.file = rest.map(PathBuf::from),
        }
        Self::check(&config, 0).map_err(|(_, problem)| format!("batch `{text}`: {problem}"))
    }

    /// The batch as a config, with nothing left to a default.
    pub fn resolved(&self) -> BatchConfig {
        let config = BatchConfig {
            kind: self.source.kind().to_owned(),
            file: self.source.file().map(Path::to_owned),
            size: Some(self.size),
            ..BatchConfig::default()
        };
        match &self.source {
            BatchSource::Cifar10(_, seed)
            | BatchSource::Cifar100(_, seed)
            | BatchSource::ImageNet16(_, seed) => BatchConfig { seed: *seed, ..config },
            BatchSource::Normal(seed) | BatchSource::Uniform(seed) => {
                BatchConfig { seed: Some(*seed), ..config }
            }
            BatchSource::Constant(value) => BatchConfig { value: Some(*value), ..config },
            BatchSource::Npy(_) | BatchSource::Grey => config,
            BatchSource::Text(_, settings) => {
                BatchConfig { steps: Some(settings.steps), embedding: Some(settings.resolved()), ..config }
            }
            BatchSource::Tokens(seed, settings) => BatchConfig {
                seed: Some(*seed),
                steps: Some(settings.steps),
                vocabulary: Some(settings.embedding.vocabulary),
                embedding: Some(settings.resolved()),
                ..config
            },
        }
    }

    /// Reads or makes the samples, for networks that read this. (Text needs nothing but its own settings.)
    ///
    /// # Errors
    /// If the file can't be read, is not what its kind says, or holds too few samples.
    pub fn load(&self, input: Input) -> Result<Batch, DataError> {
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

    /// A batch of the same size and kind that needs no file: they take a network as long as the real ones.
    pub(crate) fn stand_in(&self) -> Self {
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
