use report::plot::Style;
use report::{Format, Output};

use crate::FiguresConfig;

/// Checks how figures are written; an error names the field.
pub(crate) fn check(config: &FiguresConfig) -> Result<Output, (&'static str, String)> {
    let default = Output::default();
    let formats = match &config.formats {
        None => default.formats,
        Some(names) => {
            let formats: Result<Vec<Format>, String> = names.iter().map(|name| name.parse()).collect();
            formats.map_err(|problem| ("formats", problem))?
        }
    };
    let style = Style {
        width: config.width.unwrap_or(default.style.width),
        font_size: config.font_size.unwrap_or(default.style.font_size),
        title: config.titles.unwrap_or(default.style.title),
    };
    style.check()?;
    Ok(Output { formats, style })
}

/// The same as a config, with nothing left to a default.
pub(crate) fn resolved(output: &Output) -> FiguresConfig {
    FiguresConfig {
        formats: Some(output.formats.iter().map(ToString::to_string).collect()),
        width: Some(output.style.width),
        font_size: Some(output.style.font_size),
        titles: Some(output.style.title),
    }
}
