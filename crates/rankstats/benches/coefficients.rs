//! Coefficients and resampling at the sizes of the benchmarks.
//!
//! `cargo bench -p rankstats`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rankstats::{Coefficient, bootstrap, jackknife, kendall, spearman, weighted_tau};

/// A score and a label rounded to 1/100 of a percent, related at rho of about 0.8.
fn columns(n: usize) -> (Vec<f64>, Vec<f64>) {
    let mut state = 20_230_200_u64;
    let mut uniform = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..n)
        .map(|_| {
            let score: f64 = (0..4).map(|_| uniform()).sum();
            let noise: f64 = (0..4).map(|_| uniform()).sum();
            (score, ((90.0 + score + 0.7 * noise) * 100.0).round() / 100.0)
        })
        .unzip()
}

fn coefficients(c: &mut Criterion) {
    for n in [1_000, 15_625, 423_624] {
        let (x, y) = columns(n);
        let mut group = c.benchmark_group("coefficient");
        group.sample_size(20);
        group.bench_function(BenchmarkId::new("spearman", n), |b| b.iter(|| spearman(black_box(&x), &y)));
        group.bench_function(BenchmarkId::new("kendall", n), |b| b.iter(|| kendall(black_box(&x), &y)));
        group.bench_function(BenchmarkId::new("weighted_tau", n), |b| {
            b.iter(|| weighted_tau(black_box(&x), &y));
        });
        group.finish();
    }
}

fn resampling(c: &mut Criterion) {
    let (x, y) = columns(15_625);
    let mut group = c.benchmark_group("resampling of 15,625");
    group.sample_size(10);
    for (name, coefficient) in [("spearman", Coefficient::Spearman), ("tau_b", Coefficient::TauB)] {
        group.bench_function(BenchmarkId::new("jackknife", name), |b| {
            b.iter(|| jackknife(black_box(&x), &y, coefficient));
        });
        group.bench_function(BenchmarkId::new("100 bootstraps", name), |b| {
            b.iter(|| bootstrap(black_box(&x), &y, coefficient, 100, 1));
        });
    }
    group.finish();
}

criterion_group!(benches, coefficients, resampling);
criterion_main!(benches);
