//! Studies from their configs.

use std::path::PathBuf;

use benchmark::Direction;
use config::{AnyConfig, Named as _};
use epsilon_cli::{CompareArguments, compare_config as config_of};
use pyo3::prelude::*;
use study::run_folder::config_text;
use study::{Options, Task};

use crate::error::{raised, wrong};
use crate::watch::watched;

/// A finished run: its folder, how many architectures failed, and what to warn of.
type Finished = (PathBuf, usize, Vec<String>);

/// Runs a config: a file, or its text with a name for errors.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python gives them names")]
pub fn run(
    py: Python<'_>,
    file: Option<PathBuf>,
    text: Option<(String, String)>,
    set: Vec<String>,
    out: Option<PathBuf>,
    resume: bool,
    fresh: bool,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Finished> {
    let task = match (&file, text) {
        (Some(file), _) => Task::read(file, &set).map_err(raised)?,
        (None, text) => {
            let (name, text) = text.unwrap_or_default();
            let (config, source) = AnyConfig::parse(&name, &text, &set).map_err(raised)?;
            Task::check(config, &source).map_err(raised)?
        }
    };
    let doubts = study::presentation::directions(task.study()).into_iter().map(|doubt| doubt.to_string());
    let mut warnings: Vec<String> = doubts.collect();
    let (run, mut after) = watched(py, progress.as_ref(), |observer, stop| {
        let options = Options { config: file.as_deref(), out: out.as_deref(), resume, fresh, shard: None };
        let run = study::run(&task, options, observer, stop)?;
        let warnings = epsilon_cli::warnings(&task, &run);
        Ok((run, warnings))
    })?;
    warnings.append(&mut after);
    Ok((run.folder, run.scores.failed(), warnings))
}

/// The config of a comparison, as YAML.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python gives them names")]
pub fn compare_config(
    file: PathBuf,
    space: String,
    label: String,
    labels: Option<PathBuf>,
    score: Vec<String>,
    key: Option<String>,
    direction: Option<&str>,
    against: String,
    epsilon: bool,
) -> PyResult<String> {
    let direction = direction.map(Direction::read).transpose().map_err(wrong)?;
    let arguments = CompareArguments {
        file,
        space,
        label,
        labels,
        score,
        key,
        direction,
        against,
        epsilon,
        fresh: false,
        threads: None,
        out: None,
        open: false,
    };
    config_of(&arguments).and_then(|config| Ok(config_text(&config)?)).map_err(raised)
}
