use crate::text::push;
use serde::{Deserialize, Serialize};

use super::{
    Draw, Range, Scale,
    colour::{GRID, INK, MUTED, series},
    font,
    frame::{LABEL, PAD, TICK, fit, heading},
    surface::{Across, Down, Surface, Type},
};
use crate::{
    number::{fixed, percent},
    table::{csv_number, csv_quote},
};

/// Horizontal bars from zero, with the number and an optional interval: proxies by rho, accuracy bands by tau.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Whether values are shares, and shown in percent. By default, they are not.
    pub shares: bool,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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

const LINE: f64 = 24.0;
/// More bars than this would make a picture nobody reads.
const MOST: usize = 200;

impl Bars {
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
}

impl Draw for Bars {
    fn draw(&self, surface: &mut Surface) -> f64 {
        let top = heading(surface, &self.title, &self.subtitle);
        let bars = &self.bars[..self.bars.len().min(MOST)];
        let width = surface.width;
        let room =
            |texts: &mut dyn Iterator<Item = f64>, most: f64| texts.fold(40.0, f64::max).min(width * most);
        let names = room(&mut bars.iter().map(|bar| font::width(&bar.name, LABEL)), 0.28);
        let number = |value| if self.shares { percent(value, 1) } else { fixed(value, self.decimals) };
        let text = |bar: &Bar| format!("{}  {}", number(bar.value), bar.note).trim_end().to_owned();
        let numbers = room(&mut bars.iter().map(|bar| font::width(&text(bar), TICK)), 0.43);
        let (left, right) = (PAD + names + 10.0, surface.width - PAD - numbers - 12.0);
        let bottom = top + bars.len().max(1) as f64 * LINE;
        let ends = bars.iter().flat_map(|bar| {
            let (low, high) = bar.interval.unwrap_or((bar.value, bar.value));
            [bar.value, low, high]
        });
        let range = Range::of(Scale::Linear, ends.chain([0.0]), 0.0);
        let place = |value: f64| range.unit(value).map(|unit| left + unit * (right - left));
        for tick in range.ticks((((right - left) / 50.0) as usize).min(7)) {
            let x = left + tick.at * (right - left);
            surface.path(&[(x, top), (x, bottom)], GRID, 0.75);
            surface.text((x, bottom + 6.0), &tick.label, Type::new(TICK, MUTED, Across::Middle, Down::Top));
        }
        let zero = place(0.0).unwrap_or(left);
        for (i, bar) in bars.iter().enumerate() {
            let y = top + (i as f64 + 0.5) * LINE;
            let name = fit(&bar.name, LABEL, names);
            surface.text((left - 8.0, y), &name, Type::new(LABEL, INK, Across::End, Down::Middle));
            if let Some(end) = place(bar.value) {
                surface.fill((zero.min(end), y - 7.0), (zero.max(end), y + 7.0), series(bar.group).0, 0.8);
            }
            if let Some((Some(low), Some(high))) = bar.interval.map(|(low, high)| (place(low), place(high))) {
                surface.path(&[(low, y), (high, y)], INK, 1.25);
                for x in [low, high] {
                    surface.path(&[(x, y - 4.0), (x, y + 4.0)], INK, 1.25);
                }
            }
            let number = fit(&text(bar), TICK, numbers);
            surface.text((right + 12.0, y), &number, Type::new(TICK, INK, Across::Start, Down::Middle));
        }
        surface.path(&[(zero, top), (zero, bottom)], MUTED, 1.0);
        let label = fit(&self.value_label, LABEL, surface.width - 2.0 * PAD);
        let kind = Type::new(LABEL, INK, Across::Middle, Down::Top);
        surface.text((f64::midpoint(left, right), bottom + TICK * 1.4 + 8.0), &label, kind);
        bottom + TICK * 1.4 + LABEL * 1.4 + 8.0 + PAD * 0.5
    }
}
