//! The space against the benchmark's own table: order, parameter counts, FLOPs.

mod common;

use std::collections::BTreeSet;

use nasbench201::{Cell, CellOperation, MacroConfig, network};

/// Rows of a CSV file, as (header, rows).
fn read(file: &str) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let text = std::fs::read_to_string(common::shared_data(file)?).expect("readable table");
    let mut lines = text.lines().map(|line| {
        // The one quoted field of these tables is a tuple that no test reads.
        let line = match line.split('"').collect::<Vec<_>>()[..] {
            [before, _, after] => format!("{before}{after}"),
            _ => line.to_owned(),
        };
        line.split(',').map(str::to_owned).collect::<Vec<_>>()
    });
    let header = lines.next().expect("a header");
    Some((header, lines.collect()))
}

fn column(header: &[String], name: &str) -> usize {
    header.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn the_index_order_is_the_official_one() {
    let Some((header, rows)) = read("nasbench201/accuracy.csv") else { return };
    let arch = column(&header, "arch");
    let cells = Cell::all();
    assert_eq!(rows.len(), cells.len());
    for (row, cell) in rows.iter().zip(&cells) {
        assert_eq!(row[arch], cell.to_string());
        assert_eq!(&row[arch].parse::<Cell>().unwrap(), cell);
    }
}

#[test]
fn parameter_counts_equal_the_table_but_for_its_known_defects() {
    let Some((header, rows)) = read("nasbench201/accuracy.csv") else { return };
    let (arch, params) = (column(&header, "arch"), column(&header, "params_m"));
    let mut defects = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        let cell: Cell = row[arch].parse().unwrap();
        let graph = network(cell, &MacroConfig::new(32, 10)).unwrap();
        let printed: f64 = row[params].parse().unwrap();
        if (printed * 1e6).round() as u64 != graph.parameters() {
            defects.insert(index);
        }
    }
    let known: BTreeSet<usize> = include_str!("parameter_defects.txt")
        .split_whitespace()
        .map(|index| index.parse().unwrap())
        .collect();
    assert_eq!(known.len(), 204);
    assert_eq!(defects, known);
}

#[test]
fn isomorphism_classes_are_6466() {
    let classes: BTreeSet<String> = Cell::all().iter().map(Cell::isomorphism_class).collect();
    assert_eq!(classes.len(), 6_466);
}

/// The published FLOPs of NAS-Bench-Suite-Zero also count, per pixel and channel, three operations for every convolution
/// of a cell (batch norm and ReLU) and nine for every pooling, and 160,832 outside the cells.
#[test]
fn macs_equal_the_published_flops_less_what_they_count_for_norms_and_pools() {
    let Some((header, rows)) = read("nasbench201/proxies_suite_zero_cifar10.csv") else { return };
    let (arch, flops) = (column(&header, "arch"), column(&header, "flops"));
    let pixels_and_channels = 5 * (16 * 32 * 32 + 32 * 16 * 16 + 64 * 8 * 8);
    for row in &rows {
        let cell: Cell = row[arch].parse().unwrap();
        let macs = network(cell, &MacroConfig::new(32, 10)).unwrap().macs();
        let beside = |operation: &CellOperation| match operation {
            CellOperation::None | CellOperation::SkipConnect => 0,
            CellOperation::NorConv1x1 | CellOperation::NorConv3x3 => 3,
            CellOperation::AvgPool3x3 => 9,
        };
        let beside: u64 = cell.edges().iter().map(beside).sum();
        let published = (row[flops].parse::<f64>().unwrap() * 1e6).round() as u64;
        assert_eq!(published, macs + 160_832 + pixels_and_channels * beside, "{cell}");
    }
}

#[test]
fn a_cell_without_operations_has_only_the_frame() {
    let cell = Cell::new([CellOperation::None; 6]);
    let graph = network(cell, &MacroConfig::new(16, 120)).unwrap();
    assert_eq!(graph.input_shape().unwrap().height, 16);
    assert_eq!(cell.isomorphism_class(), "#+#+#");
}
