//! Path properties of cells, on the whole space.

mod common;

use std::collections::{BTreeMap, HashMap};

use benchmark::SearchSpace as _;
use nasbench201::NasBench201;
use network::Network;

fn space() -> (NasBench201, Vec<String>) {
    let space = NasBench201::new(32);
    let keys = space.architectures().expect("the space is enumerated");
    (space, keys)
}

#[test]
fn the_shortest_chains_of_all_cells() {
    let (space, keys) = space();
    let mut cells = BTreeMap::new();
    // If the cells let nothing through, only the layers around them are live.
    let nothing = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";
    let Ok(Network::Image(around)) = space.network(nothing, 10) else { panic!("it has a network") };
    let ends = (around.parameters(), around.macs());
    for key in &keys {
        let chain = space.cell_chain(key).expect("a cell");
        *cells.entry(chain).or_insert(0) += 1;
        let Ok(Network::Image(graph)) = space.network(key, 10) else { panic!("{key} has a network") };
        // Fifteen cells, stem, two reductions with a convolution on their shortcut, classifier.
        assert_eq!(graph.shortest_chain(), chain.map(|chain| 15 * chain + 4), "{key}");
        if chain.is_none() {
            assert_eq!((graph.live_parameters(), graph.live_macs()), ends, "{key}");
        }
        assert!(graph.live_parameters() <= graph.parameters() && graph.live_macs() <= graph.macs());
        assert!(graph.depth() >= graph.shortest_chain());
    }
    let expected = [(None, 341), (Some(0), 9_226), (Some(1), 5_618), (Some(2), 432), (Some(3), 8)];
    assert_eq!(cells, BTreeMap::from(expected));
}

#[test]
fn a_cell_by_hand() -> Result<(), Box<dyn std::error::Error>> {
    let space = NasBench201::new(32);
    // Node 1 is zero, so the convolution after it is not live. Live are the 1x1 from 0 to 2 and the 3x3 from 2 to 3.
    let cell = "|none~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|none~0|skip_connect~1|nor_conv_3x3~2|";
    let graph = space.cell(cell)?.expect("it has a cell");
    assert_eq!((graph.shortest_chain(), graph.depth(), graph.convolutions()), (Some(2), Some(2), 3));
    assert_eq!(graph.live_parameters(), (1 + 9) * 16 * 16 + 2 * 32);
    assert_eq!(graph.live_macs(), (1 + 9) * 16 * 16 * 32 * 32);
    assert_eq!(graph.parameters(), (1 + 9 + 9) * 16 * 16 + 3 * 32);
    Ok(())
}

#[test]
fn live_parameters_rank_better_than_parameters() -> Result<(), Box<dyn std::error::Error>> {
    let Some(table) = common::shared_data("nasbench201/accuracy.csv") else { return Ok(()) };
    let text = fs_err::read_to_string(table)?;
    let accuracies: HashMap<&str, f64> = text
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            Ok((fields[1], fields[2].parse()?))
        })
        .collect::<Result<_, std::num::ParseFloatError>>()?;
    let (space, keys) = space();
    let [mut all, mut live, mut accuracy] = [const { Vec::new() }; 3];
    for key in &keys {
        let network = space.network(key, 10)?;
        all.push(network.parameters() as f64);
        live.push(network.live_parameters() as f64);
        accuracy.push(accuracies[key.as_str()]);
    }
    assert_eq!(accuracy.len(), 15_625);
    let rounded = |value: f64| (value * 1_000.0).round() / 1_000.0;
    let ranks = |score: &[f64]| {
        [rankstats::spearman(score, &accuracy), rankstats::kendall(score, &accuracy).tau_b()].map(rounded)
    };
    // From a separate program. The published parameter counts, 204 of which are wrong, have a tau of 0.577.
    assert_eq!(ranks(&all), [0.753, 0.578]);
    assert_eq!(ranks(&live), [0.822, 0.654]);
    Ok(())
}
