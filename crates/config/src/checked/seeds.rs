use std::path::PathBuf;

use crate::SeedsConfig;

/// A label by single training seeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedsSource {
    /// A `.csv` or `.parquet` file.
    pub file: PathBuf,
    /// The column of the architectures.
    pub key: String,
    /// The columns, one a seed.
    pub columns: Vec<String>,
}

impl SeedsSource {
    /// Checks the settings; `table` is the label's own file and key column where it comes from a table. An error names
    /// the field.
    pub(crate) fn check(
        config: &SeedsConfig,
        table: Option<(&PathBuf, &String)>,
    ) -> Result<Self, (&'static str, String)> {
        let problem = |text: &str| Err(("seeds", text.to_owned()));
        if config.columns.len() < 2 {
            return problem("name two columns or more: noise shows in the difference between seeds");
        }
        let file = match (&config.file, table) {
            (Some(file), _) | (None, Some((file, _))) => file.clone(),
            (None, None) => return problem("name the file of the table that has the columns"),
        };
        // A file of its own need not call its keys what the label's does.
        let fallback = table.filter(|_| config.file.is_none()).map_or("arch", |(_, key)| key.as_str());
        let key = config.key.clone().unwrap_or_else(|| fallback.to_owned());
        Ok(Self { file, key, columns: config.columns.clone() })
    }

    /// The settings as a config, with nothing left to a default.
    pub(crate) fn resolved(&self) -> SeedsConfig {
        SeedsConfig {
            columns: self.columns.clone(),
            file: Some(self.file.clone()),
            key: Some(self.key.clone()),
        }
    }
}
