//! Seconds per architecture: the collapsed engine against the full network, on this machine, in one run.
//!
//! ```text
//! cargo run --release -p torch --example speed -- [SPACE] [--full N] [--collapsed N] [--batch N] [--threads N]
//! ```
//!
//! SPACE is `nasbench201` (the default) or `nasbench101`. Both backends evaluate distinct functions (no two of
//! them collapse to the same one), both constants, in single precision: `--full` of them with every channel (by
//! default 20), `--collapsed` of them with the collapsed engine (by default 500), the first `--full` being the
//! same. Pixels are normal noise with seed 21: neither backend's work depends on them.
//!
//! Prints one JSON object. Run it on a machine that does nothing else.

#![allow(clippy::print_stdout, reason = "an example's result goes to stdout")]

use std::collections::BTreeSet;
use std::error::Error;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use collapse::Collapsed;
use epsilon::{Backend, BackendError, Initialisation, Precision, synthetic};
use nasbench101::ModuleSpec;
use nasbench201::{Cell, MacroConfig};
use network::{Network, Shape};
use torch::{Device, TorchBackend};

struct Settings {
    space: String,
    full: usize,
    collapsed: usize,
    batch: usize,
    threads: usize,
}

fn settings() -> Result<Settings, Box<dyn Error>> {
    let mut settings =
        Settings { space: "nasbench201".to_owned(), full: 20, collapsed: 500, batch: 256, threads: 2 };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let number = match argument.as_str() {
            "--full" => &mut settings.full,
            "--collapsed" => &mut settings.collapsed,
            "--batch" => &mut settings.batch,
            "--threads" => &mut settings.threads,
            "nasbench201" | "nasbench101" => {
                settings.space = argument;
                continue;
            }
            _ => return Err(format!("unknown argument `{argument}`; see the top of the example").into()),
        };
        let value = arguments.next().ok_or_else(|| format!("{argument} wants a number"))?;
        *number =
            value.parse::<NonZeroUsize>().map_err(|error| format!("{argument} {value}: {error}"))?.get();
    }
    Ok(settings)
}

/// The space's networks in an order that is random but always the same, and its constants.
fn candidates(space: &str) -> (Box<dyn Iterator<Item = Network>>, [f64; 2]) {
    if space == "nasbench101" {
        let space = nasbench101::Space::enumerate();
        // Hashes sort at random, and a stride without a common divisor reaches every module.
        let (count, stride) = (space.len(), 104_729);
        let config = nasbench101::MacroConfig::default().with_outputs(1);
        let specs: Vec<ModuleSpec> =
            (0..count).map(|index| space.modules()[index * stride % count].1).collect();
        let networks = specs.into_iter().filter_map(move |spec| nasbench101::network(spec, &config).ok());
        (Box::new(networks.map(Network::Image)), [1e-4, 10.0])
    } else {
        // The benchmark's own order is shuffled.
        let config = MacroConfig::new(32, 1);
        let networks =
            Cell::all().into_iter().filter_map(move |cell| nasbench201::network(cell, &config).ok());
        (Box::new(networks.map(Network::Image)), [1e-7, 1.0])
    }
}

/// The first `count` networks of which no two are the same function.
fn distinct(
    networks: impl Iterator<Item = Network>,
    engine: &Collapsed,
    count: usize,
) -> Result<Vec<Network>, BackendError> {
    let mut seen = BTreeSet::new();
    let mut chosen = Vec::with_capacity(count);
    for network in networks {
        let new = engine.function_id(&network)?.is_none_or(|id| seen.insert(id));
        if new {
            chosen.push(network);
            if chosen.len() == count {
                break;
            }
        }
    }
    Ok(chosen)
}

fn both_constants(backend: &dyn Backend, network: &Network, constants: [f64; 2]) -> Result<(), BackendError> {
    for constant in constants {
        backend.forward(network, &Initialisation::Constant(constant))?;
    }
    Ok(())
}

/// Seconds a network, `threads` networks at a time.
fn seconds_each(
    backend: &dyn Backend,
    networks: &[Network],
    constants: [f64; 2],
    threads: usize,
) -> Result<f64, BackendError> {
    // What is allocated or looked up once is not an architecture's cost.
    both_constants(backend, &networks[0], constants)?;
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(network) = networks.get(next.fetch_add(1, Ordering::Relaxed)) {
                        both_constants(backend, network, constants)?;
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
    })?;
    Ok(start.elapsed().as_secs_f64() / networks.len() as f64)
}

fn main() -> Result<(), Box<dyn Error>> {
    let Settings { space, full, collapsed, batch, threads } = settings()?;
    let images = synthetic::normal(Shape::new(3, 32, 32), batch, 21)?;
    let engine = Collapsed::new(&images, Precision::F32);
    let (networks, constants) = candidates(&space);
    let networks = distinct(networks, &engine, collapsed.max(full))?;
    let (full, collapsed) = (full.min(networks.len()), collapsed.min(networks.len()));

    torch::set_threads(NonZeroUsize::new(threads).ok_or("--threads wants one or more")?);
    let reference = TorchBackend::new(&images, Precision::F32, Device::Cpu)?;
    // libtorch spreads one network over the threads, the collapsed engine gives each thread a network.
    let collapsed_seconds = seconds_each(&engine, &networks[..collapsed], constants, threads)?;
    let full_seconds = seconds_each(&reference, &networks[..full], constants, 1)?;
    // The very networks that the full run had, so that the ratio compares like with like.
    let same_seconds = seconds_each(&engine, &networks[..full], constants, threads)?;
    println!(
        "{{\"space\":\"{space}\",\"precision\":\"f32\",\"batch\":{batch},\"threads\":{threads},\
         \"full_networks\":{full},\"full_seconds_each\":{full_seconds:.6},\
         \"collapsed_networks\":{collapsed},\"collapsed_seconds_each\":{collapsed_seconds:.6},\
         \"collapsed_seconds_each_on_the_full_ones\":{same_seconds:.6},\"ratio\":{:.1}}}",
        full_seconds / collapsed_seconds
    );
    Ok(())
}
