use std::fmt;

use super::{TextError, TorchGenerator};
use crate::memory_limit;

/// Most values of an embedding (4 GiB).
const LARGEST: usize = 1 << 30;

/// The distribution of an embedding's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Distribution {
    /// Uniform in [0, scale). The default, with scale 1.
    #[default]
    Uniform,
    /// Uniform in [-scale, scale).
    Centred,
    /// Normal with mean 0 and standard deviation scale.
    Normal,
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Uniform => "uniform",
            Self::Centred => "centred",
            Self::Normal => "normal",
        })
    }
}

/// How an embedding is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EmbeddingSettings {
    /// Number of tokens. By default 10,000.
    pub vocabulary: usize,
    /// Width of a token's vector. By default 400.
    pub width: usize,
    /// What the values are drawn from.
    pub distribution: Distribution,
    /// Their scale, see [`Distribution`]. By default 1; the original ablation has 0.1 too.
    pub scale: f64,
    /// Seed of torch's CPU generator. By default 21.
    pub seed: u64,
}

impl Default for EmbeddingSettings {
    fn default() -> Self {
        Self { vocabulary: 10_000, width: 400, distribution: Distribution::Uniform, scale: 1.0, seed: 21 }
    }
}

/// A vector for each token, in single precision, drawn as torch's CPU generator does.
#[derive(Clone, Debug, PartialEq)]
pub struct Embedding {
    width: usize,
    values: Vec<f32>,
}

impl Embedding {
    /// Draws all values, row by row.
    ///
    /// # Errors
    /// If there is no value, or more than 2^30 or than [`memory_limit`] allows, or fewer than 16 with a normal
    /// distribution, or the scale is not a positive number.
    pub fn new(settings: EmbeddingSettings) -> Result<Self, TextError> {
        let EmbeddingSettings { vocabulary, width, distribution, scale, seed } = settings;
        let least = if distribution == Distribution::Normal { 16 } else { 1 };
        let found = vocabulary.saturating_mul(width);
        if !(least..=LARGEST).contains(&found) {
            let what = "the number of values of an embedding (vocabulary times width)";
            return Err(TextError::Size { what, least, most: LARGEST, found });
        }
        let (bytes, limit) = (found as u64 * 4, memory_limit()?);
        if bytes > limit {
            return Err(TextError::Memory { vocabulary, width, bytes, limit });
        }
        let single = scale as f32;
        if !(single.is_finite() && single > 0.0) {
            return Err(TextError::Scale { scale });
        }
        let mut generator = TorchGenerator::new(seed);
        let mut values = vec![0.0; found];
        match distribution {
            Distribution::Uniform => values.fill_with(|| generator.uniform_between(0.0, single)),
            Distribution::Centred => values.fill_with(|| generator.uniform_between(-single, single)),
            Distribution::Normal => generator.fill_normal(&mut values, single),
        }
        Ok(Self { width, values })
    }

    /// Width of a token's vector.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Number of tokens.
    pub const fn vocabulary(&self) -> usize {
        self.values.len() / self.width
    }

    /// All values in `[token, position]` order.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The vector of a token; `None` if there is no such token.
    pub fn row(&self, token: u32) -> Option<&[f32]> {
        self.values.chunks_exact(self.width).nth(token as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_embedding_of_the_original_code() {
        let embedding = Embedding::new(EmbeddingSettings::default()).unwrap();
        assert_eq!((embedding.vocabulary(), embedding.width()), (10_000, 400));
        assert_eq!(embedding.values()[..2], [0.473_568_5, 0.613_598_76]);
        assert_eq!(embedding.row(1).unwrap()[0], embedding.values()[400]);
        assert_eq!(embedding.row(10_000), None);
    }

    #[test]
    fn the_variants_share_their_random_bits_and_have_their_moments() {
        let draw = |distribution, scale| {
            let settings =
                EmbeddingSettings { vocabulary: 1000, distribution, scale, ..EmbeddingSettings::default() };
            Embedding::new(settings).unwrap().values
        };
        let uniform = draw(Distribution::Uniform, 1.0);
        for (&small, &unit) in draw(Distribution::Uniform, 0.1).iter().zip(&uniform) {
            assert_eq!(small, unit * 0.1);
        }
        for (&centred, &unit) in draw(Distribution::Centred, 1.0).iter().zip(&uniform) {
            assert_eq!(centred, unit * 2.0 - 1.0);
        }
        let normal = draw(Distribution::Normal, 0.1);
        let mean = |power| normal.iter().map(|&x| f64::from(x).powi(power)).sum::<f64>() / 4e5;
        // Five standard errors; at 400,000 values these are 0.1/632 (mean) and 0.01 sqrt(2)/632 (variance).
        assert!(mean(1).abs() < 8e-4);
        assert!((mean(2) - 0.01).abs() < 1.2e-4);
    }

    #[test]
    fn bad_settings_are_errors() {
        let make = |settings| Embedding::new(settings).unwrap_err();
        let good = EmbeddingSettings { vocabulary: 3, width: 5, ..EmbeddingSettings::default() };
        for scale in [0.0, -1.0, f64::NAN, 1e300] {
            assert!(matches!(make(EmbeddingSettings { scale, ..good }), TextError::Scale { .. }));
        }
        let few = EmbeddingSettings { distribution: Distribution::Normal, ..good };
        assert!(matches!(make(few), TextError::Size { least: 16, found: 15, .. }));
        assert!(matches!(make(EmbeddingSettings { vocabulary: usize::MAX, ..good }), TextError::Size { .. }));
    }
}
