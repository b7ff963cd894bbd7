//! The commands that are written down for people: in the shell blocks of the documentation, and at the end of `--help`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command, and where it stands.
#[derive(Clone, Debug)]
pub struct Documented {
    pub page: String,
    pub command: String,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Those of all pages, in their order.
pub fn of_pages() -> Vec<Documented> {
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    let others = ["README.md", "CONTRIBUTING.md", "data/README.md", "results/README.md"];
    let pages = others.iter().map(|page| root().join(page)).chain(pages);
    pages.flat_map(|page| of_page(&page)).collect()
}

fn of_page(path: &Path) -> Vec<Documented> {
    let text = std::fs::read_to_string(path).unwrap();
    let page = path.strip_prefix(root()).unwrap().display().to_string();
    let mut commands = Vec::new();
    let mut language = None;
    let mut whole = String::new();
    for line in text.lines() {
        if let Some(after) = line.trim_start().strip_prefix("```") {
            language = if language.is_some() { None } else { Some(after.trim().to_owned()) };
            // Blocks in another shell's name would be overlooked here.
            let known = ["", "sh", "yaml", "python", "bibtex", "text"];
            assert!(language.iter().all(|language| known.contains(&language.as_str())), "{page}: {line}");
            continue;
        }
        if language.as_deref() != Some("sh") {
            continue;
        }
        whole.push_str(line.trim());
        if whole.ends_with('\\') {
            whole.pop();
        } else if !whole.is_empty() {
            commands.push(Documented { page: page.clone(), command: std::mem::take(&mut whole) });
        }
    }
    commands
}

/// The words of a command as a shell reads them, but for where its output goes.
pub fn words(command: &str) -> Vec<String> {
    let command = command.rsplit_once(" > ").map_or(command, |(command, _)| command);
    let script = format!("words() {{ printf '%s\\0' \"$@\"; }}; words {command}");
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert!(output.status.success(), "`{command}` is no shell command");
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}
