//! `epsilon config`.

use std::fmt::Write as _;
use std::path::{Component, Path};

use anyhow::Context as _;
use config::{spaces, starter};
use study::Task;

use crate::arguments::ConfigCommand;
use crate::exit::{self, Exit};
use crate::output::{self, counted, note};
use crate::shell;

/// Where this repository keeps the schema.
const SCHEMA: &str = "configs/schema.json";

/// Writes, checks or describes configs.
pub fn config(command: &ConfigCommand) -> anyhow::Result<Exit> {
    match command {
        ConfigCommand::Init { command, space, out } => init(command, space, out.as_deref()),
        ConfigCommand::Check { configs, set } => {
            // All of them, so that one look shows all mistakes; the first one decides on the exit code.
            let mut ended = Exit::Ok;
            for path in configs {
                let outcome = Task::read(path, set);
                match outcome {
                    Ok(task) => output::print(&report::printable(&essentials(path, &task))),
                    Err(error) => {
                        let exit = exit::report(&error.into());
                        if ended == Exit::Ok {
                            ended = exit;
                        }
                    }
                }
            }
            Ok(ended)
        }
        ConfigCommand::Schema => {
            output::print(&format!("{:#}\n", config::schema()));
            Ok(Exit::Ok)
        }
    }
}

fn init(command: &str, space: &str, out: Option<&Path>) -> anyhow::Result<Exit> {
    let entry = spaces::find(space).context("a space that was checked has gone")?;
    let schema = schema_from(out.and_then(Path::parent).unwrap_or(Path::new("")));
    let text = starter(command, entry, schema.as_deref());
    let Some(path) = out else {
        output::print(&text);
        return Ok(Exit::Ok);
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs_err::create_dir_all(folder)?;
    }
    // A config that is there is somebody's work.
    let mut file = fs_err::OpenOptions::new().write(true).create_new(true).open(path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    let shown = shell::path(path);
    note!(
        "wrote {}; next\n  epsilon config check {shown}\n  epsilon {command} {shown} --dry-run",
        path.display()
    );
    Ok(Exit::Ok)
}

/// The schema as seen from a folder below this one, if it is there.
fn schema_from(folder: &Path) -> Option<String> {
    let below = folder.components().all(|part| matches!(part, Component::Normal(_)));
    if !below || !Path::new(SCHEMA).exists() {
        return None;
    }
    match folder.strip_prefix("configs") {
        Ok(folder) => Some(format!("{}schema.json", "../".repeat(folder.components().count()))),
        Err(_) => Some(format!("{}{SCHEMA}", "../".repeat(folder.components().count()))),
    }
}

/// What a config comes to, in a few lines.
fn essentials(path: &Path, task: &Task) -> String {
    let study = task.study();
    let command = match task {
        Task::Run(_) => "run",
        Task::Ablation(_) => "ablate",
        Task::Search(_) => "search",
    };
    let size = spaces::find(study.space.name()).and_then(|entry| entry.size);
    let which = &study.architectures;
    let mut architectures = match (which.sample, which.file(), size) {
        (Some(sample), Some(file), _) => format!("{sample} architectures drawn from {}", file.display()),
        (Some(sample), None, _) => format!("{sample} architectures drawn by seed {}", study.seed),
        (None, Some(file), _) => format!("the architectures in {}", file.display()),
        (None, None, Some(size)) => format!("all {size} architectures"),
        (None, None, None) => "all architectures of its file".to_owned(),
    };
    if let Some(number) = &which.stratify {
        let _ = write!(architectures, ", as many of each {number} as there are");
    }
    let mut text = format!("{}: config OK\n", path.display());
    let mut line = |what: &str, value: String| {
        let _ = writeln!(text, "  {what:<9} {value}");
    };
    line("command", format!("epsilon {command}"));
    line("space", format!("{}, {architectures}", study.space.name()));
    if let Task::Ablation(ablation) = task {
        let (settings, rows) = (ablation.settings.len(), ablation.rows.len());
        line(
            "grid",
            format!("{}, {} of epsilon", counted(rows, "combination"), counted(settings, "setting")),
        );
    }
    let names = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    if !matches!(task, Task::Ablation(_)) {
        line("proxies", names(study.proxies.iter().map(|proxy| proxy.name.clone()).collect()));
    }
    let label = |label: &config::Label| format!("{} ({})", label.name, config::Named::word(label.direction));
    line("labels", names(study.labels.iter().map(label).collect()));
    for file in task.needed_files() {
        let state = if file.exists() { "" } else { ", which is missing" };
        line("reads", format!("{}{state}", file.path.display()));
    }
    text
}
