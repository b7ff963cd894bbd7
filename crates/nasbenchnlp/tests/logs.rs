//! Training logs from folders and archives, good and bad.

use std::io::Write;
use std::path::Path;

use nasbenchnlp::{LogError, LogFiles, NasBenchNlp, RunLabel, TrainingLog};

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
        let bad = bad[0].as_ref().unwrap_err().to_string();
        let place = source.file_name().unwrap().to_string_lossy();
        assert!(bad.contains(&*place) && bad.contains(&name(4)), "{bad}");
        let logs: Vec<TrainingLog> = good.into_iter().map(Result::unwrap).collect();
        assert_eq!(logs.iter().map(|log| log.recipe_id).collect::<Vec<_>>(), [1, 2, 3]);
        let losses: Vec<f64> = logs.iter().map(|log| label("final_test_loss").of(log)).collect();
        assert_eq!(losses[..2], [4.5, 3.5]);
        assert!(losses[2].is_nan());
    }
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zip(path: &Path, members: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn logs_may_be_compressed_or_begin_with_a_mark() {
    let place = tempfile::tempdir().unwrap();
    let text = log(1, "[5.0, 4.0, 3.5]", "OK");
    let folder = place.path().join("logs");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join(name(1) + ".gz"), gzip(&text)).unwrap();
    std::fs::write(folder.join(name(2)), format!("\u{feff}{}", log(2, "[1.0]", "OK"))).unwrap();
    let archive = place.path().join("logs.zip");
    write_zip(&archive, &folder);
    for source in [folder, archive] {
        let logs: Vec<_> = LogFiles::open(&source).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(logs.iter().map(|log| log.recipe_id).collect::<Vec<_>>(), [1, 2]);
    }
}

/// Checks that the message names both places.
fn names_both(error: &LogError, first: &str, second: &str) {
    let message = error.to_string();
    assert!(message.contains(first) && message.contains(second) && message.contains("twice"), "{message}");
}

#[test]
fn a_run_that_is_there_twice_is_an_error_with_both_places() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("logs.zip");
    let (one, two) = (log(1, "[5.0, 4.0, 3.5]", "OK"), log(1, "[5.0, 4.0, 4.5]", "OK"));
    let (one, two) = (one.as_bytes(), two.as_bytes());
    let names = [format!("a/{}", name(1)), format!("b/{}", name(1)), name(1) + ".gz", name(2)];
    let [in_a, in_b, packed, other] = names.each_ref().map(String::as_str);
    // One name in two folders, whatever the contents; and a compressed beside a plain file.
    for (first, second) in [(in_a, in_b), (packed, in_a)] {
        zip(&path, &[(first, one), (second, two)]);
        names_both(&LogFiles::open(&path).unwrap_err(), first, second);
    }
    // The same log under two names.
    zip(&path, &[(in_a, one), (other, one)]);
    let read: Vec<_> = LogFiles::open(&path).unwrap().collect();
    assert!(read[0].is_ok());
    names_both(read[1].as_ref().unwrap_err(), in_a, other);
    // Two different runs of one recipe, both under its number, both count.
    zip(&path, &[(in_a, one), (other, two)]);
    assert!(LogFiles::open(&path).unwrap().all(|log| log.is_ok()));
}

#[test]
fn small_files_that_unpack_to_large_ones_are_errors() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("logs.zip");
    let text = log(1, &format!("[{}1]", "1,".repeat(900_000)), "OK");
    zip(&path, &[(&name(1), text.as_bytes())]);
    let error = LogFiles::open(&path).unwrap().next().unwrap().unwrap_err().to_string();
    assert!(error.contains(&name(1)) && error.contains("holds more than 1048576 bytes"), "{error}");
    // Many logs, each just small enough: their total unpacked size is limited, too.
    let texts: Vec<_> =
        (0..60).map(|id| (name(id), log(id, &format!("[{}1]", "1,".repeat(170_000)), "OK"))).collect();
    let members: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&path, &members);
    assert!(path.metadata().unwrap().len() < 1 << 20);
    let read: Vec<_> = LogFiles::open(&path).unwrap().collect();
    let (good, bad): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 32);
    assert!(bad[0].as_ref().unwrap_err().to_string().contains("logs.zip holds more than 33554432 bytes"));
}

#[test]
fn one_number_for_two_recipes_is_an_error_with_both_places() {
    use benchmark::SearchSpace as _;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("logs.zip");
    let one = log(1, "[1.0]", "OK");
    let other = one.replace("activation_tanh", "activation_sigm");
    zip(&path, &[(&name(1), one.as_bytes()), (&name(2), other.as_bytes())]);
    let error = NasBenchNlp::with_recipes(&path, false).architectures().unwrap_err().to_string();
    assert!(error.contains(&name(1)) && error.contains(&name(2)), "{error}");
    assert!(error.contains("another recipe has the number 1"), "{error}");
    // Tables with missing values turn integers into floats.
    let space = NasBenchNlp::with_recipes(&path, true);
    assert_eq!(space.parse("1.0").unwrap().key(), "1");
    assert!(space.parse("1.5").is_err());
}

#[test]
fn what_is_no_source_of_logs_is_an_error() {
    let place = tempfile::tempdir().unwrap();
    assert!(matches!(LogFiles::open(place.path()), Err(LogError::NoLogs { .. })));
    assert!(matches!(LogFiles::open(place.path().join("absent")), Err(LogError::Open { .. })));
    let file = place.path().join("text.zip");
    std::fs::write(&file, "not an archive").unwrap();
    assert!(matches!(LogFiles::open(&file), Err(LogError::File(files::FileError::Zip { .. }))));
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
