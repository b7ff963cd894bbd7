//! Scores all of NAS-Bench-201 on the first images of a CIFAR-10 file and prints `arch,epsilon`.
//!
//! `cargo run --release -p collapse --example space -- data_batch_1.bin f32 256 > scores.csv`

use std::collections::HashMap;
use std::time::Instant;

use benchmark::SearchSpace;
use collapse::Collapsed;
use epsilon::{Backend, Weights, evaluate};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let size: usize = args[3].parse().unwrap();
    let batch = epsilon::cifar::cifar10(std::path::Path::new(&args[1]), size, None).unwrap();
    let engine = Collapsed::new(&batch, args[2].parse().unwrap());
    let space = nasbench201::NasBench201::new(32);
    let limit: usize = args.get(4).map_or(usize::MAX, |text| text.parse().unwrap());
    let keys = space.architectures().unwrap();
    let started = Instant::now();
    let mut groups: HashMap<[u8; 32], usize> = HashMap::new();
    let mut networks = Vec::new();
    let mut of = Vec::new();
    for key in &keys {
        let network = space.network(key, 1).unwrap();
        let id = engine.function_id(&network).unwrap().unwrap();
        let next = networks.len();
        let group = *groups.entry(id).or_insert(next);
        if group == next {
            networks.push(network);
        }
        of.push(group);
    }
    eprintln!("{} functions in {:?}", networks.len(), started.elapsed());
    networks.truncate(limit);
    let started = Instant::now();
    let weights = Weights::new(1e-7, 1.0).unwrap();
    let threads: usize = args.get(5).map_or(2, |text| text.parse().unwrap());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let scores = std::sync::Mutex::new(vec![f64::NAN; networks.len()]);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if at >= networks.len() {
                        break;
                    }
                    let score = evaluate(&engine, &networks[at], weights).unwrap();
                    scores.lock().unwrap()[at] = score.unwrap_or(f64::NAN);
                }
            });
        }
    });
    eprintln!("{} networks in {:?}", networks.len(), started.elapsed());
    let scores = scores.into_inner().unwrap();
    let missing = of.iter().filter(|&&group| scores.get(group).is_none_or(|score| score.is_nan())).count();
    eprintln!("{missing} cells without a score");
    #[allow(clippy::print_stdout)]
    for (key, &group) in keys.iter().zip(&of) {
        println!("{key},{:?}", scores.get(group).copied().unwrap_or(f64::NAN));
    }
}
