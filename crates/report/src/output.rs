use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::plot::Style;

/// How pictures are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// The kinds of file. By default, all.
    pub formats: Vec<Format>,
    /// Their size.
    pub style: Style,
}

impl Default for Output {
    fn default() -> Self {
        Self { formats: Format::ALL.to_vec(), style: Style::default() }
    }
}

/// A kind of picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For browsers and drawing programs.
    Svg,
    /// For papers.
    Pdf,
    /// 300 dots per inch, for everything else.
    Png,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Svg, Self::Pdf, Self::Png];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Png => "png",
        })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.to_string() == text);
        found.ok_or_else(|| format!("`{text}` is no kind of picture: use svg, pdf or png"))
    }
}
