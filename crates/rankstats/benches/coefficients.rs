//! Coefficients and resampling at the sizes of the benchmarks.
//!
//! `cargo bench -p rankstats`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rankstats::{Coefficient, average_ranks, bootstrap, jackknife, kendall, spearman, weighted_tau};

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

/// Compares the table that ranks a label of few distinct values with the sort that everything else takes.
fn ranking(c: &mut Criterion) {
    for n in [15_625, 423_624] {
        let (x, y) = columns(n);
        let mut group = c.benchmark_group("ranks");
        group.sample_size(20);
        for (name, column) in [("score", &x), ("label", &y)] {
            group.bench_function(BenchmarkId::new(name, n), |b| b.iter(|| average_ranks(black_box(column))));
        }
        group.bench_function(BenchmarkId::new("label, sorted", n), |b| b.iter(|| by_sorting(black_box(&y))));
        // With few groups in y, tau-b counts in a table; otherwise it merges.
        group.bench_function(BenchmarkId::new("tau_b of score and label", n), |b| {
            b.iter(|| kendall(black_box(&x), &y));
        });
        group.bench_function(BenchmarkId::new("tau_b of label and score", n), |b| {
            b.iter(|| kendall(black_box(&y), &x));
        });
        group.finish();
    }
}

/// Average ranks by the standard library's sort.
fn by_sorting(column: &[f64]) -> Vec<f64> {
    let mut keyed: Vec<(u64, u32)> = column
        .iter()
        .zip(0..)
        .map(|(value, position)| {
            (value.to_bits() ^ (((value.to_bits() as i64 >> 63) as u64) | 1 << 63), position)
        })
        .collect();
    keyed.sort_unstable();
    let mut ranks = vec![0.0; column.len()];
    let mut below = 0;
    for group in keyed.chunk_by(|a, b| a.0 == b.0) {
        for &(_, position) in group {
            ranks[position as usize] = below as f64 + (group.len() + 1) as f64 / 2.0;
        }
        below += group.len();
    }
    ranks
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

criterion_group!(benches, coefficients, ranking, resampling);
criterion_main!(benches);
