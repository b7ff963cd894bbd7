use crate::text::push;
use serde::Serialize;

use super::{
    Draw, PlotError, Range, Scale, Theme,
    colour::SERIES,
    frame::{LABEL, TICK, fit, heading},
    raster,
    surface::{Across, Down, Surface, Type},
};
use crate::{
    number::fixed,
    table::{csv_number, csv_quote},
};

/// Horizontal bars from zero, with the number and an optional interval: proxies by rho, accuracy bands by tau.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bars {
    /// One line above the plot.
    pub title: String,
    /// A second line, smaller. By default, none.
    pub subtitle: String,
    /// What the lengths are.
    pub value_label: String,
    /// The bars, from top to bottom.
    pub bars: Vec<Bar>,
    /// Decimals of the numbers beside the bars. By default, 0.
    pub decimals: u8,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bar {
    /// Its name, at the left.
    pub name: String,
    /// Its length; if not finite, no bar and "–".
    pub value: f64,
    /// Ends of the whisker. By default, none.
    pub interval: Option<(f64, f64)>,
    /// Words after the number, for instance the coverage. By default, none.
    pub note: String,
    /// Bars with the same group have the same colour. By default, 0.
    pub group: usize,
}

const LINE: f64 = 26.0;
const WIDTH: f64 = 760.0;
/// More bars than this would make a picture nobody reads.
const MOST: usize = 200;

impl Bars {
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
    /// As [`Bars::svg`].
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, PlotError> {
        raster::png(self, theme)
    }

    /// One line a bar: name, value, low, high, note.
    pub fn csv(&self) -> String {
        let mut text = format!("name,{},low,high,note\n", csv_quote(&self.value_label));
        for bar in &self.bars {
            let (low, high) =
                bar.interval.map_or_else(Default::default, |(l, h)| (csv_number(l), csv_number(h)));
            let (name, note) = (csv_quote(&bar.name), csv_quote(&bar.note));
            push!(text, "{name},{},{low},{high},{note}\n", csv_number(bar.value));
        }
        text
    }

    fn heading(&self) -> f64 {
        if self.subtitle.is_empty() { 46.0 } else { 76.0 }
    }
}

impl Draw for Bars {
    fn title(&self) -> &str {
        &self.title
    }

    fn size(&self) -> (f64, f64) {
        (WIDTH, self.heading() + self.bars.len().clamp(1, MOST) as f64 * LINE + 58.0)
    }

    fn draw(&self, surface: &mut dyn Surface) {
        let theme = surface.theme();
        heading(surface, &self.title, &self.subtitle, WIDTH);
        let bars = &self.bars[..self.bars.len().min(MOST)];
        let widest =
            bars.iter().map(|bar| surface.text_width(&bar.name, LABEL)).fold(40.0, f64::max).min(220.0);
        let text =
            |bar: &Bar| format!("{}  {}", fixed(bar.value, self.decimals), bar.note).trim_end().to_owned();
        let room =
            bars.iter().map(|bar| surface.text_width(&text(bar), TICK)).fold(40.0, f64::max).min(240.0);
        let (left, right) = (16.0 + widest + 10.0, WIDTH - 16.0 - room - 14.0);
        let (top, bottom) = (self.heading(), self.heading() + bars.len().max(1) as f64 * LINE);
        let ends = bars.iter().flat_map(|bar| {
            let (low, high) = bar.interval.unwrap_or((bar.value, bar.value));
            [bar.value, low, high]
        });
        let range = Range::of(Scale::Linear, ends.chain([0.0]), 0.0);
        let place = |value: f64| range.unit(value).map(|unit| left + unit * (right - left));
        for tick in range.ticks(6) {
            let x = left + tick.at * (right - left);
            surface.path(&[(x, top), (x, bottom)], theme.grid(), 0.75);
            let kind = Type::new(TICK, theme.muted(), Across::Middle, Down::Top);
            surface.text((x, bottom + 6.0), &tick.label, kind);
        }
        let zero = place(0.0).unwrap_or(left);
        for (i, bar) in bars.iter().enumerate() {
            let y = top + (i as f64 + 0.5) * LINE;
            let name = fit(surface, &bar.name, LABEL, widest);
            surface.text((left - 8.0, y), &name, Type::new(LABEL, theme.ink(), Across::End, Down::Middle));
            if let Some(end) = place(bar.value) {
                let colour = SERIES[bar.group % SERIES.len()];
                surface.fill((zero.min(end), y - 8.0), (zero.max(end), y + 8.0), colour, 0.85);
            }
            if let Some((Some(low), Some(high))) = bar.interval.map(|(low, high)| (place(low), place(high))) {
                surface.path(&[(low, y), (high, y)], theme.ink(), 1.25);
                for x in [low, high] {
                    surface.path(&[(x, y - 4.0), (x, y + 4.0)], theme.ink(), 1.25);
                }
            }
            let number = fit(surface, &text(bar), TICK, 240.0);
            surface.text(
                (right + 14.0, y),
                &number,
                Type::new(TICK, theme.ink(), Across::Start, Down::Middle),
            );
        }
        surface.path(&[(zero, top), (zero, bottom)], theme.muted(), 1.0);
        let kind = Type::new(LABEL, theme.ink(), Across::Middle, Down::Bottom);
        surface.text((f64::midpoint(left, right), self.size().1 - 12.0), &self.value_label, kind);
    }
}
