use std::path::Path;

use files::{FileError, Limit};
use serde_path_to_error::Segment;
use serde_yaml::Value;

use super::command::{self, RootConfig};
use super::{Config, ConfigError, ConfigText, PathStep, ReadError, suggest};

/// The largest config that is read, in bytes; a sound one has a thousandth of it.
const LARGEST: u64 = 4 << 20;

impl Config {
    /// Reads a config and lays `key=value` settings over it; a key is a path such as `batch.size` or
    /// `proxies.0.epsilon.weights`, a value is YAML.
    ///
    /// # Errors
    /// If the file can't be read, or is not a config; the error names line and field.
    pub fn read(path: &Path, overrides: &[String]) -> Result<(Self, ConfigText), ReadError> {
        read(path, overrides)
    }

    /// The same for a text; `name` stands for the file in errors.
    ///
    /// # Errors
    /// If the text is not a config.
    pub fn parse(name: &str, text: &str, overrides: &[String]) -> Result<(Self, ConfigText), ConfigError> {
        parse(name, text, overrides)
    }
}

/// Reads a config of any kind.
pub(super) fn read<T: RootConfig>(path: &Path, overrides: &[String]) -> Result<(T, ConfigText), ReadError> {
    Ok(parse(&path.display().to_string(), &text_of(path)?, overrides)?)
}

/// The text of a config.
pub(super) fn text_of(path: &Path) -> Result<String, ReadError> {
    let name = path.display().to_string();
    let whole = |problem: String| ConfigError {
        file: name.clone(),
        line: None,
        column: None,
        field: String::new(),
        problem,
        overrides: Vec::new(),
    };
    files::read_text(path, Limit::bytes(LARGEST)).map_err(|error| match error {
        FileError::Io { path, source } => {
            let reason = unreadable(&path, &source);
            ReadError::File { path, reason }
        }
        FileError::TooLarge { limit, .. } => {
            whole(format!("more than {limit} bytes are too much for a config: is it the right file?")).into()
        }
        FileError::Text { reason, .. } => whole(reason).into(),
        other => whole(other.to_string()).into(),
    })
}

/// The same for a text.
pub(super) fn parse<T: RootConfig>(
    name: &str,
    text: &str,
    overrides: &[String],
) -> Result<(T, ConfigText), ConfigError> {
    let source = ConfigText { name: name.to_owned(), text: text.to_owned(), overrides: overrides.to_vec() };
    if let Some((line, problem)) = too_deep(text) {
        return Err(ConfigError {
            file: name.to_owned(),
            line: Some(line as u32),
            column: None,
            field: String::new(),
            problem,
            overrides: Vec::new(),
        });
    }
    let config = if overrides.is_empty() {
        let deserializer = serde_yaml::Deserializer::from_str(text);
        serde_path_to_error::deserialize(deserializer).map_err(|error| convert(&source, &error))
    } else {
        let mut value: Value =
            serde_yaml::from_str(text).map_err(|error| plain(&source, String::new(), &error))?;
        for setting in overrides {
            lay(&mut value, setting)
                .map_err(|problem| source.error(&[], format!("--set {setting}: {problem}")))?;
        }
        serde_path_to_error::deserialize(value).map_err(|error| convert(&source, &error))
    };
    config.map(|config| (config, source)).map_err(|error| command::hint(error, text, T::COMMAND))
}

/// Why a config can't be read, and which one may have been meant.
fn unreadable(path: &Path, error: &std::io::Error) -> String {
    if path.is_dir() {
        return "it is a folder: give one of the .yaml files in it".to_owned();
    }
    let beside = path.file_name().map(|name| Path::new("configs").join(name));
    let candidates =
        [Some(path.with_extension("yaml")), beside.clone(), beside.map(|path| path.with_extension("yaml"))];
    match candidates.into_iter().flatten().find(|other| other.is_file()) {
        Some(other) => format!("{error}; did you mean {}?", other.display()),
        None => error.to_string(),
    }
}

fn convert(source: &ConfigText, error: &serde_path_to_error::Error<serde_yaml::Error>) -> ConfigError {
    let field = error.path().to_string();
    let field = if field == "." { String::new() } else { field };
    let found = plain(source, field, error.inner());
    if found.line.is_some() {
        return found;
    }
    // With settings laid over the file the parser knows no lines: the path leads to them.
    let path = error.path().iter().map(|segment| match segment {
        Segment::Seq { index } => Some(PathStep::Element(*index)),
        Segment::Map { key } => Some(PathStep::Field(key)),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    match path.collect::<Option<Vec<_>>>() {
        Some(path) => source.error(&path, found.problem),
        None => found,
    }
}

fn plain(source: &ConfigText, field: String, error: &serde_yaml::Error) -> ConfigError {
    let location = error.location();
    let mut problem = error.to_string();
    // The library puts path and place into its message; both are fields of ours.
    if let Some(location) = &location {
        let place = format!(" at line {} column {}", location.line(), location.column());
        problem = problem.replacen(&place, "", 1);
    }
    if let Some((path, rest)) = problem.split_once(": ")
        && field.starts_with(path)
    {
        problem = rest.to_owned();
    }
    ConfigError {
        file: source.name.clone(),
        line: location.as_ref().map(|location| location.line() as u32),
        column: location.as_ref().map(|location| location.column() as u32),
        field,
        problem: suggest::improve(&problem),
        overrides: source.overrides.clone(),
    }
}

/// Lays one `key=value` over a config.
fn lay(config: &mut Value, setting: &str) -> Result<(), String> {
    let (path, value) = setting.split_once('=').ok_or("write it as key=value, such as batch.size=64")?;
    if let Some((_, problem)) = too_deep(value) {
        return Err(problem);
    }
    let value: Value =
        serde_yaml::from_str(value).map_err(|error| format!("the value is not YAML: {error}"))?;
    let mut place = config;
    for key in path.split('.') {
        if place.is_null() {
            *place = Value::Mapping(serde_yaml::Mapping::new());
        }
        place = match place {
            Value::Sequence(list) => {
                let length = list.len();
                key.parse::<usize>().ok().and_then(|position| list.get_mut(position)).ok_or_else(|| {
                    format!("`{key}` is not a position in the list, which has {length} elements (from 0)")
                })?
            }
            Value::Mapping(map) => map.entry(Value::from(key)).or_insert(Value::Null),
            _ => return Err(format!("there is nothing below `{key}`'s parent, which is a plain value")),
        };
    }
    *place = value;
    Ok(())
}

/// As [`files::too_deep`], in words.
pub(super) fn too_deep(text: &str) -> Option<(usize, String)> {
    let (line, what) = files::too_deep(text)?;
    Some((line, format!("{what} are no config: is it the right file?")))
}
