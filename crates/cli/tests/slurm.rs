//! The job scripts, run by hand with stand-ins for Slurm's own programs. scripts/test-slurm.sh has the real ones.
#![cfg(unix)]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{call, folder};

/// A folder of programs that write down how they were called, and print `said`.
fn stand_ins(at: &Path, said: &str, code: u8) -> String {
    let bin = at.join("bin");
    std::fs::create_dir_all(&bin).unwrap();
    for name in ["sbatch", "scontrol"] {
        let text = format!(
            "#!/bin/sh\necho {name} \"$@\" >>{}\necho '{said}'\necho '{said}' >&2\nexit {code}\n",
            at.join("calls").display()
        );
        std::fs::write(bin.join(name), text).unwrap();
        std::fs::set_permissions(bin.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
}

fn calls(at: &Path) -> String {
    std::fs::read_to_string(at.join("calls")).unwrap_or_default()
}

fn slurm(at: &Path, path: &str, more: &[&str]) -> (i32, String, String) {
    let output = assert_cmd::Command::cargo_bin("epsilon")
        .unwrap()
        .current_dir(at)
        .env("PATH", path)
        .args([&["slurm", "small.yaml"][..], more].concat())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_array_is_submitted_and_a_merge_that_waits_for_it() {
    let folder = folder();
    let at = folder.path();
    let path = stand_ins(at, "41;cluster", 0);
    let (code, stdout, stderr) = slurm(at, &path, &["--shards", "64", "--time", "04:00:00", "--submit"]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout, "array 41 of 64 shards, merge 41\n");
    let scripts = at.canonicalize().unwrap().join("results/small/64-shards/slurm");
    let scripts = scripts.display();
    assert_eq!(
        calls(at),
        format!(
            "sbatch --parsable {scripts}/array.sh\nsbatch --parsable --dependency=afterok:41 \
             --kill-on-invalid-dep=yes {scripts}/merge.sh\n"
        )
    );
    let array = std::fs::read_to_string(at.join("results/small/64-shards/slurm/array.sh")).unwrap();
    for line in ["--array=1-64", "--time=04:00:00", "--cpus-per-task=2", "--signal=B:TERM@120", "--requeue"] {
        assert!(array.contains(&format!("\n#SBATCH {line}\n")), "{line}: {array}");
    }

    // What Slurm says is passed on, and the scripts are there to try again.
    let path = stand_ins(at, "invalid partition", 1);
    let (code, stdout, stderr) = slurm(at, &path, &["--shards", "2", "--submit"]);
    assert_eq!((code, stdout.as_str()), (4, ""));
    assert!(stderr.contains("invalid partition") && stderr.contains("submit.sh"), "{stderr}");
    for (code, part, arguments) in [
        (2, "0 is not in", &["--shards", "0"][..]),
        (2, "--shards <N>", &[]),
        (2, "line break", &["--shards", "2", "--time", "1\nrm -rf x"]),
        (2, "line break", &["--shards", "2", "--sbatch", "--qos=x\nrm -rf x"]),
        (3, "batch.size", &["--shards", "2", "--set", "batch.size=1"]),
        (4, "absent.csv", &["--shards", "2", "--submit", "--set", "labels.0.file=absent.csv"]),
    ] {
        let (found, stdout, stderr) = slurm(at, &path, arguments);
        assert_eq!((found, stdout.as_str()), (code, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
    }
}

#[test]
fn scripts_are_sound_whatever_the_names_are() {
    let folder = folder();
    let at = folder.path().join("it's a \"folder\"; 100%");
    std::fs::create_dir(&at).unwrap();
    for name in ["small.yaml", "labels.csv"] {
        std::fs::copy(folder.path().join(name), at.join(name)).unwrap();
    }
    std::fs::copy(at.join("small.yaml"), at.join("a $config.yaml")).unwrap();
    let scripts = at.join("a run/slurm");
    let call_slurm = ["slurm", "a $config.yaml", "--shards", "2", "--cpus", "1", "--out", "a run"];
    let more = [
        "--fresh",
        "--set",
        "space.architectures={sample: 50}",
        "--sbatch=--partition=long",
        "--at-once",
        "1",
    ];
    let (code, stdout, stderr) = call(&at, &[&call_slurm[..], &more].concat());
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout.lines().count(), 3);
    let array = std::fs::read_to_string(scripts.join("array.sh")).unwrap();
    assert!(array.contains("\n#SBATCH --partition=long\n") && array.contains("--array=1-2%1\n"), "{array}");
    assert!(array.contains(" --resume --fresh "), "{array}");
    assert!(array.contains("100%%/a run/slurm/shard-%a.log\"\n"), "{array}");
    shellcheck(&scripts);
    for (shard, script) in [("1", "array.sh"), ("2", "array.sh"), ("", "merge.sh")] {
        let output = Command::new("bash")
            .arg(scripts.join(script))
            .current_dir(&at)
            .envs([("SLURM_ARRAY_TASK_ID", shard), ("SLURM_ARRAY_JOB_ID", "7"), ("SLURM_CPUS_PER_TASK", "1")])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(std::fs::read_to_string(at.join("a run/scores.csv")).unwrap().lines().count(), 101);
}

/// Passes the scripts through shellcheck, which CI has.
fn shellcheck(scripts: &Path) {
    let files = ["array.sh", "merge.sh", "submit.sh"].map(|name| scripts.join(name));
    match Command::new("shellcheck").args(files).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "shellcheck: {error}");
            eprintln!("skipped: shellcheck: {error}");
        }
    }
}

#[test]
fn a_stopped_shard_goes_back_into_the_queue_and_continues() {
    let folder = folder();
    let at = folder.path();
    let path = stand_ins(at, "", 0);
    let more = ["--shards", "2", "--cpus", "1", "--out", "run", "--set", "space.architectures=all"];
    let slow = ["--set", "batch.size=32", "--set", "proxies.0.epsilon.backend=collapse"];
    assert_eq!(slurm(at, &path, &[&more[..], &slow].concat()).0, 0);
    let start = || {
        Command::new("bash")
            .arg("run/slurm/array.sh")
            .current_dir(at)
            .envs([("SLURM_ARRAY_TASK_ID", "2"), ("SLURM_ARRAY_JOB_ID", "7"), ("SLURM_CPUS_PER_TASK", "1")])
            .env("PATH", &path)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let store = at.join("run/shards/2-of-2/scores.store");
    let mut child = start();
    let begun = Instant::now();
    while std::fs::metadata(&store).map_or(0, |data| data.len()) < 3_000 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was stopped");
        assert!(begun.elapsed() < Duration::from_mins(5), "nothing is stored");
        std::thread::sleep(Duration::from_millis(2));
    }
    // To the script alone, as Slurm does.
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("interrupted with"), "{stderr}");
    assert_eq!(output.status.code(), Some(75), "{stderr}");
    assert_eq!(calls(at), "scontrol requeue 7_2\n");
    let stored = std::fs::read(&store).unwrap();

    let output = start().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains(" done before"), "{stderr}");
    assert!(std::fs::read(&store).unwrap().starts_with(&stored));
    assert_eq!(calls(at), "scontrol requeue 7_2\n");
}
