//! Streams and signals: a stderr that can't be written ends nothing, and a signal ends what it should, with its code.
#![cfg(target_os = "linux")]

mod common;

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use common::{call, folder};

fn program(at: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("epsilon"));
    command.current_dir(at).args(arguments);
    command
}

fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_closed_or_full_stderr_ends_no_command() {
    let folder = folder();
    let at = folder.path();
    assert_eq!(call(at, &["run", "small.yaml", "--out", "plain"]).0, 0);
    for (number, stderr) in [full().into(), closed()].into_iter().enumerate() {
        let out = format!("run{number}");
        let mut run = program(at, &["run", "small.yaml", "--out", &out]);
        let status = run.stdout(Stdio::null()).stderr(stderr).status().unwrap();
        assert_eq!(status.code(), Some(0));
        common::assert_same(at, "plain", &out, &["epsilon_f32-test.svg"]);
    }
    for (code, arguments) in [
        (2, &["walk"][..]),
        (3, &["run", "small.yaml", "--set", "batch.size=1"]),
        (4, &["run", "absent.yaml"]),
        (4, &["merge", "absent"]),
        (0, &["slurm", "small.yaml", "--shards", "2", "--out", "jobs"]),
        (0, &["weights", "--space", "nasbench201", "--batch", "grey", "--sample", "5", "--batch-size", "4"]),
    ] {
        for stderr in [full().into(), closed()] {
            let status = program(at, arguments).stdout(Stdio::null()).stderr(stderr).status().unwrap();
            assert_eq!(status.code(), Some(code), "{arguments:?}");
        }
    }
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// Waits until `when` holds; the child must not end before.
fn wait(child: &mut Child, when: impl Fn() -> bool) {
    let begun = Instant::now();
    while !when() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was stopped");
        assert!(begun.elapsed() < Duration::from_mins(5), "it never came there");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Sends the signal and gives how the child ended, which must not take long.
fn ended_by(mut child: Child, name: &str) -> ExitStatus {
    signal(&child, name);
    let begun = Instant::now();
    let status = child.wait().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    status
}

/// An analysis of minutes: after the sweep, a signal ends it at once, and `--resume` does the analysis.
#[test]
fn a_signal_ends_a_long_analysis_at_once_and_it_can_be_resumed() {
    let folder = folder();
    let at = folder.path();
    let long = ["--set", "statistics.permutations=1000000", "--set", "space.architectures={sample: 2000}"];
    let short = ["--set", "space.architectures={sample: 2000}"];
    let run = ["run", "small.yaml", "--out", "run", "--threads", "2"];
    for (before, name) in ["-TERM", "-INT"].into_iter().enumerate() {
        let mut child = program(at, &[&run[..], &long, &["--resume"]].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let sweeps = || {
            let log = std::fs::read_to_string(at.join("run/log.jsonl")).unwrap_or_default();
            log.matches("\"event\":\"sweep\"").count() > before
        };
        let stored = || sweep::store::read(&at.join("run/scores.store")).is_ok_and(|it| it.records == 2_000);
        wait(&mut child, || sweeps() && stored());
        // Well within the analysis.
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(ended_by(child, name).code(), Some(75), "{name}");
        assert!(!at.join("run/report.html").exists());
    }
    let (code, _, stderr) = call(at, &[&run[..], &short, &["--resume"]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains(" 0 functions to evaluate"), "{stderr}");
    assert_eq!(call(at, &[&["run", "small.yaml", "--out", "plain"][..], &short].concat()).0, 0);
    common::assert_same(at, "plain", "run", &["epsilon_f32-test.svg"]);
}

#[test]
fn a_command_that_keeps_nothing_is_ended_by_the_signal() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let rows = (0..2_000_u32).fold("a,b\n".to_owned(), |mut text, row| {
        let _ = writeln!(text, "{row},{}", row.wrapping_mul(2_654_435_761));
        text
    });
    std::fs::write(at.join("t.csv"), rows).unwrap();
    let correlate = ["correlate", "t.csv", "--score", "a", "--label", "b", "--permutations", "1000000"];
    let score = ["score", "--space", "nasbench201", "--batch", "normal", "--archs", "all"];
    for arguments in [&correlate[..], &score] {
        let child = program(at, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(500));
        // What a shell calls 143.
        assert_eq!(ended_by(child, "-TERM").signal(), Some(15), "{arguments:?}");
    }
}

/// The command that is printed continues the run, whatever the files are called.
#[test]
fn the_command_that_continues_survives_any_name() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = folder();
    let at = folder.path();
    let bin = at.join("bin");
    std::fs::create_dir(&bin).unwrap();
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin("epsilon"), bin.join("epsilon")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    for (number, name) in
        [&b"-x.yaml"[..], b"it's $HOME.yaml", b"caf\xe9 \xff.yaml", b"\x1b[2Ja\nb.yaml"].iter().enumerate()
    {
        let config = OsStr::from_bytes(name);
        std::fs::copy(at.join("small.yaml"), at.join(config)).unwrap();
        let out = [b"-out ".as_slice(), name].concat();
        let out = OsStr::from_bytes(&out);
        // A limit on the size of files stops it once a few scores are stored.
        let output = Command::new("sh")
            .args(["-c", "ulimit -f 4; exec \"$0\" run --out=\"$1\" --set seed=7 -- \"$2\""])
            .arg(bin.join("epsilon"))
            .args([out, config])
            .current_dir(at)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{stderr}");
        let (_, command) = stderr.split_once("continue with\n").unwrap();
        assert!(!command.trim_end().contains(['\n', '\u{1b}']), "{number}: {command:?}");
        let status =
            Command::new("sh").args(["-c", command]).current_dir(at).env("PATH", &path).output().unwrap();
        assert_eq!(status.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&status.stderr));
        assert!(at.join(out).join("report.html").is_file(), "{command}");
    }
}
