//! `epsilon plot`.

use report::{Output, StoredPage};

use crate::arguments::{PlotArguments, TitleArgument};
use crate::exit::{Exit, UsageError};
use crate::output;

/// Draws figures of a finished run again, and prints their paths.
pub fn plot(arguments: &PlotArguments) -> anyhow::Result<Exit> {
    let kept = StoredPage::read(&arguments.run)?;
    let known: Vec<&str> = kept.page.figures.iter().map(|figure| figure.stem.as_str()).collect();
    if let Some(name) = arguments.figure.iter().find(|name| !known.contains(&name.as_str())) {
        let problem = format!("--figure: there is no figure `{name}`; there are {}", known.join(", "));
        return Err(UsageError(problem).into());
    }
    let Output { mut formats, mut style } = kept.output.clone();
    if !arguments.format.is_empty() {
        formats.clone_from(&arguments.format);
    }
    style.width = arguments.width.unwrap_or(style.width);
    style.font_size = arguments.font_size.unwrap_or(style.font_size);
    style.title = arguments.title.map_or(style.title, |title| title == TitleArgument::Above);
    style
        .check()
        .map_err(|(field, problem)| UsageError(format!("--{}: {problem}", field.replace('_', "-"))))?;
    for path in kept.draw(&arguments.run, &arguments.figure, &Output { formats, style })? {
        output::print(&format!("{}\n", report::printable(&path.display().to_string())));
    }
    Ok(Exit::Ok)
}
