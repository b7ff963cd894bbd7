//! The space against a published table: order, keys, parameter counts.

use std::path::PathBuf;

use benchmark::SearchSpace;
use natsbench::SizeSpace;

/// A file of the shared benchmark data, or `None` (with a printed line) where the data is absent.
fn shared_data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder.join(file));
    }
    assert!(std::env::var_os("CI").is_none(), "CI needs the benchmark data at {}", folder.display());
    eprintln!("skipped: no benchmark data at {} (set EPSILON_SHARED_DATA)", folder.display());
    None
}

#[test]
fn order_and_parameter_counts_equal_the_table() {
    let Some(path) = shared_data("natsbench_sss/accuracy.csv") else { return };
    let text = std::fs::read_to_string(path).expect("readable table");
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let column = |name: &str| header.iter().position(|column| *column == name).expect("a known column");
    let (index, arch) = (column("index"), column("arch"));
    let datasets = [
        (column("cifar10_params"), 32, 10),
        (column("cifar100_params"), 32, 100),
        (column("imagenet16_params"), 16, 120),
    ];
    let rows: Vec<_> = lines.collect();
    let spaces = [32, 16].map(|side| (side, SizeSpace::new(side).architectures().unwrap()));
    assert_eq!((rows.len(), spaces[0].1.len()), (32_768, 32_768));
    let mut counted = 0;
    for (position, row) in rows.iter().enumerate() {
        for (column, image_size, classes) in datasets {
            let one = &spaces.iter().find(|(side, _)| *side == image_size).unwrap().1[position];
            assert_eq!((row[index], row[arch]), (position.to_string().as_str(), one.key()));
            let parameters = one.network(classes).unwrap().parameters().to_string();
            assert_eq!(row[column], parameters, "{} with {classes} classes", one.key());
            counted += 1;
        }
    }
    assert_eq!(counted, 98_304);
}
