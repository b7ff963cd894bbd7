//! Scores do not depend on threads, interruptions or other architectures.

#![allow(clippy::result_large_err, reason = "errors of a test are rare")]

#[path = "../../study/tests/common/mod.rs"]
mod common;

use data::Data;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use batch::Batch;
use benchmark::ArchitectureRef;
use config::BackendKind;
use epsilon::mock::MockBackend;
use epsilon::{Backend, Precision};
use sweep::store::{Fingerprint, Store};
use sweep::{Completion, Observer, Quiet, Sweep};
use sweep::{Outcome, Scores};

const COLLAPSED: &str = "\
study: collapsed
space: {name: nasbench201, image_size: 8, architectures: {sample: 80}}
batch: {kind: normal, size: 3}
proxies:
  - epsilon: {precision: f32}
  - epsilon: {precision: f64}
";

fn sweep_all(text: &str, threads: usize) -> Scores {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let study = common::study(text);
        let data = Data::load(&study).unwrap();
        let sweep = Sweep::new(&study, study.settings(), &data.architectures).unwrap();
        let mut scores = Scores::new(sweep.settings(), data.architectures.len());
        let stop = AtomicBool::new(false);
        assert_eq!(sweep.run(&mut scores, None, &Quiet, &stop).unwrap(), Completion::Complete);
        scores
    })
}

#[test]
fn any_number_of_threads_gives_the_same_scores() {
    let one = sweep_all(COLLAPSED, 1);
    assert_eq!(one, sweep_all(COLLAPSED, 3));
    assert_eq!(one.known(), 160);
}

/// Stops a sweep after a number of functions.
struct StopAfter<'a> {
    left: AtomicUsize,
    stop: &'a AtomicBool,
    evaluated: AtomicUsize,
}

impl Observer for StopAfter<'_> {
    fn evaluated(&self, _cost: u64) {
        self.evaluated.fetch_add(1, Ordering::Relaxed);
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn stopped_again_and_again_it_computes_everything_once() {
    let whole = sweep_all(common::SMALL, 1);
    let study = common::study(common::SMALL);
    let data = Data::load(&study).unwrap();
    let sweep = Sweep::new(&study, study.settings(), &data.architectures).unwrap();
    let fingerprint = Fingerprint::new(&sweep, false);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    drop(Store::create(&path, &fingerprint).unwrap());
    let (mut evaluated, mut runs) = (0, 0);
    let scores = loop {
        let (store, mut scores) = Store::resume(&path, &fingerprint).unwrap();
        let stop = AtomicBool::new(false);
        let observer = StopAfter { left: AtomicUsize::new(7), stop: &stop, evaluated: AtomicUsize::new(0) };
        let completion = sweep.run(&mut scores, Some(&store), &observer, &stop).unwrap();
        evaluated += observer.evaluated.into_inner();
        runs += 1;
        if completion == Completion::Complete {
            break scores;
        }
    };
    assert!(runs > 3, "{runs}");
    assert_eq!(evaluated, sweep.work(&Scores::new(2, 60)).functions);
    assert_eq!(scores, whole);
    assert_eq!(sweep::store::read(&path).unwrap().records, 120);
}

#[test]
fn one_bad_architecture_is_reported_and_passed_over() {
    #[derive(Default)]
    struct Failures(std::sync::Mutex<Vec<String>>);
    impl Observer for Failures {
        fn failed(&self, architecture: &str, proxy: &str, error: &str) {
            self.0.lock().unwrap().push(format!("{architecture} {proxy} {error}"));
        }
    }

    let study = common::study(common::SMALL);
    let data = Data::load(&study).unwrap();
    let parameters = |one: &ArchitectureRef| one.network(1).unwrap().parameters();
    let bad = parameters(&data.architectures[5]);
    let count = data.architectures.iter().filter(|one| parameters(one) == bad).count();
    let open = |_: BackendKind, _: &Batch, _: Precision| {
        Ok(Box::new(MockBackend { missing_below: 0, failing: Some(bad) }) as Box<dyn Backend>)
    };
    let sweep = Sweep::with(&study, study.settings(), &data.architectures, &open).unwrap();
    let mut scores = Scores::new(2, 60);
    let failures = Failures::default();
    let completion = sweep.run(&mut scores, None, &failures, &AtomicBool::new(false)).unwrap();
    assert_eq!(completion, Completion::Complete);
    assert_eq!(scores.get(0, 5), Some(Outcome::Failed));
    assert_eq!(scores.failed(), count);
    assert_eq!(scores.known(), 120);
    let messages = failures.0.into_inner().unwrap();
    // Both settings of each.
    assert_eq!(messages.len(), 2 * count);
    assert!(messages[0].contains("it was told to fail"), "{}", messages[0]);
}

#[test]
fn architectures_that_compute_the_same_share_their_score() {
    let study =
        common::study(&COLLAPSED.replacen("{sample: 80}", "all", 1).replacen("size: 3", "size: 2", 1));
    let data = Data::load(&study).unwrap();
    let sweep = Sweep::new(&study, study.settings(), &data.architectures).unwrap();
    let functions = sweep.work(&Scores::new(2, 15_625)).functions / 2;
    // Far fewer than the 6,466 classes of the benchmark's own canonical text.
    assert!(functions < 5_500 && functions > 4_000, "{functions}");
}
