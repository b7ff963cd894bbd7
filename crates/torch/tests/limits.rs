//! Networks that run in parallel give the same bytes as one after the other.

use std::num::NonZeroUsize;
use std::thread;

use batch::synthetic;
use epsilon::{Backend, Initialisation, Outputs, Precision, Scheme};
use nasbench201::{Cell, MacroConfig};
use network::{Network, Shape};
use torch::{Device, Limits, TorchBackend};

fn networks() -> Vec<Network> {
    // Large enough that libtorch would divide an operation among threads.
    let config = MacroConfig { cells_per_stage: 1, ..MacroConfig::new(16, 1) };
    let cells = Cell::all().into_iter().step_by(1600);
    cells.map(|cell| Network::Image(nasbench201::network(cell, &config).unwrap())).collect()
}

fn initialisation(index: usize) -> Initialisation {
    let seed = index as u64;
    match index % 3 {
        0 => Initialisation::Constant(0.1),
        1 => Initialisation::Random { scheme: Scheme::KaimingNormal, seed },
        _ => Initialisation::Random { scheme: Scheme::Orthogonal, seed },
    }
}

/// The outputs of all networks, with `callers` threads that call at the same time.
fn outputs(precision: Precision, limits: Limits, callers: usize) -> Vec<Outputs> {
    let batch = synthetic::normal(Shape::new(3, 16, 16), 16, 3).unwrap();
    let backend = TorchBackend::new(&batch, precision, Device::Cpu).unwrap().with_limits(limits);
    let networks: Vec<(usize, Network)> = networks().into_iter().enumerate().collect();
    thread::scope(|scope| {
        let share = networks.len().div_ceil(callers);
        let workers: Vec<_> = networks
            .chunks(share)
            .map(|chunk| {
                let backend = &backend;
                scope.spawn(move || {
                    let run = |(index, network): &(usize, Network)| {
                        backend.forward(network, &initialisation(*index)).unwrap()
                    };
                    chunk.iter().map(run).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

#[test]
fn any_number_of_networks_at_a_time_gives_the_same_bytes() {
    let limits = |networks| Limits::one_thread_each(NonZeroUsize::new(networks).unwrap());
    for precision in [Precision::F32, Precision::F64] {
        let one = outputs(precision, limits(1), 1);
        assert_eq!(one, outputs(precision, limits(4), 4), "{precision}");
        // Without room for two, they take turns.
        assert_eq!(one, outputs(precision, Limits { bytes: 1, ..limits(4) }, 4), "{precision}");
    }
}
