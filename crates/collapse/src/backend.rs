use std::sync::Mutex;

use batch::ImageBatch;
use epsilon::{Backend, BackendError, FunctionId, Initialisation, Outputs, Precision, Prepared};
use network::{Graph, Network, Shape};

use crate::buffers::Pool;
use crate::execute::{Images, run};
use crate::plan::{Plan, plan};
use crate::real::Real;
use crate::simd::Vectors;
use crate::symbolic::{Collapse, collapse};

const NAME: &str = "collapse";

/// An upper bound on the buffers of one network, in maps of the image size (smaller maps count by their pixels). The test
/// below finds at most 10.5 in NAS-Bench-201 and 7.8 in NAS-Bench-101, at 32 x 32 pixels.
const MOST_MAPS: u64 = 12;

/// The collapsed engine for one batch of images and one precision.
///
/// Memory: the batch, and for each evaluating thread the few maps of its network that are alive together (1 MiB
/// a map in single precision, at batch 256 and 32x32 pixels).
#[derive(Debug)]
pub struct Collapsed {
    shape: Shape,
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    F32(Runner<f32>),
    F64(Runner<f64>),
}

#[derive(Debug)]
struct Runner<T: Real> {
    images: Images<T>,
    /// As many pools as threads have evaluated at the same time.
    pools: Mutex<Vec<Pool<T>>>,
}

impl Collapsed {
    /// An engine for this batch.
    pub fn new(batch: &ImageBatch, precision: Precision) -> Self {
        let engine = match precision {
            Precision::F32 => Engine::F32(Runner::new(batch)),
            Precision::F64 => Engine::F64(Runner::new(batch)),
        };
        Self { shape: batch.shape(), engine }
    }

    /// Roughly the memory in bytes of an engine for `samples` of this shape while `threads` evaluate: the samples laid
    /// out for the kernels, and for each thread the maps of a network.
    pub fn bytes(shape: Shape, samples: u64, precision: Precision, threads: u64) -> u64 {
        let number = if precision == Precision::F32 { 4 } else { 8 };
        // The last tile is padded.
        let map = samples.next_multiple_of(16).saturating_mul(shape.pixels() as u64 * number);
        map.saturating_mul(shape.channels as u64 + threads.saturating_mul(MOST_MAPS))
    }

    fn collapse(&self, network: &Network) -> Result<Collapse, BackendError> {
        let graph = image_graph(network)?;
        match graph.input_shape() {
            Some(shape) if shape == self.shape => {}
            shape => {
                let network =
                    shape.map_or("no images".to_owned(), |shape| format!("images of shape {shape}"));
                return Err(BackendError::Shape {
                    network,
                    batch: format!("images of shape {}", self.shape),
                });
            }
        }
        collapse(graph).map_err(|reason| BackendError::Unsupported { backend: NAME, reason })
    }
}

impl Backend for Collapsed {
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
        self.prepare(network)?.forward(initialisation)
    }

    /// The plan does not depend on the constant.
    fn prepare<'a>(&'a self, network: &'a Network) -> Result<Box<dyn Prepared + 'a>, BackendError> {
        Ok(Box::new(Planned { engine: &self.engine, plan: plan(&self.collapse(network)?) }))
    }

    /// Two networks share it if they are the same graph of maps.
    fn function_id(&self, network: &Network) -> Result<Option<FunctionId>, BackendError> {
        let collapse = self.collapse(network)?;
        let mut hasher = blake3::Hasher::new();
        for &(count, map) in &collapse.output {
            hasher.update(&(count as u64).to_le_bytes());
            hasher.update(collapse.maps.hash(map).as_bytes());
        }
        Ok(Some(*hasher.finalize().as_bytes()))
    }
}

struct Planned<'a> {
    engine: &'a Engine,
    plan: Plan,
}

impl Prepared for Planned<'_> {
    fn forward(&self, initialisation: &Initialisation) -> Result<Outputs, BackendError> {
        let weight = constant(initialisation)?;
        Ok(match self.engine {
            Engine::F32(runner) => Outputs::F32(runner.run(&self.plan, weight)),
            Engine::F64(runner) => Outputs::F64(runner.run(&self.plan, weight)),
        })
    }
}

impl<T: Vectors> Runner<T> {
    fn new(batch: &ImageBatch) -> Self {
        Self { images: Images::new(batch), pools: Mutex::new(Vec::new()) }
    }

    fn run(&self, plan: &Plan, weight: f64) -> Vec<T> {
        let pools = || self.pools.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut pool = pools().pop().unwrap_or_else(Pool::new);
        let outputs = run(plan, &self.images, T::from_f64(weight), &mut pool);
        pools().push(pool);
        outputs
    }
}

fn image_graph(network: &Network) -> Result<&Graph, BackendError> {
    match network {
        Network::Image(graph) => Ok(graph),
        Network::Recurrent(_) => {
            Err(BackendError::Shape { network: "tokens".to_owned(), batch: "images".to_owned() })
        }
    }
}

fn constant(initialisation: &Initialisation) -> Result<f64, BackendError> {
    match initialisation {
        Initialisation::Constant(constant) => Ok(*constant),
        other @ Initialisation::Random { .. } => Err(BackendError::Unsupported {
            backend: NAME,
            reason: format!(
                "{other:?} gives every channel other weights, so nothing collapses: use backend: torch for random \
                 initialisations"
            ),
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::plan::Rows;

    /// Pixels of all buffers that a plan ever needs, in images: each size of map has its own buffers, as many as are in use
    /// at once.
    fn maps(graph: &Graph) -> f64 {
        let plan = plan(&collapse(graph).unwrap());
        let (mut alive, mut most) = (HashMap::new(), HashMap::<usize, usize>::new());
        for pass in &plan.passes {
            for place in &pass.places {
                let pixels = place.sides[0] * place.sides[1];
                if place.rows == Rows::Stored {
                    let count = alive.entry(pixels).or_insert(0_usize);
                    *count += 1;
                    let most = most.entry(pixels).or_default();
                    *most = (*most).max(*count);
                }
            }
            for place in &pass.places {
                if place.rows == (Rows::Loaded { last: true }) {
                    *alive.get_mut(&(place.sides[0] * place.sides[1])).unwrap() -= 1;
                }
            }
        }
        let image = graph.input_shape().unwrap().pixels();
        most.iter().map(|(pixels, count)| (pixels * count) as f64).sum::<f64>() / image as f64
    }

    #[test]
    fn no_network_keeps_more_maps_than_are_counted_on() {
        let config = nasbench201::MacroConfig::new(32, 1);
        // 61 and 997 are coprime to the sizes of the spaces, so the samples share no period with the enumeration.
        let cells = nasbench201::Cell::all().into_iter().step_by(61);
        let most_201 =
            cells.map(|cell| maps(&nasbench201::network(cell, &config).unwrap())).fold(0.0, f64::max);
        let config = nasbench101::MacroConfig::default().with_outputs(1);
        let space = nasbench101::Space::enumerate();
        let modules = space.modules().iter().step_by(997);
        let most_101 =
            modules.map(|(_, spec)| maps(&nasbench101::network(*spec, &config).unwrap())).fold(0.0, f64::max);
        for most in [most_201, most_101] {
            assert!(most > 1.0 && most <= MOST_MAPS as f64, "{most_201} and {most_101}");
        }
    }
}
