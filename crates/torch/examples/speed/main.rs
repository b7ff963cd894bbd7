//! Seconds per architecture: the collapsed engine against the full network, on this machine, in one run.
//!
//! ```text
//! cargo run --release -p torch --example speed -- [SPACE] [--full N] [--collapsed N] [--batch N] [--threads N]
//! ```
//!
//! SPACE is `nasbench201` (the default), `nasbench101` or `nasbenchnlp`. Both backends evaluate both constants in single
//! precision: `--full` architectures with every channel (by default 20), and `--collapsed` different functions (no two of
//! them collapse to the same one) with the collapsed engine (by default 500); for NAS-Bench-201 the collapsed engine
//! also sweeps the whole space, grouping included. Architectures are the first ones of a pseudo-random order (recipes: the
//! classic cells, then random ones). Samples are noise, since the time does not depend on them.
//!
//! The full network is timed both with one network on all threads and with one network per thread; the ratios are to the
//! faster one. Prints one JSON object. Run it on an otherwise idle machine.

#![allow(clippy::print_stdout, reason = "an example's result goes to stdout")]

mod networks;
mod settings;
mod timing;

use std::collections::BTreeSet;
use std::error::Error;
use std::num::NonZeroUsize;
use std::time::Instant;

use epsilon::{Backend, BackendError, Device, FunctionId, Precision};
use network::Network;
use torch::Limits;

use networks::Space;
use settings::Settings;
use timing::seconds;

/// The first network of each function, in order.
fn functions<'a>(
    networks: &'a [Network],
    engine: &dyn Backend,
    most: usize,
) -> Result<Vec<&'a Network>, BackendError> {
    let mut seen: BTreeSet<FunctionId> = BTreeSet::new();
    let mut chosen = Vec::new();
    for network in networks {
        if chosen.len() == most {
            break;
        }
        let new = engine.function_id(network)?.is_none_or(|id| seen.insert(id));
        if new {
            chosen.push(network);
        }
    }
    Ok(chosen)
}

fn main() -> Result<(), Box<dyn Error>> {
    let Settings { space, full, collapsed, batch, threads } = Settings::read()?;
    let name = space.name();
    let engine = space.collapsed(batch, Precision::F32)?;
    let constants = space.constants();
    let whole = space == Space::NasBench201;
    // Twice as many as needed, since some are the same function.
    let networks = space.networks(if whole { usize::MAX } else { full.max(2 * collapsed) });

    let distinct = functions(&networks, engine.as_ref(), collapsed)?;
    let collapsed_each = seconds(engine.as_ref(), &distinct, constants, threads)? / distinct.len() as f64;

    let first: Vec<&Network> = networks.iter().take(full).collect();
    let reference = |limits| space.full(batch, Precision::F32, Device::Cpu, limits);
    let [one, all] = [NonZeroUsize::MIN, NonZeroUsize::new(threads).ok_or("--threads wants one or more")?];
    let spread = Limits { networks: one, threads: Some(all), ..Limits::default() };
    let spread = seconds(reference(spread)?.as_ref(), &first, constants, 1)? / first.len() as f64;
    let beside = reference(Limits::one_thread_each(all))?;
    let beside = seconds(beside.as_ref(), &first, constants, threads)? / first.len() as f64;
    let full_each = spread.min(beside);
    // The same networks as in the full run, so that the ratio compares like with like.
    let same_each = seconds(engine.as_ref(), &first, constants, threads)? / first.len() as f64;

    let mut result = serde_json::json!({
        "space": name, "precision": "f32", "batch": batch, "threads": threads,
        "full_networks": first.len(),
        "full_seconds_each_one_at_a_time": spread,
        "full_seconds_each_side_by_side": beside,
        "collapsed_functions": distinct.len(),
        "collapsed_seconds_each": collapsed_each,
        "collapsed_seconds_each_on_the_full_ones": same_each,
        "ratio": full_each / collapsed_each,
        "ratio_on_the_same_networks": full_each / same_each,
    });
    if whole {
        let begun = Instant::now();
        let all = functions(&networks, engine.as_ref(), usize::MAX)?;
        seconds(engine.as_ref(), &all, constants, threads)?;
        let sweep = begun.elapsed().as_secs_f64();
        result["whole_space"] = serde_json::json!({
            "architectures": networks.len(), "functions": all.len(), "collapsed_seconds": sweep,
            "full_seconds_extrapolated": full_each * networks.len() as f64,
            "ratio": full_each * networks.len() as f64 / sweep,
        });
    }
    println!("{result}");
    Ok(())
}
