//! Configs with the full network and with random weights, in builds with and without libtorch.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use config::Config;

fn config(epsilon: &str) -> String {
    format!(
        "study: random\nseed: 5\nspace: {{name: nasbench201, image_size: 8, architectures: {{sample: 6}}}}\n\
         batch: {{kind: normal, size: 4}}\nproxies:\n  - epsilon:\n{}",
        epsilon.split("; ").fold(String::new(), |text, line| text + "      " + line + "\n")
    )
}

fn error(epsilon: &str) -> String {
    let text = config(epsilon);
    match Config::parse("test.yaml", &text, &[]).and_then(|(config, source)| config.check(&source)) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn random_weights_are_not_for_the_collapsed_engine() {
    for (epsilon, line) in
        [("initialisation: uniform", 7), ("backend: collapse; initialisation: kaiming_normal", 8)]
    {
        let error = error(epsilon);
        assert!(
            error.starts_with(&format!("test.yaml:{line}:23: proxies[0].epsilon.initialisation: the ")),
            "{error}"
        );
        assert!(error.contains("knows constant weights only"), "{error}");
        assert!(error.contains("set `backend: torch`"), "{error}");
        assert_eq!(error.contains("--features epsilon-cli/torch"), !cfg!(feature = "torch"), "{error}");
    }
}

#[test]
fn misspelt_settings_say_what_would_be_right() {
    let cases = [
        (
            "initialisation: kaming_normal",
            "test.yaml:7:23: proxies[0].epsilon.initialisation: `kaming_normal` is not an initialisation: use one of \
             constant, uniform, normal, kaiming_uniform, kaiming_normal, orthogonal, zero; did you mean \
             `kaiming_normal`?",
        ),
        (
            "seeds: [1, 2]",
            "test.yaml:7:14: proxies[0].epsilon.seeds: constant weights need no seeds: leave them out",
        ),
        (
            "device: cuda:0",
            "test.yaml:7:15: proxies[0].epsilon.device: the collapse backend runs on the CPU only: set `backend: torch` \
             to use cuda:0",
        ),
        (
            "device: gpu",
            "test.yaml:7:15: proxies[0].epsilon.device: device `gpu` is not cpu or cuda:N (N counts from 0, as in \
             cuda:0)",
        ),
    ];
    for (epsilon, expected) in cases {
        assert_eq!(error(epsilon), expected);
    }
}

#[cfg(not(feature = "torch"))]
#[test]
fn torch_in_a_build_without_it_says_how_to_build_it() {
    assert_eq!(
        error("backend: torch; device: cuda:0; initialisation: uniform"),
        "test.yaml:7:16: proxies[0].epsilon.backend: this program was built without libtorch: run \
         scripts/setup-libtorch.sh, then build with `cargo build --release --features epsilon-cli/torch`"
    );
}

#[cfg(feature = "torch")]
mod with_torch {
    use std::sync::atomic::AtomicBool;

    use config::ProxyKind;
    use data::Data;
    use epsilon::{Initialisations, Scheme};
    use sweep::{Completion, Quiet, Scores, Sweep};

    use super::{common, config, error};

    #[test]
    fn seeds_and_constants_are_checked() {
        let torch = |rest: &str| error(&format!("backend: torch; initialisation: uniform; {rest}"));
        assert_eq!(torch("seeds: [1, 2]"), "no error");
        assert_eq!(
            torch("seeds: [1, 1]"),
            "test.yaml:9:14: proxies[0].epsilon.seeds: both seeds are 1: both passes would have the same weights"
        );
        assert_eq!(
            torch("seeds: [1]"),
            "test.yaml:9:14: proxies[0].epsilon.seeds: 1 seeds: the score needs two, such as [1, 2]"
        );
        assert_eq!(
            torch("weights: [1, 2]"),
            "test.yaml:9:16: proxies[0].epsilon.weights: uniform weights are drawn: leave the constants out"
        );
    }

    fn scores(epsilon: &str, threads: usize) -> Scores {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let study = common::study(&config(epsilon));
            let data = Data::load(&study).unwrap();
            let sweep = Sweep::new(&study, study.settings(), &data.architectures).unwrap();
            let mut scores = Scores::new(sweep.settings(), data.architectures.len());
            let completion = sweep.run(&mut scores, None, &Quiet, &AtomicBool::new(false)).unwrap();
            assert_eq!(completion, Completion::Complete);
            assert_eq!(scores.failed(), 0);
            scores
        })
    }

    #[test]
    fn constant_scores_are_those_of_the_collapsed_engine() {
        let (full, collapsed) = (scores("precision: f64; backend: torch", 2), scores("precision: f64", 2));
        for (full, collapsed) in full.column(0).iter().zip(collapsed.column(0)) {
            let (full, collapsed) = (full.unwrap().value(), collapsed.unwrap().value());
            // A few hundred roundings of 1e-16, amplified by the outputs' magnitude over their range.
            assert!((full - collapsed).abs() <= 1e-9 * full.abs() || full.is_nan() && collapsed.is_nan());
        }
    }

    #[test]
    fn random_scores_are_the_same_bytes_on_any_number_of_threads() {
        let epsilon = "backend: torch; initialisation: kaiming_uniform";
        let one = scores(epsilon, 1);
        assert_eq!(one, scores(epsilon, 3));
        assert_ne!(one, scores(&format!("{epsilon}; seeds: [1, 2]"), 1));
    }

    #[test]
    fn the_resolved_config_is_the_same_study() {
        let text = config("backend: torch; initialisation: orthogonal; precision: f64");
        let study = common::study(&text);
        let again = common::study(&serde_yaml::to_string(&study.resolved).unwrap());
        assert_eq!(again.proxies, study.proxies);
        let ProxyKind::Epsilon(setting) = &study.proxies[0].kind else { panic!("it is epsilon") };
        let Initialisations::Random { scheme, seeds } = setting.initialisations else {
            panic!("it is random")
        };
        assert_eq!(scheme, Scheme::Orthogonal);
        assert_ne!(seeds[0], seeds[1]);
        assert_eq!(study.proxies[0].name, "epsilon_orthogonal_f64");
    }
}
