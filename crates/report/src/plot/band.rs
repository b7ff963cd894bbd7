use crate::text::push;
use serde::Serialize;

use super::{
    Axis, Draw, PlotError, Range, Theme,
    colour::SERIES,
    frame::{Frame, LABEL, TICK},
    raster,
    surface::{Across, Down, Surface, Type},
};
use crate::table::{csv_number, csv_quote};

/// Lines with a band around each: the median over repetitions, between the least and the greatest.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Band {
    /// One line above the plot.
    pub title: String,
    /// A second line, smaller. By default, none.
    pub subtitle: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The lines, each in its colour.
    pub series: Vec<BandSeries>,
}

/// One line of a [`Band`]. All vectors are as long as `xs`; a value that is not finite breaks the line.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BandSeries {
    /// The name in the legend.
    pub name: String,
    /// Horizontal values, ascending.
    pub xs: Vec<f64>,
    /// The line.
    pub median: Vec<f64>,
    /// Lower edge of the band.
    pub low: Vec<f64>,
    /// Upper edge of the band.
    pub high: Vec<f64>,
}

/// Longer lines are drawn without dots.
const MOST_DOTS: usize = 40;

impl Band {
    /// A stand-alone SVG.
    ///
    /// # Errors
    /// [`PlotError`] if the drawing backend fails; never because of the values.
    pub fn svg(&self, theme: Theme) -> Result<String, PlotError> {
        raster::svg(self, theme)
    }

    /// PNG bytes.
    ///
    /// # Errors
    /// As [`Band::svg`].
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, PlotError> {
        raster::png(self, theme)
    }

    /// One line a point: `series`, x, median, low, high.
    pub fn csv(&self) -> String {
        let mut text = format!("series,{},median,low,high\n", csv_quote(&self.x.label));
        for series in &self.series {
            for (i, x) in series.xs.iter().enumerate() {
                let at = |values: &[f64]| values.get(i).map(|value| csv_number(*value)).unwrap_or_default();
                let [median, low, high] =
                    [&series.median, &series.low, &series.high].map(|values| at(values));
                let name = csv_quote(&series.name);
                push!(text, "{name},{},{median},{low},{high}\n", csv_number(*x));
            }
        }
        text
    }
}

impl BandSeries {
    /// Runs of neighbouring points where all of `columns` are finite and have a place.
    fn runs(&self, place: &dyn Fn(usize) -> Option<Vec<(f64, f64)>>) -> Vec<Vec<Vec<(f64, f64)>>> {
        let mut runs = vec![Vec::new()];
        for i in 0..self.xs.len() {
            match (place(i), runs.last_mut()) {
                (Some(places), Some(run)) => run.push(places),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }
}

impl Draw for Band {
    fn title(&self) -> &str {
        &self.title
    }

    fn size(&self) -> (f64, f64) {
        (760.0, 440.0)
    }

    fn draw(&self, surface: &mut dyn Surface) {
        let theme = surface.theme();
        let xs = self.series.iter().flat_map(|series| series.xs.iter().copied());
        let ys = self.series.iter().flat_map(|s| s.median.iter().chain(&s.low).chain(&s.high).copied());
        let (x, y) = (Range::of(self.x.scale, xs, 0.03), Range::of(self.y.scale, ys, 0.06));
        let frame = Frame {
            title: &self.title,
            subtitle: &self.subtitle,
            size: self.size(),
            x: (&self.x.label, x),
            y: (&self.y.label, y),
            colour_bar: false,
            strips: (false, false),
        };
        let field = frame.draw(surface);
        let colour = |i: usize| SERIES[i % SERIES.len()];
        for (i, series) in self.series.iter().enumerate() {
            let edges = |k: usize| {
                let at = |values: &[f64]| values.get(k).and_then(|value| y.unit(*value)).map(|u| field.y(u));
                let x = field.x(x.unit(series.xs[k])?);
                Some(vec![(x, at(&series.low)?), (x, at(&series.high)?)])
            };
            for run in series.runs(&edges).iter().filter(|run| run.len() > 1) {
                let outline: Vec<(f64, f64)> =
                    run.iter().map(|p| p[0]).chain(run.iter().rev().map(|p| p[1])).collect();
                surface.area(&outline, colour(i), 0.18);
            }
        }
        for (i, series) in self.series.iter().enumerate() {
            let median = |k: usize| {
                let y = series.median.get(k).and_then(|value| y.unit(*value))?;
                Some(vec![(field.x(x.unit(series.xs[k])?), field.y(y))])
            };
            for run in series.runs(&median) {
                let line: Vec<(f64, f64)> = run.iter().map(|p| p[0]).collect();
                surface.path(&line, colour(i), 1.75);
                // Dots as close as a line is wide would only make it thick.
                for place in line.into_iter().filter(|_| series.xs.len() <= MOST_DOTS) {
                    surface.dot(place, 3.0, colour(i), 1.0);
                }
            }
        }
        if self.series.len() > 1 {
            legend(surface, &self.series, (field.right, field.bottom), theme);
        }
    }
}

/// Names in their colours, in the lower right corner on a ground that lets them be read over lines.
fn legend(surface: &mut dyn Surface, series: &[BandSeries], corner: (f64, f64), theme: Theme) {
    let widest = series.iter().map(|s| surface.text_width(&s.name, LABEL)).fold(0.0, f64::max);
    let line = LABEL * 1.5;
    let (width, height) = (widest + 38.0, series.len() as f64 * line + 8.0);
    let start = (corner.0 - width - 8.0, corner.1 - height - 8.0);
    surface.fill(start, (start.0 + width, start.1 + height), theme.background(), 0.85);
    for (i, series) in series.iter().enumerate() {
        let y = start.1 + 4.0 + (i as f64 + 0.5) * line;
        surface.path(&[(start.0 + 6.0, y), (start.0 + 24.0, y)], SERIES[i % SERIES.len()], 2.5);
        let kind = Type::new(TICK, theme.ink(), Across::Start, Down::Middle);
        surface.text((start.0 + 30.0, y), &series.name, kind);
    }
}
