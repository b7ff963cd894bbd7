//! Configs to begin with.

use batch::InputKind;

use crate::spaces::SpaceEntry;

/// Spaces of more architectures are sampled at first: scoring takes minutes.
const LARGE: usize = 50_000;

/// A config with comments for a command (`run`, `ablate` or `search`) on a space, that needs no data but those of the space.
/// `schema` is where an editor finds the schema, as the config names it.
pub fn starter(command: &str, entry: &SpaceEntry, schema: Option<&str>) -> String {
    let name = entry.name;
    let middle = entry.weights.map(f64::log10).iter().sum::<f64>() / 2.0;
    let [first, middle, second] =
        [entry.weights[0], 10_f64.powi(middle.round() as i32), entry.weights[1]].map(number);
    let editor = match schema {
        Some(schema) => format!("# yaml-language-server: $schema={schema}\n"),
        None => String::new(),
    };
    let question = match command {
        "ablate" => {
            "Which settings of epsilon rank the architectures best? Every combination of the grid is scored."
        }
        "search" => {
            "How soon is a good architecture found? Random search and evolution, with and without a proxy."
        }
        _ => "How well do proxies rank the architectures?",
    };
    let recipes = match entry.size {
        Some(_) => String::new(),
        None => format!("\n  # A file with a recipe a line, or training logs.\n  recipes: {RECIPES}"),
    };
    let architectures = match entry.size {
        Some(size) if size > LARGE => {
            format!("  # Some of them at first; `all` are {size}.\n  architectures: {{sample: 2000}}")
        }
        _ => "  # Or {sample: 1000} drawn from them, or {file: table.csv, key: arch}, those in a table (with `sample`, some of them).\n  architectures: all"
            .to_owned(),
    };
    let batch = match entry.input {
        InputKind::Images { .. } => {
            "# What epsilon sees: 256 even images from black to white. Real ones, too, need a file:\n\
             # {kind: cifar10, file: data/cifar10/data_batch_1.bin, size: 256}.\n\
             batch: {kind: grey, size: 256}"
        }
        InputKind::Text => {
            "# What epsilon sees: tokens drawn evenly. Those of a text need a file:\n\
             # {kind: text, file: data/text/ptb.zip, size: 256}.\n\
             batch: {kind: tokens, size: 256}"
        }
    };
    let proxies = format!(
        "proxies:
  # The usual two constants for this space, in single precision (as published) and in double (exact).
  - epsilon: {{weights: [{first}, {second}], precision: f32}}
  - epsilon: {{weights: [{first}, {second}], precision: f64}}
  - params
  # Parameters on a path from the input to the output: the control to beat.
  - live_params
  # Your own scores, in a CSV or Parquet table:
  # - column: {{file: my.csv, key: arch, column: my_proxy}}"
    );
    let main = match command {
        "ablate" => format!(
            "grid:
  # Every pair of two constants; [[{first}, {second}]] would be one pair.
  weights: {{constants: [{first}, {middle}, {second}]}}
  precision: [f32, f64]
  # More to vary: batch_size: [64, 256], input: [{{kind: ...}}], normalisation, sample.
# Where the batch is random, how often each combination is scored with a fresh one:
# repeats: 5"
        ),
        "search" => format!(
            "{proxies}
search:
  # Searches of each kind, and how many architectures each may train.
  runs: 200
  budget: 300
  methods: [random, evolution]
  # Candidates that a proxy ranks before anything is trained.
  pool: 1000"
        ),
        _ => proxies,
    };
    let suffix = match command {
        "ablate" => "-ablation",
        "search" => "-search",
        _ => "",
    };
    let labels = entry.labels;
    format!(
        "{editor}# {question}
# `epsilon config check` tells whether it is right, `epsilon {command} --dry-run` which data are missing; docs/config.md
# explains every field.
study: my-{name}{suffix}
space:
  name: {name}{recipes}
{architectures}
{batch}
{main}
labels:
{labels}
  # Your own, in a CSV or Parquet table; `minimize` for a loss:
  # - {{source: table, file: labels.csv, key: arch, column: accuracy, direction: maximize}}
"
    )
}

/// The recipes of NAS-Bench-NLP as data/README.md names them.
const RECIPES: &str = "data/nasbenchnlp/train_logs_multi_runs";

/// A constant as people write it.
fn number(value: f64) -> String {
    if value < 0.01 { format!("{value:e}") } else { value.to_string() }
}
