use std::collections::HashMap;
use std::path::{Path, PathBuf};

use benchmark::{ArchitectureError, SearchSpace};
use serde_json::{Map, Value, json};
use table::{Row, Table};

use config::spaces::{SPACES, SpaceEntry};

/// Why scores could not be written in NAS-Bench-Suite-Zero's layout.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table of scores is not valid.
    #[error(transparent)]
    Table(#[from] table::TableError),
    /// The layout needs NASLib's tuples, and the space has none.
    #[error("NASLib has no tuples for the architectures of {space}, by which the layout names them")]
    NoTuples {
        /// The space.
        space: &'static str,
    },
    /// A key is not an architecture of the space.
    #[error("{path}, {row}: {source}{hint}")]
    Architecture {
        /// The table.
        path: PathBuf,
        /// The row.
        row: Row,
        /// What is wrong with it.
        source: ArchitectureError,
        /// A hint at the space it belongs to, if any.
        hint: String,
    },
    /// A proxy scores an architecture twice.
    #[error("{path}, {row}: {proxy} of `{key}` stood before, in row {}", first.number)]
    Twice {
        /// The table.
        path: PathBuf,
        /// The row.
        row: Row,
        /// The row with its first score.
        first: Row,
        /// The key.
        key: String,
        /// The proxy.
        proxy: String,
    },
}

/// A hint at the other space that a key belongs to, if any.
fn other(key: &str, space: &str) -> String {
    let is_of = |entry: &&SpaceEntry| entry.name != space && entry.plain().parse(key).is_ok();
    SPACES
        .iter()
        .find(is_of)
        .map_or_else(String::new, |found| format!(", but one of {0}: give --space {0}", found.name))
}

/// The scores of a run (its `scores.csv` or `scores.parquet`) as JSON in NAS-Bench-Suite-Zero's layout: the data set, its
/// architectures in their order, each with its proxies as `{"score": ...}`; `null` if there is no score.
///
/// # Errors
/// If the table can't be read, a key is not an architecture of the space, the space has no such tuples, or a proxy scores an
/// architecture twice.
pub fn export(scores: &Path, space: &dyn SearchSpace, dataset: &str) -> Result<Value, ExportError> {
    let table = Table::read(scores)?;
    if !space.has_naslib_tuples() {
        return Err(ExportError::NoTuples { space: space.name() });
    }
    let (keys, proxies) = (table.keys("arch")?, table.text("proxy")?);
    let values = table.numbers("score")?;
    let mut architectures = Map::new();
    let mut rows: HashMap<(String, String), Row> = HashMap::new();
    for (position, ((key, proxy), value)) in keys.into_iter().zip(proxies).zip(values).enumerate() {
        let row = table.row(position);
        let path = || scores.to_owned();
        let found = space.parse(&key).map_err(|source| {
            let hint = other(&key, space.name());
            ExportError::Architecture { path: path(), row, source, hint }
        })?;
        let tuple = found.naslib_tuple().unwrap_or_default();
        if let Some(first) = rows.insert((tuple.clone(), proxy.clone()), row) {
            return Err(ExportError::Twice { path: path(), row, first, key, proxy });
        }
        let scores = architectures.entry(tuple).or_insert_with(|| Value::Object(Map::new()));
        scores[proxy] = json!({"score": value});
    }
    let mut root = Map::new();
    root.insert(dataset.to_owned(), Value::Object(architectures));
    Ok(Value::Object(root))
}
