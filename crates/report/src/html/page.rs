use serde::{Deserialize, Serialize};

use crate::{CoverageRow, Figures, Table, Warning};

/// Everything the report shows, in the order of the page. Empty parts leave no trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The page's title: what was asked.
    pub title: String,
    /// The study's name.
    pub study: String,
    /// What came out, in sentences, the most important first; [`crate::findings`] writes some.
    pub findings: Vec<String>,
    /// Correlation tables ([`crate::correlation_table`]).
    pub correlations: Vec<Table>,
    /// How many architectures were scored, and why not the others.
    pub coverage: Vec<CoverageRow>,
    /// What may mislead, and what to do about it.
    pub warnings: Vec<Warning>,
    /// Whether the plots stand above the tables of correlations. By default, below.
    pub figures_first: bool,
    /// The plots. A scatter of at most 16,384 points shows the architecture under the pointer, a larger one is
    /// a picture.
    pub figures: Figures,
    /// Further tables: ablation, comparison of proxies, top-k.
    pub tables: Vec<Table>,
    /// Commands that make these numbers again.
    pub commands: Vec<String>,
    /// The resolved configuration.
    pub config_yaml: String,
    /// Program version, machine, threads, and so on: name and value.
    pub environment: Vec<(String, String)>,
}

impl Page {
    /// What a link names to lead to a row of one of the tables of correlations.
    pub fn row_id(table: usize, row: usize) -> String {
        format!("row-{table}-{row}")
    }
}
