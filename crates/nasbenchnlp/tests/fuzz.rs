//! Damaged logs, lists and recipes give a result or an error, quickly and with little memory.

use std::io::{Cursor, Write as _};
use std::path::Path;

use benchmark::SearchSpace as _;
use nasbenchnlp::{Catalogue, LogFiles, NasBenchNlp, Recipe, RunLabel, TrainingLog, sample_recipes};
use network::RecurrentConfig;

/// The three classic cells and three random ones.
fn recipes() -> Vec<Recipe> {
    sample_recipes(6, 0)
}

/// A log in the benchmark's form.
fn log(recipe: &Recipe) -> Vec<u8> {
    let parameters = recipe.network(RecurrentConfig::default()).unwrap().parameters();
    let recipe = recipe.to_string().replace('"', "\\\"");
    let log = format!(
        r#"{{"data": "data/ptb", "recepie_id": 1, "cuda": true, "emsize": 400, "nhid": 600, "nlayers": 3,
            "tied": true, "epochs": 3, "recepie": "{recipe}", "num_params": {parameters}, "train_losses": [5.0, 4.5, NaN],
            "val_losses": [5.0, 4.5, NaN], "test_losses": [5.0, 4.5, NaN], "status": "OK"}}"#
    );
    log.into_bytes()
}

const NAME: &str = "log_stats_model_1_2020-04-28_17-16-54_999988992.json";

fn zip(log: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file(format!("logs/{NAME}"), stored).unwrap();
    zip.write_all(log).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Whether there is a valid log with a label.
fn sound(path: &Path) -> bool {
    let Ok(mut logs) = LogFiles::open(path) else { return false };
    let labelled = |log: TrainingLog| RunLabel::all().any(|label| label.of(&log).is_finite());
    logs.all(|log| log.is_ok_and(labelled))
}

#[test]
fn damaged_logs() {
    let folder = tempfile::tempdir().unwrap();
    let seeds: Vec<Vec<u8>> = recipes().iter().map(log).collect();
    let report = fuzz::run("nlp-log", &seeds, 10_000, |bytes| {
        fs_err::write(folder.path().join(NAME), bytes).unwrap();
        sound(folder.path())
    });
    assert!(report.accepted > report.runs / 30, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_archives_of_logs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("logs.zip");
    let seeds: Vec<Vec<u8>> = recipes().iter().map(|recipe| zip(&log(recipe))).collect();
    let report = fuzz::run("nlp-zip", &seeds, 10_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        sound(&path)
    });
    assert!(report.accepted > report.runs / 50, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_lists() {
    let recipes = recipes();
    let bare: Vec<String> = recipes.iter().map(Recipe::to_string).collect();
    let records: Vec<String> = (0..)
        .zip(&recipes)
        .map(|(index, recipe)| {
            format!(
                r#"{{"arch_index": {index}, "recepie": {recipe}, "recepie_ids": [{}, 77{index}], "family": null,
                    "num_params_ptb": 9, "final_test_losses": [4.5, NaN]}}"#,
                100 + index
            )
            .replace('\n', " ")
        })
        .collect();
    let seeds = [bare.join("\n"), records.join("\n")].map(String::into_bytes);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recipes.jsonl");
    let report = fuzz::run("nlp-list", &seeds, 5_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        let all = Catalogue::read(&path, true).is_ok_and(|catalogue| catalogue.skipped().is_none());
        assert_eq!(all, Catalogue::read(&path, false).is_ok());
        all
    });
    assert!(report.accepted > report.runs / 30, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_keys() {
    let space = NasBenchNlp::new();
    let seeds: Vec<Vec<u8>> = recipes().iter().map(|recipe| recipe.to_string().into_bytes()).collect();
    let report = fuzz::run("nlp-key", &seeds, 20_000, |bytes| {
        let Ok(found) = space.parse(&String::from_utf8_lossy(bytes)) else { return false };
        let again = space.parse(found.key()).unwrap();
        assert_eq!((again.key(), again.isomorphism_class()), (found.key(), found.isomorphism_class()));
        found.network(10_000).is_ok()
    });
    assert!(report.accepted > report.runs / 30, "{report:?}");
}
