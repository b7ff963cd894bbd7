//! Path properties of cells, on the whole space.

mod common;

use std::collections::{BTreeMap, HashMap};

use nasbench201::{Cell, Layer, MacroConfig, layered_network, network};
use network::Graph;

fn graph(cell: Cell) -> Graph {
    network(cell, &MacroConfig::new(32, 10)).expect("it has a network")
}

#[test]
fn the_shortest_chains_of_all_cells() {
    let mut cells = BTreeMap::new();
    // If the cells let nothing through, only the layers around them are live.
    let nothing: Cell = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|".parse().unwrap();
    let around = graph(nothing);
    let ends = (around.parameters(), around.macs());
    for cell in Cell::all() {
        let graph = graph(cell);
        // Fifteen cells, stem, two reductions with a convolution on their shortcut, classifier.
        let chain = graph.shortest_chain().map(|chain| (chain - 4) / 15);
        assert_eq!(graph.shortest_chain(), chain.map(|chain| 15 * chain + 4), "{cell}");
        *cells.entry(chain).or_insert(0) += 1;
        if chain.is_none() {
            assert_eq!((graph.live_parameters(), graph.live_macs()), ends, "{cell}");
        }
        assert!(graph.live_parameters() <= graph.parameters() && graph.live_macs() <= graph.macs());
        assert!(graph.depth() >= graph.shortest_chain());
    }
    let expected = [(None, 341), (Some(0), 9_226), (Some(1), 5_618), (Some(2), 432), (Some(3), 8)];
    assert_eq!(cells, BTreeMap::from(expected));
}

#[test]
fn a_cell_by_hand() -> Result<(), Box<dyn std::error::Error>> {
    // Node 1 is zero, so the convolution after it is not live. Live are the 1x1 from 0 to 2 and the 3x3 from 2 to 3.
    let cell = "|none~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|none~0|skip_connect~1|nor_conv_3x3~2|".parse()?;
    let graph = |layers: &[Layer]| layered_network(cell, 32, 16, layers, 10);
    // Less what stands around it: stem and classifier.
    let (graph, around) = (graph(&[Layer::Cell(16)])?, graph(&[])?);
    assert_eq!((graph.shortest_chain(), graph.depth()), (Some(2 + 2), Some(2 + 2)));
    assert_eq!(graph.convolutions() - around.convolutions(), 3);
    assert_eq!(graph.live_parameters() - around.live_parameters(), (1 + 9) * 16 * 16 + 2 * 32);
    assert_eq!(graph.live_macs() - around.live_macs(), (1 + 9) * 16 * 16 * 32 * 32);
    assert_eq!(graph.parameters() - around.parameters(), (1 + 9 + 9) * 16 * 16 + 3 * 32);
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
    let [mut all, mut live, mut accuracy] = [const { Vec::new() }; 3];
    for cell in Cell::all() {
        let graph = graph(cell);
        all.push(graph.parameters() as f64);
        live.push(graph.live_parameters() as f64);
        accuracy.push(accuracies[cell.to_string().as_str()]);
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
