//! The points of interactive scatters as compact JSON, each column stored once for the whole page.

use std::collections::BTreeMap;

use super::{json::json_string, names};
use crate::plot::{Range, Scale, Scatter, VIRIDIS};

/// Scatters of more points become pictures: a browser redraws this many without a pause.
pub(super) const MOST_POINTS: usize = 16_384;
/// Scatters beyond so many bytes of points in all become pictures, so that the file stays small.
const MOST_BYTES: usize = 1_500_000;

/// Collects columns and plots while the page is written.
#[derive(Default)]
pub(super) struct Points {
    columns: Pool,
    names: Pool,
    plots: Vec<String>,
}

/// Texts by number, each stored once.
#[derive(Default)]
struct Pool {
    texts: Vec<String>,
    indices: BTreeMap<String, usize>,
    bytes: usize,
}

impl Pool {
    fn index(&mut self, text: String) -> usize {
        if let Some(index) = self.indices.get(&text) {
            return *index;
        }
        self.bytes += text.len();
        self.texts.push(text.clone());
        self.indices.insert(text, self.texts.len() - 1);
        self.texts.len() - 1
    }
}

impl Points {
    /// Adds a scatter for the canvas `id`; false if it is too large or the page is full.
    pub(super) fn add(&mut self, id: &str, scatter: &Scatter) -> bool {
        if scatter.len() > MOST_POINTS || self.columns.bytes + self.names.bytes > MOST_BYTES {
            return false;
        }
        let n = scatter.len();
        let (x, y) = scatter.ranges();
        let counts = scatter.counts();
        let xs = self.columns.index(column(&scatter.xs[..n]));
        let ys = self.columns.index(column(&scatter.ys[..n]));
        let colour = match (&scatter.colour, scatter.colour_range()) {
            (Some(colour), Some(range)) => {
                let index = self.columns.index(column(&colour.values[..colour.values.len().min(n)]));
                axis(&colour.label, &range, index, 5)
            }
            _ => "null".to_owned(),
        };
        let names = if scatter.names.is_empty() {
            "null".to_owned()
        } else {
            self.names.index(names::encode(&scatter.names[..scatter.names.len().min(n)])).to_string()
        };
        self.plots.push(format!(
            "{{\"id\":{},\"x\":{},\"y\":{},\"c\":{colour},\"note\":{},\"names\":{names},\"strips\":[{},{}]}}",
            json_string(id),
            axis(&scatter.x.shown(), &x, xs, 7),
            axis(&scatter.y.shown(), &y, ys, 6),
            json_string(&scatter.note),
            counts.without_x > 0,
            counts.without_y > 0,
        ));
        true
    }

    /// The JSON text for the script element; `None` if there is no interactive plot.
    pub(super) fn json(&self) -> Option<String> {
        if self.plots.is_empty() {
            return None;
        }
        let viridis: Vec<String> = VIRIDIS.iter().map(|c| format!("[{},{},{}]", c.0, c.1, c.2)).collect();
        Some(format!(
            "{{\"viridis\":[{}],\"columns\":[{}],\"names\":[{}],\"plots\":[{}]}}",
            viridis.join(","),
            self.columns.texts.join(","),
            self.names.texts.join(","),
            self.plots.join(",")
        ))
    }
}

fn axis(label: &str, range: &Range, column: usize, ticks: usize) -> String {
    let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(",");
    format!(
        "{{\"label\":{},\"log\":{},\"knots\":[{}],\"breaks\":[{}],\"ticks\":[{}],\"column\":{column}}}",
        json_string(label),
        range.scale == Scale::Log,
        list(&mut range.knots.iter().map(|(value, at)| format!("[{},{at:.5}]", number(*value, 12)))),
        list(&mut range.breaks().map(|at| format!("{at:.5}"))),
        list(&mut range.ticks(ticks).iter().map(|tick| format!(
            "[{:.5},{}]",
            tick.at,
            json_string(&tick.label)
        ))),
    )
}

fn column(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().map(|value| number(*value, 6)).collect();
    format!("[{}]", values.join(","))
}

/// At most `digits` significant digits in the shortest of both notations; `null` is the JSON for no number.
fn number(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let rounded: f64 = format!("{value:.*e}", digits - 1).parse().unwrap_or(value);
    let (plain, scientific) = (format!("{rounded}"), format!("{rounded:e}"));
    if plain.len() <= scientific.len() { plain } else { scientific }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_valid_json() {
        let shown =
            [0.0, 93.660_000_01, 1.0 / 3.0, 1e-45, -1.5e300, f64::NAN, 10_000_000.0].map(|v| number(v, 6));
        assert_eq!(shown, ["0", "93.66", "0.333333", "1e-45", "-1.5e300", "null", "1e7"]);
        for text in shown {
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn columns_are_stored_once() {
        let scatter = Scatter { xs: vec![1.0, 2.0], ys: vec![1.0, 2.0], ..Scatter::default() };
        let mut points = Points::default();
        assert!(points.add("a", &scatter) && points.add("b", &scatter));
        let json = points.json().unwrap_or_default();
        assert!(json.contains("\"columns\":[[1,2]]"), "{json}");
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
    }
}
