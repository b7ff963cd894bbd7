//! Times the loader on a file of the size of the official one, with synthetic metrics.
//!
//!     cargo run --release -p nasbench101 --example load_time -- FILE [full]
//!
//! Writes FILE if it does not exist: the 423,624 modules of the space with three trials of 108 epochs each,
//! 1,270,872 records, close to the 499 MB of `nasbench_only108.tfrecord`; with `full`, of 4, 12, 36 and 108
//! epochs each, as in `nasbench_full.tfrecord`. Then loads it and prints time and peak memory. The latter includes
//! writing the file, so run it again once the file exists.

#[path = "../tests/common/encode.rs"]
mod encode;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use nasbench101::{Dataset, LoadOptions, RecordWriter, Space};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: load_time FILE")?);
    if !path.exists() {
        let start = Instant::now();
        let space = Space::enumerate();
        report(&format!("space enumerated in {:.2} s", start.elapsed().as_secs_f64()))?;
        let full = std::env::args().nth(2).is_some_and(|word| word == "full");
        synthesise(&path, &space, if full { &[4, 12, 36, 108] } else { &[108] })?;
    }
    let bytes = fs_err::metadata(&path)?.len() as f64;
    let start = Instant::now();
    let dataset = Dataset::load(&path, &LoadOptions::default())?;
    let seconds = start.elapsed().as_secs_f64();
    report(&format!(
        "{:.1} MB, {} records, {} modules loaded in {seconds:.2} s on {} threads",
        bytes / 1e6,
        dataset.records(),
        dataset.modules().len(),
        rayon::current_num_threads()
    ))?;
    let start = Instant::now();
    let column = dataset.column(&"test_108".parse()?);
    let mean = column.iter().flatten().sum::<f64>() / column.len() as f64;
    report(&format!("test_108 (mean {mean:.4}) in {:.3} s", start.elapsed().as_secs_f64()))?;
    // Peak memory of the process; Linux only.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).try_for_each(report)?;
    Ok(())
}

fn report(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

fn synthesise(path: &Path, space: &Space, lengths: &[u32]) -> Result<(), Box<dyn std::error::Error>> {
    let mut writer = RecordWriter::new(BufWriter::new(fs_err::File::create(path)?));
    let mut state = 1u64;
    let mut uniform = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    for &(hash, spec) in space.modules() {
        let (matrix, operations) = encode::module(spec);
        for &epochs in lengths.iter().flat_map(|epochs| [epochs; 3]) {
            let last = f64::from(epochs);
            let evaluations = [0.0, last / 2.0, last]
                .map(|epoch| [epoch, 20.0 * epoch * uniform(), uniform(), uniform(), uniform()]);
            let metrics = encode::metrics(&evaluations, 5_000_000);
            let payload = encode::payload(&hash.to_string(), epochs, &matrix, &operations, &metrics);
            writer.write(payload.as_bytes())?;
        }
    }
    writer.into_inner().flush()?;
    Ok(())
}
