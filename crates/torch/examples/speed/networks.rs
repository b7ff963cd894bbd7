use std::error::Error;

use batch::synthetic;
use batch::text::{Embedding, EmbeddingSettings, TextBatch, TokenBatch};
use collapse::Collapsed;
use collapse::recurrent::CollapsedText;
use epsilon::{Backend, Device, Precision};
use nasbench101::ModuleSpec;
use nasbench201::{Cell, MacroConfig};
use nasbenchnlp::sample_recipes;
use network::{Network, RecurrentConfig, Shape};
use torch::{Limits, TorchBackend};

/// A search space, with the paper's sizes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Space {
    NasBench201,
    NasBench101,
    NasBenchNlp,
}

/// Seed of the samples.
const SEED: u64 = 21;
/// Steps of a text batch.
const STEPS: usize = 70;

type Made = Result<Box<dyn Backend>, Box<dyn Error>>;

impl Space {
    pub const ALL: [Self; 3] = [Self::NasBench201, Self::NasBench101, Self::NasBenchNlp];

    pub const fn name(self) -> &'static str {
        match self {
            Self::NasBench201 => "nasbench201",
            Self::NasBench101 => "nasbench101",
            Self::NasBenchNlp => "nasbenchnlp",
        }
    }

    /// The paper's constants.
    pub const fn constants(self) -> [f64; 2] {
        match self {
            Self::NasBench201 => [1e-7, 1.0],
            Self::NasBench101 => [1e-4, 10.0],
            Self::NasBenchNlp => [1e-5, 1e-3],
        }
    }

    /// The first networks of a fixed pseudo-random order.
    pub fn networks(self, most: usize) -> Vec<Network> {
        match self {
            Self::NasBench201 => {
                // The benchmark's own order is shuffled.
                let config = MacroConfig::new(32, 1);
                let networks =
                    Cell::all().into_iter().filter_map(|cell| nasbench201::network(cell, &config).ok());
                networks.take(most).map(Network::Image).collect()
            }
            Self::NasBench101 => {
                let space = nasbench101::Space::enumerate();
                // The order of hashes is random, and a coprime stride reaches every module.
                let (count, stride) = (space.len(), 104_729);
                let config = nasbench101::MacroConfig::default().with_outputs(1);
                let specs = (0..count).map(|index| space.modules()[index * stride % count].1);
                let network = |spec: ModuleSpec| nasbench101::network(spec, &config).ok();
                specs.filter_map(network).take(most).map(Network::Image).collect()
            }
            Self::NasBenchNlp => {
                let network = |recipe: nasbenchnlp::Recipe| recipe.network(RecurrentConfig::default()).ok();
                let recipes = sample_recipes(most, SEED);
                recipes.into_iter().filter_map(network).map(Network::Recurrent).collect()
            }
        }
    }

    pub fn collapsed(self, batch: usize, precision: Precision) -> Made {
        Ok(match self {
            Self::NasBenchNlp => Box::new(CollapsedText::new(text(batch)?, precision)),
            _ => Box::new(Collapsed::new(&images(batch)?, precision)),
        })
    }

    pub fn full(self, batch: usize, precision: Precision, device: Device, limits: Limits) -> Made {
        let backend = match self {
            Self::NasBenchNlp => TorchBackend::for_text(&text(batch)?, precision, device)?,
            _ => TorchBackend::new(&images(batch)?, precision, device)?,
        };
        Ok(Box::new(backend.with_limits(limits)))
    }
}

fn images(batch: usize) -> Result<batch::ImageBatch<'static>, batch::BatchError> {
    synthetic::normal(Shape::new(3, 32, 32), batch, SEED)
}

fn text(batch: usize) -> Result<TextBatch, batch::text::TextError> {
    let embedding = EmbeddingSettings::default();
    let tokens = TokenBatch::synthetic(embedding.vocabulary, STEPS, batch, SEED)?;
    TextBatch::new(tokens, Embedding::new(embedding)?)
}
