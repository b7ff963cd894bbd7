//! Grids: what they lay out, what they share, and that sharing changes no score.

use data::Data;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use batch::BatchKind;
use config::{Ablation, AblationConfig, BatchConfig, Config, command};
use study::ablation::groups;
use study::{Options, Outcomes, Run, Task};
use sweep::{Completion, Observer, Outcome, Quiet, Scores, Sweep, Workload};

const GRID: &str = "\
study: grid
space: {name: nasbench201, image_size: 8, architectures: {sample: 40}}
grid:
  weights: {constants: [1, 1e-7, 1e-3]}
  input: [{kind: grey}, {kind: normal}]
  batch_size: [4, 8]
  precision: [f32, f64]
  normalisation: [raw, minmax_mean]
repeats: 2
";

fn check(text: &str) -> Ablation {
    let (config, source) = AblationConfig::parse("grid.yaml", text, &[]).unwrap();
    config.check(&source).unwrap()
}

#[test]
fn a_grid_has_every_combination_once_and_repeats_only_what_is_random() {
    let ablation = check(GRID);
    // Grey has one repeat, normal two; 2 sizes, 2 precisions, 3 pairs, 2 formulas each.
    assert_eq!(ablation.rows.len(), (1 + 2) * 2 * 2 * 3 * 2);
    assert_eq!(ablation.settings.len(), ablation.rows.len());
    for (position, setting) in ablation.settings.iter().enumerate() {
        assert!(!ablation.settings[..position].contains(setting), "{setting:?} stands twice");
    }
    let pairs: Vec<_> = ablation.rows[..6].iter().map(|row| row.weights.unwrap().pair()).collect();
    assert_eq!(pairs.iter().step_by(2).collect::<Vec<_>>(), [&[1e-7, 1e-3], &[1e-7, 1.0], &[1e-3, 1.0]]);
    let seeds: Vec<String> = ablation
        .settings
        .iter()
        .filter(|setting| setting.batch.source.kind() == BatchKind::Normal)
        .map(|setting| format!("{:?}", setting.batch.source))
        .collect();
    let mut different = seeds.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 2, "one seed a repeat, whatever else differs");

    // What was resolved is the same grid.
    let text = serde_yaml::to_string(&ablation.resolved).unwrap();
    let again = check(&text);
    assert_eq!((&again.settings, &again.rows), (&ablation.settings, &ablation.rows));
    assert_eq!(again.resolved, ablation.resolved);
}

fn run(
    ablation: &Ablation,
    options: Options<'_>,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Run, study::Error> {
    study::run(&Task::Ablation(ablation.clone()), options, observer, stop)
}

/// Counts functions, and can stop a run after so many.
struct Counter<'a> {
    evaluated: AtomicUsize,
    left: AtomicUsize,
    /// Of the work's cost, what is not done.
    cost: AtomicU64,
    most: usize,
    stop: &'a AtomicBool,
}

impl Observer for Counter<'_> {
    fn begin(&self, work: Workload) {
        assert_eq!(
            self.left.swap(work.left, Ordering::Relaxed),
            usize::MAX,
            "all sweeps are one to an observer"
        );
        self.cost.store(work.cost, Ordering::Relaxed);
    }

    fn evaluated(&self, cost: u64) {
        self.cost.fetch_sub(cost, Ordering::Relaxed);
        if self.evaluated.fetch_add(1, Ordering::Relaxed) + 1 >= self.most {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn scores_are_those_of_plain_runs_and_an_interrupted_run_goes_on() {
    let ablation = check(GRID);
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let options = Options { out: Some(&whole), ..Options::default() };
    let finished = run(&ablation, options, &Quiet, &AtomicBool::new(false)).unwrap();
    assert_eq!(finished.completion, Completion::Complete);

    // One plain study a setting, for those that a study can name.
    let mut compared = 0;
    for (position, setting) in ablation.settings.iter().enumerate() {
        if setting.formula != epsilon::Formula::MinMaxMean {
            continue;
        }
        let [first, second] = match setting.initialisations {
            epsilon::Initialisations::Constants(weights) => weights.pair(),
            epsilon::Initialisations::Random { .. } => unreachable!("the grid has constants only"),
        };
        let batch = serde_json::to_string(&BatchConfig::resolved(&setting.batch)).unwrap();
        let text = format!(
            "study: plain\nspace: {{name: nasbench201, image_size: 8, architectures: {{sample: 40}}}}\n\
             proxies:\n  - epsilon: {{weights: [{first:?}, {second:?}], precision: {}, batch: {batch}}}\n",
            setting.precision
        );
        let (config, source) = Config::parse("plain.yaml", &text, &[]).unwrap();
        let plain = config.check(&source).unwrap();
        let data = Data::load(&plain).unwrap();
        let mut scores = Scores::new(1, data.architectures.len());
        Sweep::new(&plain, plain.settings(), &data.architectures)
            .unwrap()
            .run(&mut scores, None, &Quiet, &AtomicBool::new(false))
            .unwrap();
        let bits = |cell: &Option<Outcome>| cell.map(|cell| (cell.status(), cell.value().to_bits()));
        let plain: Vec<_> = scores.column(0).iter().map(bits).collect();
        let shared: Vec<_> = finished.scores.column(position).iter().map(bits).collect();
        assert_eq!(plain, shared, "{setting:?}");
        compared += 1;
    }
    assert_eq!(compared, ablation.settings.len() / 2);

    // Stopped in the middle and continued, on one thread: the same bytes, and nothing is computed twice.
    let part = folder.path().join("part");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let stop = AtomicBool::new(false);
    let counter = |most, stop| Counter {
        evaluated: AtomicUsize::new(0),
        left: AtomicUsize::new(usize::MAX),
        cost: AtomicU64::new(0),
        most,
        stop,
    };
    let first = counter(30, &stop);
    let options = Options { out: Some(&part), ..Options::default() };
    let stopped = pool.install(|| run(&ablation, options, &first, &stop).unwrap());
    let total = first.left.into_inner();
    assert_eq!(stopped.completion, Completion::Interrupted { left: total - 30 });
    assert!(stopped.outcomes.is_none());
    let go_on = AtomicBool::new(false);
    let second = counter(usize::MAX, &go_on);
    let options = Options { out: Some(&part), resume: true, ..Options::default() };
    let resumed = pool.install(|| run(&ablation, options, &second, &go_on).unwrap());
    assert_eq!(resumed.completion, Completion::Complete);
    assert_eq!(second.evaluated.into_inner(), total - 30);
    assert_eq!(second.cost.into_inner(), 0, "the functions' costs are the work's cost");
    for name in
        ["ablation.csv", "ablation.parquet", "scores.parquet", "config.yaml", "plots/batch-size-coverage.svg"]
    {
        let read = |run: &std::path::Path| std::fs::read(run.join(name)).unwrap();
        assert!(read(&whole) == read(&part), "{name}");
    }

    // Another grid does not continue this store.
    let other = check(&GRID.replacen("[raw, minmax_mean]", "[mean, minmax_mean]", 1));
    let error = run(&other, options, &Quiet, &AtomicBool::new(false)).unwrap_err().to_string();
    assert!(error.contains("settings[0].formula: \"raw\" is stored, \"mean\" is asked for"), "{error}");
}

#[test]
fn samples_are_measured_on_without_being_scored_anew() {
    let ablation = check(
        "study: samples\nspace: {name: nasbench201, image_size: 8, architectures: {sample: 50}}\n\
         batch: {kind: grey, size: 4}\ngrid: {sample: [10, 50]}\nrepeats: 3\n",
    );
    assert_eq!(ablation.settings.len(), 1);
    assert_eq!(ablation.rows.len(), 6);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let options = Options { out: Some(&out), ..Options::default() };
    let measured = run(&ablation, options, &Quiet, &AtomicBool::new(false)).unwrap().outcomes;
    let Some(Outcomes::Ablation(measured)) = measured else { panic!("it is complete") };
    let groups = groups(&measured);
    assert_eq!(groups.iter().map(|group| group.members.len()).collect::<Vec<_>>(), [3, 3]);
    assert!(measured.iter().all(|row| row.asked == row.row.sample.unwrap()));
}

#[test]
fn wrong_grids_are_refused_with_their_place() {
    let base = "study: s\nspace: {name: nasbench201, architectures: {sample: 9}}\nbatch: {kind: grey}\n";
    for (grid, message) in [
        ("grid: {wieghts: 1}\n", "did you mean `weights`?"),
        ("grid: {weights: []}\n", "grid.weights: the list is empty"),
        ("grid: {weights: 3}\n", "or `{constants: [1e-7, 1e-3, 1]}`"),
        ("grid: {weights: [[1, 2, 3]]}\n", "grid.weights[0]: 3 weights: a pair is two"),
        ("grid: {weights: [[1, 2], [1, 1]]}\n", "grid.weights[1]: both weights are 1.0"),
        ("grid: {weights: [[1, 2], [1, 2]]}\n", "grid.weights[1]: the pair 1.0,2.0 stands twice"),
        ("grid: {weights: {constants: [1]}}\n", "grid.weights.constants: 1 constants: give 2 to 64"),
        ("grid: {weights: {constants: [1, 0]}}\n", "grid.weights.constants[1]: a weight of 0"),
        ("grid: {weights: {constants: [1, 2, 1]}}\n", "grid.weights.constants[2]: 1.0 stands twice"),
        ("grid: {weights: {constants: [1, 1e-50]}}\n", "constants[1]: weight 1e-50 is 0.0 in f32"),
        (
            "grid: {precision: [f64, f32], weights: [[1, 2], [1, 1e39]]}\n",
            "grid.weights[1]: weight 1e39 is inf",
        ),
        ("grid: {precision: [f32, f46]}\n", "grid.precision[1]: `f46` is not a precision"),
        ("grid: {normalisation: [mimax]}\n", "did you mean `minmax`?"),
        ("grid: {initialisation: [normal]}\n", "knows constant weights only"),
        ("grid: {initialisation: [xavier]}\n", "`xavier` is not an initialisation"),
        ("grid: {batch_size: [1]}\n", "grid.batch_size[0]: a batch of 1"),
        ("grid: {batch_size: [4, 4]}\n", "grid.batch_size[1]: 4 stands twice"),
        ("grid: {sample: [10]}\n", "10 can't be drawn from the 9 that are scored"),
        ("grid: {sample: [1]}\n", "1 architectures have no ranking"),
        ("grid: {input: [{kind: grey}]}\n", "leave one of `batch` and `grid.input` out"),
        ("grid: {}\nrepeats: 0\n", "repeats: 0 is out of range"),
        ("grid: {}\nbackend: colapse\n", "did you mean `collapse`?"),
        ("grid: {batch_size: [2, 3, 4]}\nrepeats: 1000\n", ""),
    ] {
        let text = format!("{base}{grid}");
        let result = AblationConfig::parse("grid.yaml", &text, &[])
            .and_then(|(config, source)| config.check(&source).map(|_| ()));
        match result {
            Err(error) => {
                let shown = error.to_string();
                assert!(!message.is_empty() && shown.contains(message), "{grid}: {shown}");
                assert!(shown.starts_with("grid.yaml:"), "{shown}");
            }
            Ok(()) => assert!(message.is_empty(), "{grid} is not refused"),
        }
    }
    let constants: Vec<String> = (1..=64).map(|constant| constant.to_string()).collect();
    let text = format!("{base}grid: {{weights: {{constants: [{}]}}}}\nrepeats: 10\n", constants.join(", "));
    let (config, source) = AblationConfig::parse("grid.yaml", &text, &[]).unwrap();
    let error = config.check(&source).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("grid: 20160 combinations are too many"), "{error}");
    let seeded = base.replacen("{kind: grey}", "{kind: normal, seed: 3}", 1) + "grid: {}\nrepeats: 2\n";
    let (config, source) = AblationConfig::parse("grid.yaml", &seeded, &[]).unwrap();
    let error = config.check(&source).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("grid.yaml:3:") && error.contains("batch.seed: every repeat"), "{error}");
}

#[test]
fn a_config_for_another_command_says_for_which() {
    let run = "study: s\nspace: {name: nasbench201}\nproxies: [params]\n";
    let error = AblationConfig::parse("run.yaml", run, &[]).unwrap_err().to_string();
    assert!(error.ends_with("this config is for `epsilon run`"), "{error}");
    let error = Config::parse("grid.yaml", GRID, &[]).unwrap_err().to_string();
    assert!(
        error.contains("unknown field `grid`") && error.ends_with("this config is for `epsilon ablate`"),
        "{error}"
    );
    assert_eq!(command(GRID), Some("ablate"));
    assert_eq!(command("- 1\n"), None);
}
