use serde::{Deserialize, Serialize};

/// How the figures of a run are written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FiguresConfig {
    /// `svg`, `pdf` and `png`. By default, all three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<String>>,
    /// Width in millimetres; a column of a two-column paper has about 84. By default, 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
    /// Size of the labels in points. By default, 9.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font_size: Option<f64>,
    /// Whether titles stand above the plots. By default, true; a paper has captions below them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub titles: Option<bool>,
}
