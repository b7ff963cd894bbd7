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
    let keys = SizeSpace::new(32).architectures().unwrap();
    assert_eq!((rows.len(), keys.len()), (32_768, 32_768));
    let mut counted = 0;
    for (position, (row, key)) in rows.iter().zip(&keys).enumerate() {
        assert_eq!((row[index], row[arch]), (position.to_string().as_str(), key.as_str()));
        for (column, image_size, classes) in datasets {
            let network = SizeSpace::new(image_size).network(key, classes).unwrap();
            assert_eq!(row[column], network.parameters().to_string(), "{key} with {classes} classes");
            counted += 1;
        }
    }
    assert_eq!(counted, 98_304);
}
