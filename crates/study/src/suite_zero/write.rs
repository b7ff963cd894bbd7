use std::path::Path;

use nasbench101::Space;
use serde_json::{Map, Value, json};
use table::Table;

use super::to_tuple;

/// Why scores could not be written in NAS-Bench-Suite-Zero's layout.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table of scores is wrong.
    #[error(transparent)]
    Table(#[from] table::TableError),
    /// A key is no architecture of the space, or the space has no such tuples.
    #[error(
        "row {row} (the header is row 1): `{key}` has no tuple in {space}: the layout is for nasbench201 and nasbench101"
    )]
    Architecture {
        /// The row.
        row: usize,
        /// The key.
        key: String,
        /// The space's name.
        space: String,
    },
}

/// The scores of a run (its `scores.csv` or `scores.parquet`) in NAS-Bench-Suite-Zero's layout, as JSON: the data set, the
/// architectures in their order, each with its proxies as `{"score": ...}`; `null` where there is no score.
///
/// # Errors
/// If the table can't be read, or a key has no tuple in the space.
pub fn export(scores: &Path, space: &str, dataset: &str) -> Result<Value, ExportError> {
    let table = Table::read(scores)?;
    let (keys, proxies) = (table.keys("arch")?, table.text("proxy")?);
    let values = table.numbers("score")?;
    // A hash stands for a module that only the whole space knows.
    let modules = (space == "nasbench101").then(Space::enumerate);
    let cell = |key: &str| match &modules {
        Some(modules) if !key.contains(':') => {
            modules.find(key.parse().ok()?).map(|module| module.to_string())
        }
        _ => Some(key.to_owned()),
    };
    let mut architectures = Map::new();
    for (row, ((key, proxy), value)) in keys.into_iter().zip(proxies).zip(values).enumerate() {
        let tuple = cell(&key).and_then(|cell| to_tuple(space, &cell));
        let tuple =
            tuple.ok_or_else(|| ExportError::Architecture { row: row + 2, key, space: space.to_owned() })?;
        let scores = architectures.entry(tuple).or_insert_with(|| Value::Object(Map::new()));
        scores[proxy] = json!({"score": value});
    }
    let mut root = Map::new();
    root.insert(dataset.to_owned(), Value::Object(architectures));
    Ok(Value::Object(root))
}
