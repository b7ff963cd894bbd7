//! The statistics on whole benchmark tables, against `oracles/real_tables.py`.

use std::path::PathBuf;

use rankstats::{Direction, kendall, paper_statistics, seed_noise, spearman, weighted_tau};

/// A table of the shared data, or none where the data are absent (which CI does not allow).
fn table(name: &str) -> Option<Vec<Vec<String>>> {
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = folder.join("nasbench201").join(name);
    if !path.exists() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
        eprintln!("skipped: {} is missing", path.display());
        return None;
    }
    let text = std::fs::read_to_string(&path).unwrap();
    Some(text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

/// A column by name; empty fields are NaN.
fn column(table: &[Vec<String>], name: &str) -> Vec<f64> {
    let place = table[0].iter().position(|field| field == name).unwrap();
    table[1..].iter().map(|row| row[place].parse().unwrap_or(f64::NAN)).collect()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs(), "found {found:e}, expected {expected:e}");
}

#[test]
fn parameters_against_accuracy() {
    let Some(table) = table("accuracy.csv") else { return };
    let (params, accuracy) = (column(&table, "params_m"), column(&table, "cifar10_test"));
    close(spearman(&params, &accuracy), 0.752_632_722_452_835_6);
    close(kendall(&params, &accuracy).tau_b(), 0.577_444_619_128_050_9);
    close(kendall(&params, &accuracy).tau_c(), 0.561_999_631_889_655_2);
    close(weighted_tau(&params, &accuracy), 0.813_849_337_856_387_9);

    let paper = paper_statistics(&params, &accuracy, Direction::Maximize);
    assert_eq!((paper.n, paper.n_top10), (15_625, 1_566));
    close(paper.top10_overlap, 48.238_070_311_006_965);
    close(paper.top64_in_top5, 47.909_090_909_090_91);
    close(paper.rho_top10, 0.110_828_734_949_648_14);
    close(paper.tau_top10, 0.080_078_055_007_248_28);
}

#[test]
fn seeds_against_each_other() {
    let Some(table) = table("cifar10_test_per_seed.csv") else { return };
    let seeds = ["test_s1", "test_s2", "test_s3"].map(|name| column(&table, name));
    let noise = seed_noise(&[&seeds[0], &seeds[1], &seeds[2]]);
    assert_eq!((noise.pairs, noise.n), (3, 7_961));
    close(noise.rho, 0.986_300_285_317_898_6);
    close(noise.tau, 0.907_971_500_524_880_6);
    assert!(noise.ceiling(3) > noise.ceiling(1));
}
