use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the figures of a run are written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "figures", extend("examples" = [{"formats": ["pdf"], "width": 84, "font_size": 8, "titles": false}]))]
pub struct FiguresConfig {
    /// The kinds of file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("items" = {"type": "string", "enum": ["svg", "pdf", "png"]}), extend("default" = ["svg", "pdf", "png"]))]
    pub formats: Option<Vec<String>>,
    /// Width in millimetres; a column of a two-column paper has about 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = 200))]
    pub width: Option<f64>,
    /// Size of the labels in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = 9))]
    pub font_size: Option<f64>,
    /// Whether titles stand above the plots; a paper has captions below them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = true))]
    pub titles: Option<bool>,
}
