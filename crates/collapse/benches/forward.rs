//! Forward passes of single cells at batch 256, in both precisions.
//!
//! `cargo bench -p collapse` prints the time of each. For the time per value, divide it by the cell's number of
//! convolutions and pools, and by the values of a map (five cells a stage, 344,064 values over the three stages).

use criterion::{Criterion, criterion_group, criterion_main};

use collapse::Collapsed;
use epsilon::{Backend, Initialisation, Precision};
use nasbench201::{Cell, MacroConfig};
use network::{Network, Shape};

fn cells(criterion: &mut Criterion) {
    let batch = batch::synthetic::normal(Shape::new(3, 32, 32), 256, 0).expect("a valid batch");
    for (name, cell) in [
        ("one 3x3 convolution", "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|"),
        (
            "six 3x3 convolutions",
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
        ),
        (
            "six 1x1 convolutions",
            "|nor_conv_1x1~0|+|nor_conv_1x1~0|nor_conv_1x1~1|+|nor_conv_1x1~0|nor_conv_1x1~1|nor_conv_1x1~2|",
        ),
        (
            "six average pools",
            "|avg_pool_3x3~0|+|avg_pool_3x3~0|avg_pool_3x3~1|+|avg_pool_3x3~0|avg_pool_3x3~1|avg_pool_3x3~2|",
        ),
    ] {
        let cell: Cell = cell.parse().expect("a valid cell");
        let network =
            Network::Image(nasbench201::network(cell, &MacroConfig::new(32, 1)).expect("a network"));
        for precision in [Precision::F32, Precision::F64] {
            let engine = Collapsed::new(&batch, precision);
            criterion.bench_function(&format!("{name}, {precision}"), |bencher| {
                bencher.iter(|| engine.forward(&network, &Initialisation::Constant(1.0)).expect("outputs"));
            });
        }
        let engine = Collapsed::new(&batch, Precision::F32);
        criterion.bench_function(&format!("{name}, finding the function"), |bencher| {
            bencher.iter(|| engine.function_id(&network).expect("an id"));
        });
    }
}

criterion_group!(benches, cells);
criterion_main!(benches);
