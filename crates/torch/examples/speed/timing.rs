use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use epsilon::{Backend, BackendError, Initialisation};
use network::Network;

fn both_constants(backend: &dyn Backend, network: &Network, constants: [f64; 2]) -> Result<(), BackendError> {
    for constant in constants {
        backend.forward(network, &Initialisation::Constant(constant))?;
    }
    Ok(())
}

/// Seconds for all networks, `threads` of them at a time.
pub fn seconds(
    backend: &dyn Backend,
    networks: &[&Network],
    constants: [f64; 2],
    threads: usize,
) -> Result<f64, BackendError> {
    // Warm-up: one-time allocations and look-ups are not an architecture's cost.
    both_constants(backend, networks[0], constants)?;
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(network) = networks.get(next.fetch_add(1, Ordering::Relaxed)) {
                        both_constants(backend, network, constants)?;
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
    })?;
    Ok(start.elapsed().as_secs_f64())
}
