use std::path::{Path, PathBuf};

use batch::{BatchError, BatchKind, BatchSource, BatchSpec};

use super::{NeededFile, text};
use crate::typed::FieldProblem;
use crate::{BatchConfig, Named};

/// The file that samples come from, if any, and what it is.
pub(crate) fn needed_file(source: &BatchSource) -> Option<NeededFile> {
    let what = match source {
        BatchSource::Cifar10(..) => {
            "CIFAR-10 images in the binary layout (data_batch_1.bin of cifar-10-binary.tar.gz, \
                 https://www.cs.toronto.edu/~kriz/cifar.html)"
        }
        BatchSource::Cifar100(..) => {
            "CIFAR-100 images in the binary layout (train.bin of cifar-100-binary.tar.gz, \
                 https://www.cs.toronto.edu/~kriz/cifar.html)"
        }
        BatchSource::ImageNet16(..) => {
            "16x16 ImageNet images: a record of two label bytes (little-endian) and 768 pixel bytes each; \
                 data/README.md says how to write it from the downsampled ImageNet"
        }
        BatchSource::Npy(_) => "a NumPy array, float32 [N, 3, H, W]",
        BatchSource::Text(..) => {
            "a text, or a zip of ptb.train.txt, ptb.valid.txt and ptb.test.txt (data/README.md says where from)"
        }
        _ => return None,
    };
    source.file().map(|file| NeededFile::new(file, what))
}

/// How many samples by default: the paper's number.
const DEFAULT_SIZE: usize = 256;
/// A batch of this many CIFAR images fills 12 GB; more is a slip of the finger.
const LARGEST: usize = 1 << 20;

impl BatchConfig {
    /// Checks a batch; `seed` is the generator's where the config gives none.
    ///
    /// # Errors
    /// The field that is wrong, and what is wrong with it.
    pub fn check(&self, seed: u64) -> Result<BatchSpec, FieldProblem> {
        let config = self;
        let kind = config.kind;
        let size = config.size.unwrap_or(DEFAULT_SIZE);
        if size < 2 {
            return Err(("size", BatchError::TooSmall { size }.to_string()));
        }
        if size > LARGEST {
            return Err(("size", format!("a batch of {size} is too large: at most {LARGEST}")));
        }
        let allowed: &[&str] = match kind {
            BatchKind::Cifar10 | BatchKind::Cifar100 | BatchKind::ImageNet16 => &["file", "seed"],
            BatchKind::Npy => &["file"],
            BatchKind::Normal | BatchKind::Uniform => &["seed"],
            BatchKind::Constant => &["value"],
            BatchKind::Grey => &[],
            BatchKind::Text => &["file", "steps", "embedding"],
            BatchKind::Tokens => &["seed", "steps", "vocabulary", "embedding"],
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
            BatchKind::Cifar10 => BatchSource::Cifar10(file()?, config.seed),
            BatchKind::Cifar100 => BatchSource::Cifar100(file()?, config.seed),
            BatchKind::ImageNet16 => BatchSource::ImageNet16(file()?, config.seed),
            BatchKind::Npy => BatchSource::Npy(file()?),
            BatchKind::Normal => BatchSource::Normal(seed),
            BatchKind::Uniform => BatchSource::Uniform(seed),
            BatchKind::Constant => {
                let value = config.value.unwrap_or(1.0);
                if !value.is_finite() {
                    return Err(("value", format!("{value} is not a finite number")));
                }
                BatchSource::Constant(value)
            }
            BatchKind::Text => BatchSource::Text(file()?, text::check(config)?),
            BatchKind::Tokens => BatchSource::Tokens(seed, text::check(config)?),
            BatchKind::Grey => BatchSource::Grey,
        };
        Ok(BatchSpec { source, size })
    }

    /// Parses `KIND`, `KIND:FILE` or, for a constant, `constant:VALUE`: how a command line names a batch.
    ///
    /// # Errors
    /// If the text names no batch, or the size is below two.
    pub fn parse(text: &str, size: usize, seed: Option<u64>) -> Result<BatchSpec, String> {
        let (kind, rest) = text.split_once(':').map_or((text, None), |(kind, rest)| (kind, Some(rest)));
        let kind = BatchKind::read(kind).map_err(|problem| format!("batch `{text}`: {problem}"))?;
        let mut config = BatchConfig { kind, size: Some(size), seed, ..BatchConfig::default() };
        match rest {
            Some(value) if kind == BatchKind::Constant => {
                config.value =
                    Some(value.parse().map_err(|_| format!("batch `{text}`: `{value}` is not a number"))?);
            }
            rest => config.file = rest.map(PathBuf::from),
        }
        config.check(0).map_err(|(_, problem)| format!("batch `{text}`: {problem}"))
    }

    /// The batch as a config, with nothing left to a default.
    pub fn resolved(spec: &BatchSpec) -> Self {
        let config = BatchConfig {
            kind: spec.source.kind(),
            file: spec.source.file().map(Path::to_owned),
            size: Some(spec.size),
            ..BatchConfig::default()
        };
        match &spec.source {
            BatchSource::Cifar10(_, seed)
            | BatchSource::Cifar100(_, seed)
            | BatchSource::ImageNet16(_, seed) => BatchConfig { seed: *seed, ..config },
            BatchSource::Normal(seed) | BatchSource::Uniform(seed) => {
                BatchConfig { seed: Some(*seed), ..config }
            }
            BatchSource::Constant(value) => BatchConfig { value: Some(*value), ..config },
            BatchSource::Npy(_) | BatchSource::Grey => config,
            BatchSource::Text(_, settings) => BatchConfig {
                steps: Some(settings.steps),
                embedding: Some(text::resolved(settings)),
                ..config
            },
            BatchSource::Tokens(seed, settings) => BatchConfig {
                seed: Some(*seed),
                steps: Some(settings.steps),
                vocabulary: Some(settings.embedding.vocabulary),
                embedding: Some(text::resolved(settings)),
                ..config
            },
        }
    }
}
