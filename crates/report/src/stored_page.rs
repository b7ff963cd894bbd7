use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::plot::ScatterError;
use crate::{Output, Page, Plot, Table, WriteError, coverage_table, html, latex, markdown, stem};

/// A page as it lies in a folder, so that it can be made again without any of the data behind it: `page.yaml`, beside the
/// points of its scatters, which are in `plots/*.csv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredPage {
    /// [`StoredPage::VERSION`].
    version: u32,
    /// How its figures were written.
    pub output: Output,
    /// The page.
    pub page: Page,
}

/// The file of a page within a folder.
const NAME: &str = "page.yaml";
const PLOTS: &str = "plots";

/// Why a page could not be read back.
#[derive(Debug, thiserror::Error)]
pub enum StoredPageError {
    /// The folder holds none.
    #[error(
        "{path} is not there: only the folder of a finished run holds one (`--resume` makes it again without scoring)"
    )]
    Absent {
        /// `page.yaml`.
        path: PathBuf,
    },
    /// A file can't be read.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// Another version of the program wrote it.
    #[error(
        "{path} has version {found}, and this program reads {}: `--resume` makes it again without scoring",
        StoredPage::VERSION
    )]
    Version {
        /// `page.yaml`.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// It is no page.
    #[error("{path}: {reason}")]
    Format {
        /// `page.yaml`.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
    /// The points of a scatter are wrong.
    #[error("{path}: {source}")]
    Points {
        /// The CSV file.
        path: PathBuf,
        /// What is wrong, and in which row.
        source: ScatterError,
    },
}

/// Only the version, of whatever else.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl StoredPage {
    /// Grows with every change after which older pages can't be read.
    pub const VERSION: u32 = 1;

    /// A page to be written.
    pub fn new(page: Page, output: Output) -> Self {
        Self { version: Self::VERSION, output, page }
    }

    /// Writes everything: `report.html`, `page.yaml`, `plots/` and `tables/`.
    ///
    /// # Errors
    /// If a file can't be written, or a picture not made.
    pub fn write(&self, folder: &Path) -> Result<(), WriteError> {
        for figure in &self.page.figures {
            figure.write(&folder.join(PLOTS), &self.output)?;
        }
        let text = serde_yaml::to_string(self).map_err(std::io::Error::other)?;
        files::write_whole(&folder.join(NAME), |file| file.write_all(text.as_bytes()))?;
        self.write_page(folder)
    }

    /// Writes `report.html` and `tables/` alone.
    ///
    /// # Errors
    /// If a file can't be written.
    pub fn write_page(&self, folder: &Path) -> Result<(), WriteError> {
        write_tables(&folder.join("tables"), &self.page)?;
        let page = html::render(&self.page);
        Ok(files::write_whole(&folder.join("report.html"), |file| file.write_all(page.as_bytes()))?)
    }

    /// Draws figures again, all or those with these names, into the folder's `plots/`; returns what was written.
    ///
    /// # Errors
    /// If a file can't be written, or a picture not made.
    pub fn draw(&self, folder: &Path, names: &[String], output: &Output) -> Result<Vec<PathBuf>, WriteError> {
        let wanted = |name: &String| names.is_empty() || names.contains(name);
        let mut paths = Vec::new();
        for figure in self.page.figures.iter().filter(|figure| wanted(&figure.stem)) {
            paths.extend(figure.draw(&folder.join(PLOTS), output)?);
        }
        Ok(paths)
    }

    /// Reads what [`StoredPage::write`] wrote.
    ///
    /// # Errors
    /// If there is none, or it is damaged.
    pub fn read(folder: &Path) -> Result<Self, StoredPageError> {
        let path = folder.join(NAME);
        if !path.exists() {
            return Err(StoredPageError::Absent { path });
        }
        let text = files::read_text(&path, files::Limit::input()?)?;
        if let Some((line, what)) = files::too_deep(&text) {
            let reason = format!("{what} in line {line} are no page: is it the right file?");
            return Err(StoredPageError::Format { path, reason });
        }
        let format = |error: serde_yaml::Error| StoredPageError::Format {
            path: path.clone(),
            reason: error.to_string(),
        };
        let Version { version: found } = serde_yaml::from_str(&text).map_err(format)?;
        if found != Self::VERSION {
            return Err(StoredPageError::Version { path, found });
        }
        let mut kept: Self = serde_yaml::from_str(&text).map_err(format)?;
        for figure in kept.page.figures.iter_mut() {
            let Plot::Scatter(scatter) = &mut figure.plot else { continue };
            let path = folder.join(PLOTS).join(format!("{}.csv", figure.stem));
            let text = files::read_text(&path, files::Limit::input()?)?;
            scatter.read_points(&text).map_err(|source| StoredPageError::Points { path, source })?;
        }
        Ok(kept)
    }
}

/// Every table of a page as LaTeX and as Markdown, named after its caption.
fn write_tables(folder: &Path, page: &Page) -> std::io::Result<()> {
    let coverage = (!page.coverage.is_empty()).then(|| coverage_table(&page.coverage));
    let tables: Vec<&Table> = page.correlations.iter().chain(&coverage).chain(&page.tables).collect();
    let mut stems: Vec<String> = tables.iter().map(|table| stem::of_words(&table.caption)).collect();
    stem::set_apart(stems.iter_mut());
    if !tables.is_empty() {
        fs_err::create_dir_all(folder)?;
    }
    for (table, stem) in tables.into_iter().zip(stems) {
        for (extension, text) in [("tex", latex(table)), ("md", markdown(table))] {
            let path = folder.join(format!("{stem}.{extension}"));
            files::write_whole(&path, |file| file.write_all(text.as_bytes()))?;
        }
    }
    Ok(())
}
