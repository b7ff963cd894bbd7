use batch::text::TextBatch;
use epsilon::{Backend, BackendError, FunctionId, Initialisation, Outputs, Precision};
use network::{Network, RecurrentNetwork};

use super::Summation;
use super::inputs::{Inputs, KEPT};
use super::number::Number;
use super::program::Program;
use super::run::{Job, LANES};

const NAME: &str = "collapse";

/// The collapsed engine for recurrent networks, for one batch of text and one precision.
///
/// Outputs are unit 0 of the last layer in `[step, sample]` order. Cost per step, layer and 16 samples: about a dozen
/// vector operations for each cell node, and in single precision 192 for each input of a linear map.
#[derive(Debug)]
pub struct CollapsedText {
    summation: Summation,
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    F32(Inputs<f32>),
    F64(Inputs<f64>),
}

impl CollapsedText {
    /// An engine for this batch, with the order of summation that is the default of the precision.
    pub fn new(batch: TextBatch, precision: Precision) -> Self {
        Self::with_summation(batch, precision, Summation::of(precision))
    }

    /// An engine that sums equal products in the order given.
    pub fn with_summation(batch: TextBatch, precision: Precision, summation: Summation) -> Self {
        let engine = match precision {
            Precision::F32 => Engine::F32(Inputs::new(batch, summation)),
            Precision::F64 => Engine::F64(Inputs::new(batch, summation)),
        };
        Self { summation, engine }
    }

    /// Roughly the memory in bytes of an engine while `threads` score networks: the cached terms of each of the
    /// `constants`, and for each thread the outputs, and two rows of them in double precision.
    pub fn bytes([steps, samples]: [u64; 2], precision: Precision, constants: u64, threads: u64) -> u64 {
        let number = if precision == Precision::F32 { 4 } else { 8 };
        let outputs = samples.next_multiple_of(LANES as u64).saturating_mul(steps);
        let kept = 2 * number * constants.min(KEPT as u64);
        let thread = constants.saturating_mul(number).saturating_add(2 * 8);
        outputs.saturating_mul(kept.saturating_add(threads.saturating_mul(thread)))
    }

    /// The batch.
    pub fn batch(&self) -> &TextBatch {
        match &self.engine {
            Engine::F32(inputs) => inputs.batch(),
            Engine::F64(inputs) => inputs.batch(),
        }
    }

    fn check<'a>(&self, network: &'a Network) -> Result<&'a RecurrentNetwork, BackendError> {
        let Network::Recurrent(network) = network else {
            return Err(BackendError::Shape { network: "images".to_owned(), batch: "tokens".to_owned() });
        };
        let (wanted, batch) = (network.config(), self.batch());
        let embedding = batch.embedding();
        // The benchmark's networks have a larger vocabulary than a small text.
        if wanted.embedding != embedding.width() || batch.tokens().vocabulary() > wanted.vocabulary {
            return Err(BackendError::Shape {
                network: format!(
                    "tokens below {} with embeddings of width {}",
                    wanted.vocabulary, wanted.embedding
                ),
                batch: format!(
                    "tokens below {} with embeddings of width {}",
                    batch.tokens().vocabulary(),
                    embedding.width()
                ),
            });
        }
        Ok(network)
    }
}

impl Backend for CollapsedText {
    fn name(&self) -> &'static str {
        NAME
    }

    fn precision(&self) -> Precision {
        match self.engine {
            Engine::F32(_) => Precision::F32,
            Engine::F64(_) => Precision::F64,
        }
    }

    fn forward(&self, network: &Network, initialisation: &Initialisation) -> Result<Outputs, BackendError> {
        let network = self.check(network)?;
        let Initialisation::Constant(weight) = *initialisation else {
            return Err(BackendError::Unsupported {
                backend: NAME,
                reason: format!("{initialisation} gives every unit other weights, so nothing collapses"),
            });
        };
        Ok(match &self.engine {
            Engine::F32(inputs) => Outputs::F32(run(inputs, network, weight, self.summation)),
            Engine::F64(inputs) => Outputs::F64(run(inputs, network, weight, self.summation)),
        })
    }

    /// Two networks share it if their cells compile to the same instructions and their widths are equal.
    fn function_id(&self, network: &Network) -> Result<Option<FunctionId>, BackendError> {
        let network = self.check(network)?;
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"recurrent");
        hasher.update(Program::new(network.cell(), self.summation).identity.as_bytes());
        for (input, hidden) in network.layers() {
            hasher.update(&(input as u64).to_le_bytes());
            hasher.update(&(hidden as u64).to_le_bytes());
        }
        Ok(Some(*hasher.finalize().as_bytes()))
    }
}

fn run<T: Number>(
    inputs: &Inputs<T>,
    network: &RecurrentNetwork,
    weight: f64,
    summation: Summation,
) -> Vec<T> {
    let program = Program::new(network.cell(), summation);
    let layers: Vec<(usize, usize)> = network.layers().collect();
    let job = Job { program: &program, layers: &layers, weight: T::from_f64(weight), summation };
    let tokens = inputs.batch().tokens();
    let (steps, samples) = (tokens.steps(), tokens.samples());
    let mut outputs = vec![T::ZERO; steps * samples];
    let terms = inputs.terms(weight);
    for (index, terms) in terms.chunks_exact(steps).enumerate() {
        let first = index * LANES;
        let count = LANES.min(samples - first);
        job.run(terms, &mut |step, block| {
            let start = step * samples + first;
            outputs[start..start + count].copy_from_slice(&block.0[..count]);
        });
    }
    outputs
}
