//! Specs, hashes and parameter counts against the published tables.

mod common;

use nasbench101::{MacroConfig, ModuleSpec, network};

const COLUMNS: [&str; 3] = ["hash", "adj_upper_rowmajor", "ops"];

fn spec(adjacency: &str, operations: &str) -> ModuleSpec {
    format!("{adjacency}:{operations}").parse().expect("a published module")
}

#[test]
fn hashes_of_both_tables() {
    let Some(folder) = common::shared() else { return };
    for (table, count) in [("valid_30001.csv", 30_001), ("test_2520.csv", 2_520)] {
        let rows = common::rows(&folder.join(table), COLUMNS);
        assert_eq!(rows.len(), count);
        for [hash, adjacency, operations] in rows {
            let spec = spec(&adjacency, &operations);
            assert_eq!(spec.module_hash().to_string(), hash);
            assert_eq!(spec.to_string(), format!("{adjacency}:{operations}"));
        }
    }
}

#[test]
fn trainable_parameters_of_every_row() {
    let Some(folder) = common::shared() else { return };
    let columns = ["trainable_parameters", "adj_upper_rowmajor", "ops"];
    let config = MacroConfig::default();
    let rows = common::rows(&folder.join("valid_30001.csv"), columns);
    assert_eq!(rows.len(), 30_001);
    for [parameters, adjacency, operations] in rows {
        let graph = network(spec(&adjacency, &operations), &config).expect("a network");
        assert_eq!(graph.parameters().to_string(), parameters, "{adjacency}:{operations}");
    }
}

/// In single precision and with the paper's constants, exactly 12,512 of these modules have a score: those with a path
/// through a single convolution.
#[test]
fn the_shortest_chains_of_every_row() {
    let Some(folder) = common::shared() else { return };
    let config = MacroConfig::default();
    let mut chains = [0; 7];
    for [adjacency, operations] in
        common::rows(&folder.join("valid_30001.csv"), ["adj_upper_rowmajor", "ops"])
    {
        let graph = network(spec(&adjacency, &operations), &config).expect("a network");
        let chain = graph.shortest_chain().expect("a module has a path");
        // Stem, nine modules, classifier.
        assert_eq!(chain % 9, 2);
        chains[chain / 9] += 1;
    }
    assert_eq!(chains[1], 12_512);
    assert_eq!((chains[0], chains[2..].iter().sum::<i32>()), (0, 17_489));
}
