//! Training logs from folders and archives, good and bad.

use std::io::Write;
use std::path::Path;

use nasbenchnlp::{LogError, LogFiles, RunGroups, RunLabel, RunStatistic, TrainingLog};

/// A log in the official form; `losses` as Python writes a list.
fn log(id: u64, losses: &str, status: &str) -> String {
    let recipe = r#"{\"f\": {\"op\": \"linear\", \"input\": [\"x\", \"h_prev_0\"]}, \"h_new_0\": {\"op\": \"activation_tanh\", \"input\": [\"f\"]}}"#;
    format!(
        r#"{{"data": "data/ptb", "recepie_id": {id}, "cuda": true, "emsize": 400, "nhid": 600, "nlayers": 3,
            "tied": true, "epochs": 3, "recepie": "{recipe}", "num_params": 5731600, "train_losses": {losses},
            "val_losses": {losses}, "test_losses": {losses}, "status": "{status}"}}"#
    )
}

fn name(id: u64) -> String {
    format!("log_stats_model_{id}_2020-04-28_17-16-54_999988992.json")
}

fn label(text: &str) -> RunLabel {
    text.parse().unwrap()
}

#[test]
fn a_diverged_run_has_a_best_label_but_no_final_one() {
    let log = TrainingLog::parse("log", log(7, "[5.0, 4.5, NaN]", "loss is nan!").as_bytes()).unwrap();
    assert!(!log.finished());
    assert!(label("final_test_loss").of(&log).is_nan());
    assert_eq!(label("best_test_loss").of(&log), 4.5);
    assert_eq!(label("best_train_perplexity").of(&log), 4.5_f64.exp());
    assert_eq!(log.config.vocabulary, 10_000);
}

#[test]
fn a_run_that_was_cut_short_has_no_final_label() {
    let log = TrainingLog::parse("log", log(7, "[5.0, 4.5]", "OK").as_bytes()).unwrap();
    assert!(label("final_test_loss").of(&log).is_nan());
}

fn write_folder(folder: &Path) {
    std::fs::write(folder.join(name(2)), log(2, "[5.0, 4.0, 3.5]", "OK")).unwrap();
    std::fs::write(folder.join(name(1)), log(1, "[5.0, 4.0, 4.5]", "OK")).unwrap();
    std::fs::write(folder.join(name(3)), log(3, "[5.0, NaN]", "loss is nan!")).unwrap();
    std::fs::write(folder.join(name(4)), "{\"data\": ").unwrap();
    std::fs::write(folder.join("notes.json"), "{}").unwrap();
}

fn write_zip(path: &Path, folder: &Path) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        zip.start_file(format!("logs/{}", entry.file_name().to_string_lossy()), options).unwrap();
        zip.write_all(&std::fs::read(entry.path()).unwrap()).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn a_folder_and_an_archive_of_it_give_the_same_logs_and_count_the_bad_one() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("logs");
    std::fs::create_dir(&folder).unwrap();
    write_folder(&folder);
    let archive = place.path().join("logs.zip");
    write_zip(&archive, &folder);
    for source in [folder, archive] {
        let files = LogFiles::open(&source).unwrap();
        assert_eq!(files.len(), 4);
        let (good, bad): (Vec<_>, Vec<_>) = files.partition(Result::is_ok);
        assert!(bad[0].as_ref().unwrap_err().to_string().starts_with(&name(4)));
        let groups: RunGroups = good.into_iter().map(Result::unwrap).collect();
        assert_eq!(groups.groups().len(), 1, "three runs of one recipe");
        let runs = &groups.groups()[0];
        assert_eq!(runs.runs.iter().map(|run| run.recipe_id).collect::<Vec<_>>(), [1, 2, 3]);
        let summary = runs.summary(label("final_test_loss"));
        assert_eq!((summary.mean, summary.min, summary.max), (4.0, 3.5, 4.5));
        assert_eq!((summary.count, summary.runs), (2, 3));
        let column = groups.column(label("final_test_loss"), RunStatistic::Max).unwrap();
        assert_eq!(column.get(&runs.key), Some(4.5));
        assert_eq!(column.direction, benchmark::Direction::Minimize);
    }
}

#[test]
fn what_is_no_source_of_logs_is_an_error() {
    let place = tempfile::tempdir().unwrap();
    assert!(matches!(LogFiles::open(place.path()), Err(LogError::NoLogs { .. })));
    assert!(matches!(LogFiles::open(place.path().join("absent")), Err(LogError::Open { .. })));
    let file = place.path().join("text.zip");
    std::fs::write(&file, "not an archive").unwrap();
    assert!(matches!(LogFiles::open(&file), Err(LogError::Zip { .. })));
}

#[test]
fn a_parameter_count_that_is_not_the_recipes_is_an_error() {
    let text = log(1, "[1.0]", "OK").replace("5731600", "5731601");
    let message = TrainingLog::parse("log", text.as_bytes()).unwrap_err().to_string();
    assert!(message.contains("num_params 5731601 is not the parameter count of this recipe"), "{message}");
    let text = log(1, "[1.0]", "OK").replace("activation_tanh", "tangent");
    let message = TrainingLog::parse("log", text.as_bytes()).unwrap_err().to_string();
    assert!(
        message.starts_with("log: bad recipe: node `h_new_0` has the unknown operation `tangent`"),
        "{message}"
    );
}
