use std::path::{Path, PathBuf};

use super::Aggregate;
use crate::typed::FieldProblem;

/// A column of a file of scores or labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileColumn {
    /// Where in the file the architectures are.
    pub place: ColumnPlace,
    /// The column's name.
    pub column: String,
    /// How several rows of one architecture become one.
    pub aggregate: Option<Aggregate>,
}

/// Where in a file the architectures are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ColumnPlace {
    /// In this column of a CSV or Parquet table.
    Key(String),
    /// In this data set of a `.json` file of NAS-Bench-Suite-Zero, or in its only one.
    Dataset(Option<String>),
}

impl FileColumn {
    /// Checks what a config says of a column in `file`, whose name tells its kind.
    pub(super) fn check(
        file: &Path,
        column: &str,
        key: Option<&String>,
        dataset: Option<&String>,
        aggregate: Option<Aggregate>,
    ) -> Result<Self, FieldProblem> {
        let place = match (is_suite_zero(file), key, dataset) {
            (true, Some(_), _) => {
                let problem = "a .json file of NAS-Bench-Suite-Zero has no column of keys: leave it out";
                return Err(("key", problem.to_owned()));
            }
            (false, _, Some(_)) => {
                let problem =
                    "a table has no data sets, a .json file of NAS-Bench-Suite-Zero has: leave it out";
                return Err(("dataset", problem.to_owned()));
            }
            (true, None, dataset) => ColumnPlace::Dataset(dataset.cloned()),
            (false, key, None) => ColumnPlace::Key(key.map_or_else(|| "arch".to_owned(), Clone::clone)),
        };
        Ok(Self { place, column: column.to_owned(), aggregate })
    }

    /// The column of the keys, as a config has it.
    pub(super) fn key(&self) -> Option<&String> {
        if let ColumnPlace::Key(key) = &self.place { Some(key) } else { None }
    }

    /// The data set, as a config has it.
    pub(super) fn dataset(&self) -> Option<&String> {
        if let ColumnPlace::Dataset(dataset) = &self.place { dataset.as_ref() } else { None }
    }
}

/// Whether a file is one of NAS-Bench-Suite-Zero, by its name: it ends in `.json`, or in that and what a packed file's name ends in.
pub fn is_suite_zero(path: &Path) -> bool {
    let ends = |path: &Path, endings: &[&str]| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        endings.iter().any(|ending| extension.eq_ignore_ascii_case(ending))
    };
    let packed = ends(path, &["gz", "zst", "bz2"]);
    ends(path, &["json"]) || packed && path.file_stem().is_some_and(|stem| ends(Path::new(stem), &["json"]))
}

/// A column and the file that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSource {
    /// A `.csv` or `.parquet` file, or a `.json` file of NAS-Bench-Suite-Zero.
    pub file: PathBuf,
    /// What of it.
    pub column: FileColumn,
}
