//! Scores a spread sample of a search space and prints `key,epsilon`; times go to stderr.
//!
//! `cargo run --release -p collapse --example rate -- nasbench201|nasbench101 STEP f32|f64 WEIGHTS CIFAR10_FILE
//! [BATCH_SIZE] [THREADS] > scores.csv`: every STEP-th architecture, each distinct function once.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use batch::cifar::cifar10;
use collapse::Collapsed;
use epsilon::{Backend, Weights, evaluate};
use network::{Graph, Network};

type Failure = Box<dyn std::error::Error>;
type Build = Box<dyn Fn(usize) -> Result<(String, Graph), String> + Sync>;

fn space(name: &str) -> Result<(usize, Build), Failure> {
    match name {
        "nasbench201" => {
            let cells = nasbench201::Cell::all();
            let config = nasbench201::MacroConfig::new(32, 1);
            let build = move |at: usize| {
                let graph = nasbench201::network(cells[at], &config).map_err(|error| error.to_string())?;
                Ok((cells[at].to_string(), graph))
            };
            Ok((15_625, Box::new(build)))
        }
        "nasbench101" => {
            let space = nasbench101::Space::enumerate();
            let config = nasbench101::MacroConfig::default().with_outputs(1);
            let count = space.modules().len();
            let build = move |at: usize| {
                let (hash, spec) = space.modules()[at];
                let graph = nasbench101::network(spec, &config).map_err(|error| error.to_string())?;
                Ok((hash.to_string(), graph))
            };
            Ok((count, Box::new(build)))
        }
        other => Err(format!("no space `{other}`").into()),
    }
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().collect();
    let [_, name, step, precision, weights, images, ..] = &args[..] else {
        return Err("usage: rate SPACE STEP f32|f64 WEIGHTS CIFAR10_FILE [BATCH_SIZE] [THREADS]".into());
    };
    let size = args.get(6).map_or(Ok(256), |text| text.parse())?;
    let threads: usize = args.get(7).map_or(Ok(2), |text| text.parse())?;
    let (first, second) = weights.split_once(',').ok_or("WEIGHTS are two numbers with a comma")?;
    let weights = Weights::new(first.parse()?, second.parse()?)?;
    let engine = Collapsed::new(&cifar10(images.as_ref(), size, None)?, precision.parse()?);
    let (count, build) = space(name)?;

    let started = Instant::now();
    let mut seen = HashSet::new();
    let mut networks = Vec::new();
    let step: usize = step.parse()?;
    for at in (0..count).step_by(step) {
        let (key, graph) = build(at)?;
        let network = Network::Image(graph);
        if seen.insert(engine.function_id(&network)?) {
            networks.push((key, network));
        }
    }
    let asked = count.div_ceil(step);
    eprintln!("{asked} architectures, {} functions, found in {:?}", networks.len(), started.elapsed());

    let started = Instant::now();
    let (next, scores) = (AtomicUsize::new(0), Mutex::new(vec![f64::NAN; networks.len()]));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, network)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    networks.get(at).map(|(_, network)| (at, network))
                } {
                    let score = evaluate(&engine, network, weights).expect("the networks fit the batch");
                    scores.lock().expect("no thread panics")[at] = score.unwrap_or(f64::NAN);
                }
            });
        }
    });
    let each = started.elapsed().as_secs_f64() * 1e3 * threads as f64 / networks.len() as f64;
    eprintln!("scored in {:?}, {each:.3} ms of a thread for each function", started.elapsed());
    #[expect(clippy::print_stdout, reason = "the scores are what the example is for")]
    for ((key, _), score) in networks.iter().zip(scores.into_inner()?) {
        println!("{key},{score:?}");
    }
    Ok(())
}
