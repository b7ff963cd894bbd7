use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{
    Format, Output,
    plot::{self, Band, Bars, Draw, HeatMap, LabelledPoints, PlotError, Scatter, Style},
    stem::file_stem,
};

/// A plot with the name of its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// File name without extension, also the anchor in the page: `epsilon-f32-cifar10-test`. What no file name may
    /// hold is replaced, and [`crate::Figures`] sets apart those that would be the same.
    pub stem: String,
    /// Sentences below the plot. By default, none.
    pub caption: String,
    /// The plot.
    pub plot: Plot,
}

/// Any of the plots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plot {
    /// Points or their density.
    Scatter(Scatter),
    /// A matrix.
    HeatMap(HeatMap),
    /// Lines with bands.
    Band(Band),
    /// Horizontal bars.
    Bars(Bars),
    /// Few points with names.
    Labelled(LabelledPoints),
}

/// Why the files of a figure could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The picture could not be made.
    #[error("draw figure `{stem}`")]
    Plot {
        /// The figure's file name.
        stem: String,
        /// What went wrong.
        #[source]
        source: PlotError,
    },
    /// A file could not be written; the message names it.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Plot {
    /// The plot's title.
    pub fn title(&self) -> &str {
        match self {
            Self::Scatter(plot) => &plot.title,
            Self::HeatMap(plot) => &plot.title,
            Self::Band(plot) => &plot.title,
            Self::Bars(plot) => &plot.title,
            Self::Labelled(plot) => &plot.title,
        }
    }

    /// The same, to be changed.
    pub(crate) fn title_mut(&mut self) -> &mut String {
        match self {
            Self::Scatter(plot) => &mut plot.title,
            Self::HeatMap(plot) => &mut plot.title,
            Self::Band(plot) => &mut plot.title,
            Self::Bars(plot) => &mut plot.title,
            Self::Labelled(plot) => &mut plot.title,
        }
    }

    fn drawn(&self) -> &dyn Draw {
        match self {
            Self::Scatter(plot) => plot,
            Self::HeatMap(plot) => plot,
            Self::Band(plot) => plot,
            Self::Bars(plot) => plot,
            Self::Labelled(plot) => plot,
        }
    }

    /// A stand-alone SVG document.
    pub fn svg(&self, style: &Style) -> String {
        plot::svg(self.drawn(), style)
    }

    /// A PDF of one page, as large as the figure.
    ///
    /// # Errors
    /// If the drawing can't be converted; never because of the values.
    pub fn pdf(&self, style: &Style) -> Result<Vec<u8>, PlotError> {
        plot::pdf(&self.svg(style))
    }

    /// A PNG with 300 dots per inch.
    ///
    /// # Errors
    /// As [`Plot::pdf`].
    pub fn png(&self, style: &Style) -> Result<Vec<u8>, PlotError> {
        plot::png(&self.svg(style), plot::PRINT)
    }

    /// A PNG for a screen, smaller than the one for print.
    pub(crate) fn picture(&self) -> Result<Vec<u8>, PlotError> {
        plot::png(&self.svg(&Style::default()), plot::SCREEN)
    }

    /// An SVG to stand inside a page, and whether parts of it lead elsewhere.
    pub(crate) fn in_page(&self) -> (String, bool) {
        plot::in_page(self.drawn())
    }

    /// The values behind the plot.
    pub fn csv(&self) -> String {
        match self {
            Self::Scatter(plot) => plot.csv(),
            Self::HeatMap(plot) => plot.csv(),
            Self::Band(plot) => plot.csv(),
            Self::Bars(plot) => plot.csv(),
            Self::Labelled(plot) => plot.csv(),
        }
    }
}

impl Figure {
    /// The stem as a file name that every file system takes.
    pub fn file_stem(&self) -> String {
        file_stem(&self.stem)
    }

    /// Writes the pictures into `folder`, which is made if it is absent, and the values behind them as `<stem>.csv`; each
    /// is whole or not there.
    ///
    /// # Errors
    /// If the picture can't be made, which the error names, or a file not written.
    pub fn write(&self, folder: &Path, output: &Output) -> Result<(), WriteError> {
        self.draw(folder, output)?;
        let csv = folder.join(self.file_stem() + ".csv");
        Ok(files::write_whole(&csv, |file| file.write_all(self.plot.csv().as_bytes()))?)
    }

    /// Writes the pictures alone, and returns their paths.
    ///
    /// # Errors
    /// As [`Figure::write`].
    pub fn draw(&self, folder: &Path, output: &Output) -> Result<Vec<PathBuf>, WriteError> {
        let stem = self.file_stem();
        fs_err::create_dir_all(folder)?;
        let mut paths = Vec::new();
        for format in &output.formats {
            let bytes = match format {
                Format::Svg => Ok(self.plot.svg(&output.style).into_bytes()),
                Format::Pdf => self.plot.pdf(&output.style),
                Format::Png => self.plot.png(&output.style),
            };
            let bytes = bytes.map_err(|source| WriteError::Plot { stem: stem.clone(), source })?;
            let path = folder.join(format!("{stem}.{format}"));
            files::write_whole(&path, |file| file.write_all(&bytes))?;
            paths.push(path);
        }
        Ok(paths)
    }
}
