//! Times the library on two columns of a raw file, for `benches/against_scipy.py`.
//!
//! The file holds n score values, then n label values, as little-endian float64. Prints a row `name value seconds` per
//! measurement: the best of ten for coefficients, one run for resampling.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::time::Instant;

use rankstats::{Coefficient, bca_interval, bootstrap, jackknife, kendall, spearman, weighted_tau};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: against_scipy FILE [BOOTSTRAPS]")?;
    let bootstraps = arguments.next().map_or(Ok(0), |count| count.parse())?;
    let bytes = std::fs::read(path)?;
    let values: Vec<f64> = bytes.as_chunks::<8>().0.iter().map(|&bytes| f64::from_le_bytes(bytes)).collect();
    if bytes.len() % 16 != 0 {
        return Err("the file does not hold two float64 columns of equal length".into());
    }
    let (x, y) = values.split_at(values.len() / 2);

    best_of_ten("spearman", || spearman(x, y));
    best_of_ten("tau_b", || kendall(x, y).tau_b());
    best_of_ten("weighted_tau", || weighted_tau(x, y));
    if bootstraps > 0 {
        for (name, coefficient) in [("spearman", Coefficient::Spearman), ("tau_b", Coefficient::TauB)] {
            let start = Instant::now();
            let draws = bootstrap(x, y, coefficient, bootstraps, 1)?;
            let drawn = start.elapsed().as_secs_f64();
            println!("{name}_bootstrap {} {drawn}", deviation(&draws.replicates));
            let interval =
                bca_interval(draws.estimate, &draws.replicates, &jackknife(x, y, coefficient)?, 0.95)?;
            println!("{name}_bca {} {}", interval.upper - interval.lower, start.elapsed().as_secs_f64());
        }
    }
    Ok(())
}

fn deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt()
}

fn best_of_ten(name: &str, run: impl Fn() -> f64) {
    let mut value = f64::NAN;
    let mut seconds = f64::INFINITY;
    for _ in 0..10 {
        let start = Instant::now();
        value = run();
        seconds = seconds.min(start.elapsed().as_secs_f64());
    }
    println!("{name} {value} {seconds}");
}
