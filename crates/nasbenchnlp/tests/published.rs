//! The published recipes and logs, if the shared data are available.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use nasbenchnlp::{Family, LogFiles, RecipeFile, RecipeRecord, RunLabel, TrainingLog, duplicates};
use network::RecurrentConfig;

/// Number of distinct graphs among the published recipes, and how many of them occur more than once.
const DISTINCT_AND_GROUPS: (usize, usize) = (3776, 184);

/// A file of the shared data, or `None` where they are absent (an error on CI).
fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = folder.join("nasbenchnlp").join(file);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is missing", path.display());
    None
}

fn recipes() -> Option<Vec<RecipeRecord>> {
    let file = RecipeFile::open(shared("architectures.jsonl")?).unwrap();
    Some(file.collect::<Result<_, _>>().unwrap())
}

fn logs() -> Option<Vec<TrainingLog>> {
    let files = LogFiles::open(shared("train_logs_wikitext2.zip")?).unwrap();
    Some(files.collect::<Result<_, _>>().unwrap())
}

#[test]
fn all_parameter_counts_are_the_published_ones() {
    let Some(records) = recipes() else { return };
    assert_eq!(records.len(), 4322);
    for record in records {
        let network = record.recipe.network(RecurrentConfig::default()).unwrap();
        assert_eq!(Some(network.parameters()), record.parameters, "line {}", record.line);
    }
}

#[test]
fn the_graph_shows_the_family_but_for_random_cells_that_are_classic_ones() {
    let Some(records) = recipes() else { return };
    let mut classic = 0;
    for record in &records {
        let (stated, shown) = (record.family.unwrap(), Family::of(&record.recipe));
        if stated != shown {
            assert!(matches!(shown, Family::Rnn | Family::Lstm | Family::Gru), "line {}", record.line);
            classic += 1;
        }
    }
    // Counted with networkx by tests/oracle/duplicates.py.
    assert_eq!(classic, 17);
    for (line, family) in [Family::Rnn, Family::Lstm, Family::Gru].into_iter().enumerate() {
        assert_eq!(Family::of(&records[line].recipe), family);
    }
}

#[test]
fn the_three_seed_set_has_the_published_numbers_of_labels() {
    let Some(records) = recipes() else { return };
    let runs: Vec<_> = records.iter().filter(|record| !record.test_losses.is_empty()).collect();
    assert_eq!(runs.len(), 4114);
    let labelled = runs.iter().filter(|record| record.test_losses.iter().any(|loss| loss.is_finite()));
    assert_eq!(labelled.count(), 3371);
}

#[test]
fn keys_are_distinct_and_read_back() {
    let Some(records) = recipes() else { return };
    let keys: HashSet<String> = records.iter().map(|record| record.recipe.key()).collect();
    assert_eq!(keys.len(), records.len());
    for record in records.iter().step_by(17) {
        let again = nasbenchnlp::Recipe::parse(&record.recipe.key()).unwrap();
        assert_eq!(again.key(), record.recipe.key());
        assert_eq!(again.canonical(), record.recipe.canonical());
    }
    let groups = duplicates(records.iter().map(|record| &record.recipe));
    let spare: usize = groups.iter().map(|group| group.len() - 1).sum();
    // Counted with networkx by tests/oracle/duplicates.py.
    assert_eq!((records.len() - spare, groups.len()), DISTINCT_AND_GROUPS);
    assert_eq!(groups[0][..2], [0, 3], "the plain recurrent cell also comes out of the generator");
}

#[test]
fn all_official_logs_are_read_and_agree_with_their_summary() {
    let Some(logs) = logs() else { return };
    let table = std::fs::read_to_string(shared("wikitext2_runs.csv").unwrap()).unwrap();
    assert_eq!(logs.len(), 345);
    // Runs of one recipe id are told apart by the number of epochs and the loss.
    let mut rows: HashMap<u64, Vec<Vec<&str>>> = HashMap::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        rows.entry(cells[0].parse().unwrap()).or_default().push(cells);
    }
    let label = |name: &str| name.parse::<RunLabel>().unwrap();
    let columns = [
        (5, "final_validation_loss"),
        (6, "final_test_loss"),
        (7, "best_validation_loss"),
        (8, "test_loss_at_best_validation"),
    ];
    for log in &logs {
        assert_eq!(log.parameters, log.recipe.network(log.config).unwrap().parameters());
        assert_eq!(log.config, RecurrentConfig { vocabulary: 33_278, ..RecurrentConfig::default() });
        assert!(rows[&log.recipe_id].iter().any(|cells| {
            cells[2] == log.status
                && cells[3].parse::<u64>().unwrap() == log.parameters
                && cells[4].parse::<usize>().unwrap() == log.test_losses.len()
                && columns.iter().all(|&(column, name)| {
                    let value = label(name).of(log);
                    if cells[column].is_empty() { value.is_nan() } else { cells[column].parse() == Ok(value) }
                })
        }));
    }
    assert_eq!(logs.iter().filter(|log| log.finished()).count(), 341);
    // Two runs of one recipe with one number, on two days: both count.
    assert_eq!(logs.iter().filter(|log| log.recipe_id == 1_002_429).count(), 2);
}
