//! The comparison of two backends: of backends that differ by design, and of the real ones if built with libtorch.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use benchmark::keys;
use epsilon::mock::MockBackend;
use sweep::Quiet;
use verify::{cases, sample_of, sample_space, verification_table, verify_with};

const CONFIG: &str = "\
study: compared
space: {name: nasbench201, image_size: 8, architectures: {sample: 30}}
batch: {kind: normal, size: 4}
proxies:
  - epsilon: {precision: f32}
  - epsilon: {precision: f64}
  - epsilon: {weights: [1e-3, 1], precision: f64, name: other}
  - params
";

#[test]
fn each_batch_and_pair_of_constants_is_one_case() {
    let cases = cases(&common::study(CONFIG));
    let weights: Vec<String> = cases.iter().map(|case| case.weights.to_string()).collect();
    assert_eq!(weights, ["1e-7,1.0", "0.001,1.0"]);
}

#[test]
fn the_seed_decides_the_sample() {
    let study = common::study(CONFIG);
    let drawn = |count, seed| keys(&sample_of(&study, count, seed).unwrap());
    let own = drawn(1_000, 3);
    assert_eq!(own.len(), 30, "a study with fewer architectures is taken whole");
    let some = drawn(10, 3);
    assert_eq!(some.len(), 10);
    assert!(some.iter().all(|key| own.contains(key)));
    assert_eq!(some, drawn(10, 3));
    assert_ne!(some, drawn(10, 4));
    let of_space = |seed| keys(&sample_space(&study, 10, seed).unwrap());
    assert_ne!(of_space(3), of_space(4));
    assert!(sample_space(&study, 15_626, 3).is_err());
}

#[test]
fn a_score_that_one_backend_lacks_is_a_failure() {
    let study = common::study(CONFIG);
    let case = &cases(&study)[0];
    let asked = sample_space(&study, 20, 0).unwrap();
    let mock = MockBackend::default();
    let same = verify_with(&study, case, 1, &asked, [&mock, &mock], &Quiet).unwrap();
    assert_eq!(same.failures(), Vec::<String>::new());
    assert_eq!(same.agreement.comparisons.len(), 20);
    let order: Vec<&String> = same.agreement.comparisons.iter().map(|found| &found.key).collect();
    assert_eq!(order, keys(&asked).iter().collect::<Vec<_>>());
    let blind = MockBackend { missing_below: u64::MAX, failing: None };
    let different = verify_with(&study, case, 1, &asked, [&mock, &blind], &Quiet).unwrap();
    let failures = different.failures();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(
        failures[0].starts_with("20 of 20 architectures have a score by one backend only"),
        "{failures:?}"
    );
    let table = report::terminal(&verification_table(&[same, different]), None);
    let verdicts: Vec<&str> = table
        .lines()
        .filter(|line| line.contains("nasbench201"))
        .filter_map(|line| line.split_whitespace().next_back())
        .collect();
    assert_eq!(verdicts, ["yes", "NO"], "{table}");
}

#[cfg(feature = "torch")]
mod with_torch {
    use epsilon::{Device, Precision};
    use sweep::Quiet;
    use verify::{Verification, sample_space, verify};

    use super::common;

    fn verified(space: &str, batch: &str, count: usize) -> Vec<Verification> {
        let text = format!(
            "study: real\nseed: 1\nspace: {space}\nbatch: {batch}\nproxies:\n  - epsilon: {{precision: f32}}\n"
        );
        let study = common::study(&text);
        let asked = sample_space(&study, count, 1).unwrap();
        verify(&study, &asked, &[Precision::F32, Precision::F64], Device::Cpu, &Quiet).unwrap()
    }

    #[track_caller]
    fn assert_agree(found: &[Verification], least_held: usize) {
        for verification in found {
            let failures = verification.failures();
            assert!(failures.is_empty(), "{} {}: {failures:#?}", verification.space, verification.precision);
        }
        let [single, double] = found else { panic!("two precisions") };
        let held = |found: &Verification| {
            found.agreement.comparisons.iter().filter(|comparison| found.tolerance.holds(comparison)).count()
        };
        assert!(held(double) >= least_held, "{} are held", held(double));
        assert!(single.agreement.scored_by_both() > 0);
    }

    #[test]
    fn nasbench201_agrees() {
        assert_agree(&verified("{name: nasbench201, image_size: 16}", "{kind: normal, size: 16}", 16), 10);
    }

    #[test]
    fn nasbench101_agrees() {
        // With images this small, few samples differ.
        assert_agree(&verified("{name: nasbench101, image_size: 8}", "{kind: normal, size: 16}", 10), 2);
    }

    #[test]
    fn nasbenchnlp_agrees() {
        // The recipes are generated; the file is never opened.
        let space = "{name: nasbenchnlp, architectures: {file: none.txt}}";
        let found = verified(space, "{kind: tokens, size: 4, steps: 12, vocabulary: 200}", 16);
        assert_agree(&found, 5);
    }
}
