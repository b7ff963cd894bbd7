//! Pages and figures of finished runs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `plot`.
#[derive(Debug, Args)]
pub struct PlotArguments {
    /// The run's folder; the figures go into plots/ in it.
    pub run: PathBuf,
    /// A figure, by the name of its files. Can be given several times [default: all].
    #[arg(long, value_name = "NAME")]
    pub figure: Vec<String>,
    /// Width, such as 84mm, 8.4cm or 3.3in [default: that of the run].
    #[arg(long, value_name = "LENGTH", value_parser = millimetres)]
    pub width: Option<f64>,
    /// Size of the labels in points [default: that of the run].
    #[arg(long, value_name = "POINTS")]
    pub font_size: Option<f64>,
    /// Where the title stands [default: as in the run].
    #[arg(long, value_enum)]
    pub title: Option<TitleArgument>,
    /// Kinds of file: svg, pdf, png [default: those of the run].
    #[arg(long, value_name = "FORMAT[,FORMAT]", value_delimiter = ',')]
    pub format: Vec<report::Format>,
}

/// Where the title of a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TitleArgument {
    /// Above the plot.
    Above,
    /// Nowhere: a paper has a caption below it.
    None,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// The folder of a run, whose report.html and tables/ are written again; or those of several, which make
    /// side-by-side.html in the first.
    #[arg(value_name = "RUN", required = true)]
    pub runs: Vec<PathBuf>,
    /// Show it in the browser.
    #[arg(long)]
    pub open: bool,
}

/// A length in millimetres.
fn millimetres(text: &str) -> Result<f64, String> {
    const UNITS: [(&str, f64); 4] = [("mm", 1.0), ("cm", 10.0), ("in", 25.4), ("", 1.0)];
    let found = UNITS.iter().find_map(|(unit, size)| Some((text.strip_suffix(unit)?, size)));
    let length = found.and_then(|(number, size)| Some(number.trim().parse::<f64>().ok()? * size));
    length
        .filter(|length| length.is_finite())
        .ok_or_else(|| "give a length such as 84mm, 8.4cm or 3.3in".to_owned())
}
