use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::{
    plot::{self, Band, Bars, Draw, HeatMap, LabelledPoints, PlotError, Scatter, Style},
    stem::file_stem,
};

/// A plot with the name of its files.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
    #[error("write figure `{stem}`: check that the folder can be written to and the disk has room")]
    Io {
        /// The figure's file name.
        stem: String,
        /// What the system said, with the path.
        #[source]
        source: std::io::Error,
    },
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

    /// Writes `<stem>.svg`, `.pdf`, `.png` and `.csv` into `folder`, which is made if it is absent;
    /// each is whole or not there.
    /// Returns the paths in this order.
    ///
    /// # Errors
    /// [`WriteError`] names the figure and, through its source, the path.
    pub fn write(&self, folder: &Path) -> Result<[PathBuf; 4], WriteError> {
        let stem = self.file_stem();
        let style = Style::default();
        let plot = |source| WriteError::Plot { stem: stem.clone(), source };
        let io = |source| WriteError::Io { stem: stem.clone(), source };
        fs_err::create_dir_all(folder).map_err(io)?;
        let paths = ["svg", "pdf", "png", "csv"].map(|extension| folder.join(format!("{stem}.{extension}")));
        let (svg, csv) = (self.plot.svg(&style).into_bytes(), self.plot.csv().into_bytes());
        let (pdf, png) = (self.plot.pdf(&style).map_err(plot)?, self.plot.png(&style).map_err(plot)?);
        for (path, bytes) in paths.iter().zip([svg, pdf, png, csv]) {
            files::write_whole(path, |file| file.write_all(&bytes)).map_err(io)?;
        }
        Ok(paths)
    }
}
