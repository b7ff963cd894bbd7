//! `epsilon config`, and what all commands have in common: how much they say, and how the report is shown.

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::{call, folder};

#[test]
fn every_starter_is_right_and_runs_but_for_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // There its enumeration is kept.
    std::fs::create_dir_all(at.join("data/nasbench101")).unwrap();
    for space in config::spaces::names() {
        for command in ["run", "ablate", "search"] {
            let name = format!("{space}/{command}.yaml");
            let (code, _, stderr) = call(at, &["config", "init", command, "--space", space, "--out", &name]);
            assert_eq!(code, 0, "{stderr}");
            let (code, stdout, stderr) = call(at, &["config", "check", &name]);
            assert_eq!(code, 0, "{stderr}");
            assert!(stdout.starts_with(&format!("{name}: config OK\n")), "{stdout}");
            assert!(stdout.contains(&format!("epsilon {command}\n")), "{stdout}");
            let (code, stdout, stderr) = call(at, &[command, &name, "--dry-run"]);
            assert_eq!(code, 0, "{name}: {stderr}");
            assert!(stdout.contains("config OK") && stdout.contains("missing: data/"), "{name}: {stdout}");
            // Printed, it is the same.
            let (_, printed, _) = call(at, &["config", "init", command, "--space", space]);
            assert_eq!(printed, std::fs::read_to_string(at.join(&name)).unwrap());
        }
    }
    let there = at.join("nasbench201/run.yaml");
    let text = std::fs::read_to_string(&there).unwrap();
    std::fs::write(&there, "mine").unwrap();
    let out = "nasbench201/run.yaml";
    let (code, _, stderr) = call(at, &["config", "init", "--space", "nasbench201", "--out", out]);
    assert!(code == 4 && stderr.contains(out), "{stderr}");
    assert_eq!(std::fs::read_to_string(there).unwrap(), "mine");
    assert!(!text.contains("yaml-language-server"), "there is no schema here");
}

#[test]
fn a_starter_points_to_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let (_, schema, _) = call(at, &["config", "schema"]);
    std::fs::create_dir(at.join("configs")).unwrap();
    std::fs::write(at.join("configs/schema.json"), schema).unwrap();
    for (out, schema) in [
        ("my.yaml", "configs/schema.json"),
        ("configs/my.yaml", "schema.json"),
        ("configs/own/my.yaml", "../schema.json"),
        ("a/b/my.yaml", "../../configs/schema.json"),
    ] {
        assert_eq!(call(at, &["config", "init", "--space", "nasbench201", "--out", out]).0, 0);
        let text = std::fs::read_to_string(at.join(out)).unwrap();
        assert!(text.starts_with(&format!("# yaml-language-server: $schema={schema}\n")), "{text}");
        assert!(at.join(out).parent().unwrap().join(schema).is_file(), "{out}");
    }
}

#[test]
fn a_check_names_every_mistake() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("wrong.yaml"), common::CONFIG.replace("size: 4", "size: four")).unwrap();
    std::fs::write(at.join("worse.yaml"), common::CONFIG.replace("- params", "- parms")).unwrap();
    let (code, stdout, stderr) = call(at, &["config", "check", "wrong.yaml", "small.yaml", "worse.yaml"]);
    assert_eq!(code, 3, "{stderr}");
    assert_eq!(
        stdout,
        "small.yaml: config OK
  command   epsilon run
  space     nasbench201, 200 architectures drawn by seed 0
  proxies   epsilon_f32, params
  labels    test (maximize)
  reads     labels.csv
"
    );
    assert!(stderr.contains("wrong.yaml:3:27: batch.size: "), "{stderr}");
    assert!(
        stderr.contains("worse.yaml:6:5: proxies[1]: ") && stderr.contains("did you mean `params`?"),
        "{stderr}"
    );
    let (code, stdout, stderr) =
        call(at, &["config", "check", "small.yaml", "--set", "labels.0.file=absent.csv"]);
    assert!(code == 0 && stdout.contains("absent.csv, which is missing"), "{stdout}{stderr}");
}

#[test]
fn quiet_says_only_what_is_doubtful() {
    let folder = folder();
    let at = folder.path();
    let (code, stdout, stderr) = call(at, &["run", "small.yaml", "--quiet"]);
    assert!(code == 0 && stderr.lines().all(|line| line.starts_with("warning: ")), "{stderr}");
    assert!(stdout.contains("epsilon_f32"), "{stdout}");
    let (code, _, stderr) = call(at, &["-q", "run", "small.yaml", "--set", "batch.size=1"]);
    assert!(code == 3 && stderr.contains("batch.size"), "{stderr}");
    let (_, _, stderr) = call(at, &["run", "small.yaml"]);
    for name in ["report.html", "tables/", "plots/", "scores.csv", "config.yaml"] {
        assert!(stderr.contains(&format!("\n  {name} ")), "{stderr}");
    }
}

#[test]
fn the_report_opens_in_the_browser_of_the_environment() {
    let folder = folder();
    let at = folder.path();
    let browser = at.join("browser");
    std::fs::write(&browser, "#!/bin/sh\necho \"$1\" > shown.part && mv shown.part shown\n").unwrap();
    let made = Command::new("chmod").arg("+x").arg(&browser).status().unwrap();
    assert!(made.success());
    let run = |browser: &std::path::Path, out: &str| {
        let program = assert_cmd::cargo::cargo_bin("epsilon");
        let mut command = Command::new(program);
        command.current_dir(at).args(["run", "small.yaml", "--open", "--out", out]).env("BROWSER", browser);
        let output = command.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    run(&browser, "first");
    // A browser is not waited for.
    let begun = Instant::now();
    while !at.join("shown").exists() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(std::fs::read_to_string(at.join("shown")).unwrap().trim(), "first/report.html");
    let stderr = run(std::path::Path::new("/no/browser"), "second");
    assert!(
        stderr.contains("warning: no browser can be started") && stderr.contains("second/report.html"),
        "{stderr}"
    );
}

#[test]
fn every_command_has_a_man_page_and_every_shell_its_completions() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    assert_eq!(call(at, &["man", "man1"]).0, 0);
    for page in ["epsilon", "epsilon-run", "epsilon-config", "epsilon-config-init"] {
        let text = std::fs::read_to_string(at.join(format!("man1/{page}.1"))).unwrap();
        assert!(text.contains(".SH"), "{page}");
    }
    assert!(
        std::fs::read_to_string(at.join("man1/epsilon-run.1")).unwrap().contains("configs/quickstart.yaml")
    );
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script, _) = call(at, &["completions", shell]);
        assert!(code == 0 && script.contains("ablate"), "{shell}");
    }
}
