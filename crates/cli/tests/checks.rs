//! What is refused before anything runs, and what the program says then.

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use common::{call, folder};

/// One call must end with this code and these words on stderr.
fn refused(at: &Path, code: i32, words: &[&str], arguments: &[&str]) {
    let begun = Instant::now();
    let (found, stdout, stderr) = call(at, arguments);
    assert_eq!(found, code, "{arguments:?}: {stdout}{stderr}");
    for word in words {
        assert!(stderr.contains(word), "{arguments:?}: {stderr}");
    }
    // The machine may be busy, but nothing large was made or read.
    assert!(begun.elapsed() < Duration::from_secs(20), "{arguments:?}");
}

#[test]
fn sizes_are_checked_before_anything_is_made() {
    let folder = folder();
    let at = folder.path();
    let score = ["score", "--space", "nasbench201", "--archs", "all", "--batch", "normal"];
    let large = ["--batch-size", "1000000", "--image-size", "512"];
    let limit = "EPSILON_MAX_MEMORY_MB";
    refused(at, 2, &["batch.size", "the number of samples", limit], &[&score[..], &large].concat());
    for command in ["--dry-run", "--resume"] {
        let set = ["--set", "batch.size=1048576", "--set", "space.image_size=512"];
        refused(at, 3, &["batch.size", limit], &[&["run", "small.yaml", command][..], &set].concat());
    }
    let output = Command::cargo_bin("epsilon")
        .unwrap()
        .current_dir(at)
        .args(["run", "small.yaml", "--dry-run"])
        .env(limit, "0")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the limit is 0 MB"), "{output:?}");
}

#[test]
fn what_can_be_known_before_a_run_is_said_before_it() {
    let folder = folder();
    let at = folder.path();
    let run = |setting| ["run", "small.yaml", "--set", setting];
    let long = format!("labels.0.name={}", "n".repeat(255));
    refused(at, 3, &["labels[0]", "255 bytes, more than 100"], &run(&long));
    refused(at, 3, &["space.image_size", "use 32 or 36"], &run("space.image_size=33"));
    refused(at, 3, &["use 4 or 8"], &run("space.image_size=7"));
    refused(at, 3, &["nasbench201 has 15625"], &run("space.architectures.sample=15626"));
    refused(at, 3, &["1e-50 is 0.0 in f32"], &run("proxies.0.epsilon.weights=[1e-50, 1]"));
    let weights = ["weights", "--space", "nasbench201", "--batch", "grey", "--constants"];
    refused(at, 2, &["constants[0]", "1e-50 is 0.0 in f32"], &[&weights[..], &["1e-50,1"]].concat());
    refused(at, 2, &["15625 architectures"], &[&weights[..], &["1,2", "--sample", "20000"]].concat());
    let look = "study: look\nspace: {name: nasbench201, architectures: {sample: 30}}\n\
                labels: [{name: test, source: table, file: labels.csv, column: accuracy}]\n\
                search: {best_of: [10, 31]}\n";
    std::fs::write(at.join("look.yaml"), look).unwrap();
    refused(at, 3, &["look.yaml:4:24: search.best_of[1]", "from the 30"], &["search", "look.yaml"]);
}

#[test]
fn a_dry_run_of_any_kind_names_a_missing_table_of_seeds() {
    let folder = folder();
    let at = folder.path();
    let seeds = "[{name: test, source: table, file: labels.csv, column: accuracy, \
                 seeds: {file: absent.csv, columns: [a, b]}}]";
    let grid = format!(
        "study: grid\nspace: {{name: nasbench201, image_size: 8, architectures: {{sample: 30}}}}\n\
         batch: {{kind: grey, size: 4}}\ngrid: {{}}\nlabels: {seeds}\n"
    );
    std::fs::write(at.join("grid.yaml"), grid).unwrap();
    let set = format!("labels={seeds}");
    for arguments in [&["run", "small.yaml", "--set", &set][..], &["ablate", "grid.yaml"]] {
        let (code, stdout, stderr) = call(at, &[arguments, &["--dry-run"]].concat());
        assert_eq!(code, 0, "{stderr}");
        assert!(stdout.contains("missing: absent.csv: a table of labels by training seed"), "{stdout}");
        assert!(stdout.contains("functions to evaluate"), "{stdout}");
        refused(at, 4, &["absent.csv"], arguments);
    }
}

#[test]
fn a_config_is_read_in_every_encoding_and_never_more_than_a_config() {
    let folder = folder();
    let at = folder.path();
    let text = std::fs::read_to_string(at.join("small.yaml")).unwrap();
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    for (name, bytes) in [("bom.yaml", format!("\u{feff}{text}").into_bytes()), ("utf16.yaml", utf16(&text))]
    {
        std::fs::write(at.join(name), bytes).unwrap();
        let (code, _, stderr) = call(at, &["run", name, "--dry-run"]);
        assert_eq!(code, 0, "{name}: {stderr}");
    }
    for (brackets, said) in [(1_000, "more than 64 lists or maps"), (100_000, "so many brackets")] {
        std::fs::write(at.join("deep.yaml"), format!("study: {}", "[".repeat(brackets))).unwrap();
        refused(at, 3, &["deep.yaml:1: ", said], &["run", "deep.yaml"]);
    }
    let deep = format!("study={}", "[".repeat(1_000));
    refused(at, 3, &["more than 64 lists or maps"], &["run", "small.yaml", "--set", &deep]);
    #[cfg(unix)]
    refused(at, 3, &["/dev/zero", "too much for a config"], &["run", "/dev/zero"]);
}

#[test]
fn names_from_files_do_not_reach_the_terminal_as_they_are() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("hostile.csv"), "arch,accuracy\n\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}x,1\n")
        .unwrap();
    refused(
        at,
        4,
        &["\\u{1b}]0;owned\\u{7}\\u{9b}31m\\u{202e}x"],
        &["run", "small.yaml", "--set", "labels.0.file=hostile.csv"],
    );
    refused(at, 3, &["study: `a\\u{1b}[2J`"], &["run", "small.yaml", "--set", "study=\"a\\e[2J\""]);
    let mut table = "arch,label,\"a\u{1b}[2J\"\n".to_owned();
    for row in 0..20 {
        let _ = writeln!(table, "{row},{},{}", row * 7 % 20, row * 3 % 20);
    }
    std::fs::write(at.join("columns.csv"), table).unwrap();
    let (code, stdout, stderr) =
        call(at, &["correlate", "columns.csv", "--label", "label", "--score", "a\u{1b}[2J"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("a\\u{1b}[2J") && !stdout.contains('\u{1b}'), "{stdout}");
    assert!(!stderr.contains('\u{1b}'), "{stderr}");
}

#[test]
fn a_label_that_sounds_like_a_loss_is_asked_about() {
    let folder = folder();
    let at = folder.path();
    let mut table = "arch,val_loss,\"x,y\",z\n".to_owned();
    for (row, cell) in nasbench201::Cell::all().iter().enumerate() {
        let _ = writeln!(table, "{cell},{},{},{}", row * 7 % 20, row * 3 % 20, row % 4);
    }
    std::fs::write(at.join("loss.csv"), table).unwrap();
    let label = "labels=[{source: table, file: loss.csv, column: val_loss}]";
    let said = "its name says `loss`";
    let (code, _, stderr) = call(at, &["run", "small.yaml", "--set", label, "--out", "run"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains(said), "{stderr}");
    assert!(std::fs::read_to_string(at.join("run/report.html")).unwrap().contains("its name says"));
    // What is written down there has a direction, so it is not asked again.
    let (_, _, stderr) = call(at, &["run", "run/config.yaml", "--dry-run"]);
    assert!(!stderr.contains(said), "{stderr}");
    let correlate = ["correlate", "loss.csv", "--label", "val_loss", "--format", "csv", "--score", "x,y"];
    let (code, stdout, stderr) = call(at, &[&correlate[..], &["--score", "z"]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains(said) && stderr.contains("are shared with another"), "{stderr}");
    assert!(stdout.contains("\"x,y\"") && stdout.lines().count() == 3, "{stdout}");
    let (_, _, stderr) = call(at, &[&correlate[..], &["--direction", "maximize"]].concat());
    assert!(!stderr.contains(said), "{stderr}");
}

#[test]
fn an_export_for_the_wrong_space_names_the_right_one() {
    let folder = folder();
    let at = folder.path();
    let cell = common::CELL;
    std::fs::write(at.join("scores.csv"), format!("arch,proxy,score\n{cell},params,1\n")).unwrap();
    let export = |space| ["data", "export", "scores.csv", "--space", space];
    refused(at, 4, &["row 2", "but one of nasbench201: give --space nasbench201"], &export("nasbench101"));
    let twice = format!("arch,proxy,score\n{cell},params,1\n{cell},flops,1\n{cell},params,2\n");
    std::fs::write(at.join("scores.csv"), twice).unwrap();
    refused(
        at,
        4,
        &["row 4 (the header is row 1): params of", "stood before, in row 2"],
        &export("nasbench201"),
    );
    std::fs::write(at.join("scores.csv"), "arch,proxy,score\n101:2,params,1\n").unwrap();
    refused(at, 4, &["give --space nasbench101"], &export("nasbench201"));
    refused(at, 2, &["NASLib has no tuples for the architectures of nasbenchnlp"], &export("nasbenchnlp"));
}
