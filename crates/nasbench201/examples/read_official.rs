//! Prints one label of every architecture in the official release as CSV:
//!
//! ```text
//! read_official NAS-Bench-201-v1_1-096897.pth cifar10 ori-test 200 mean accuracy
//! ```
//!
//! On Linux, the peak memory goes to stderr.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::Path;

use nasbench201::files::{Query, read_official};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, dataset, split, epochs, seed, metric] = arguments.as_slice() else {
        return Err("usage: read_official PATH DATASET SPLIT EPOCHS SEED METRIC".into());
    };
    let query = Query {
        dataset: dataset.parse()?,
        split: split.parse()?,
        epochs: epochs.parse()?,
        seed: seed.parse()?,
        metric: metric.parse()?,
    };
    let release = read_official(Path::new(path), &[query])?;
    let mut out = stdout().lock();
    writeln!(out, "index,arch,{dataset}_{split}_{epochs}_{seed}_{metric}")?;
    for record in release.records {
        let value = record.values[0].map_or_else(String::new, |value| value.to_string());
        writeln!(out, "{},{},{value}", record.index, record.arch)?;
    }
    if let Some(absent) = release.absent {
        eprintln!("{} architectures have no results, the first: {}", absent.count, absent.first[0]);
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(peak) = status.lines().find(|line| line.starts_with("VmHWM"))
    {
        eprintln!("peak memory: {}", peak.trim_start_matches("VmHWM:").trim());
    }
    Ok(())
}
