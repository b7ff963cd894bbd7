use crate::text::push;
use serde::{Deserialize, Serialize};

use super::{
    Axis, Draw, Range,
    colour::{INK, MUTED, series},
    font,
    frame::{Field, Frame, Side, TICK, fit},
    surface::{Across, Down, Surface, Type},
};
use crate::table::{csv_number, csv_quote};

/// A few points, each with its name beside it: rho against coverage, one point a proxy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelledPoints {
    /// One line above the plot.
    pub title: String,
    /// A second line, smaller. By default, none.
    pub subtitle: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What the horizontal axis must reach from and to, whatever the points. By default, nothing.
    pub x_reaches: Option<(f64, f64)>,
    /// The points; those that are not finite are left out.
    pub points: Vec<LabelledPoint>,
}

/// One named point.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelledPoint {
    /// Its name.
    pub name: String,
    /// Horizontal value.
    pub x: f64,
    /// Vertical value.
    pub y: f64,
    /// Ends of a vertical whisker. By default, none.
    pub interval: Option<(f64, f64)>,
    /// Points with the same group have the same colour. By default, 0.
    pub group: usize,
}

impl LabelledPoints {
    /// One line a point: name, x, y, low, high.
    pub fn csv(&self) -> String {
        let mut text = format!("name,{},{},low,high\n", csv_quote(&self.x.label), csv_quote(&self.y.label));
        for point in &self.points {
            let (low, high) = point
                .interval
                .map_or_else(Default::default, |(low, high)| (csv_number(low), csv_number(high)));
            let (x, y) = (csv_number(point.x), csv_number(point.y));
            push!(text, "{},{x},{y},{low},{high}\n", csv_quote(&point.name));
        }
        text
    }
}

/// Left, top, right, bottom.
type Extent = (f64, f64, f64, f64);

fn overlap(a: Extent, b: Extent) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// The first place around the point where the name covers nothing; the last one tried if there is none.
fn place_name(at: (f64, f64), width: f64, field: &Field, taken: &[Extent]) -> Extent {
    let height = TICK * 1.2;
    let mut extent = (0.0, 0.0, 0.0, 0.0);
    for ring in 0..24 {
        let far = f64::from(ring) * height / 2.0;
        let right = (at.0 + 8.0, at.1 - height / 2.0);
        let left = (at.0 - 8.0 - width, right.1);
        let middle = at.0 - width / 2.0;
        let places = [
            (right.0, right.1 - far),
            (left.0, left.1 - far),
            (right.0, right.1 + far),
            (left.0, left.1 + far),
            (middle, at.1 - 7.0 - height - far),
            (middle, at.1 + 7.0 + far),
        ];
        for (x, y) in places {
            extent = (x, y, x + width, y + height);
            let inside = x >= field.left + 2.0
                && extent.2 <= field.right + 6.0
                && y >= field.top - 2.0
                && extent.3 <= field.bottom - 1.0;
            if inside && !taken.iter().any(|other| overlap(extent, *other)) {
                return extent;
            }
        }
    }
    extent
}

impl Draw for LabelledPoints {
    fn draw(&self, surface: &mut Surface) -> f64 {
        let reached = self.x_reaches.into_iter().flat_map(|(from, to)| [from, to]);
        let xs = self.points.iter().map(|point| point.x).chain(reached);
        let ys = self.points.iter().flat_map(|point| {
            let (low, high) = point.interval.unwrap_or((point.y, point.y));
            [point.y, low, high]
        });
        let (x, y) = (Range::of(self.x.scale, xs, 0.04), Range::of(self.y.scale, ys, 0.06));
        let frame = Frame {
            title: &self.title,
            subtitle: &self.subtitle,
            height: (surface.width * 0.46 + 20.0).max(self.points.len() as f64 * TICK * 1.5),
            x: Side { label: &self.x.shown(), range: &x, ticks: None },
            y: Side { label: &self.y.shown(), range: &y, ticks: None },
            room: 8.0,
            strips: (false, false),
        };
        let field = frame.draw(surface);
        let placed: Vec<(&LabelledPoint, (f64, f64))> = self
            .points
            .iter()
            .filter_map(|point| Some((point, (field.x(x.unit(point.x)?), field.y(y.unit(point.y)?)))))
            .collect();
        let mut taken: Vec<Extent> = Vec::new();
        for (point, at) in &placed {
            let (colour, mark) = series(point.group);
            if let Some((Some(low), Some(high))) = point.interval.map(|(l, h)| (y.unit(l), y.unit(h))) {
                let (low, high) = (field.y(low), field.y(high));
                surface.path(&[(at.0, low), (at.0, high)], colour, 1.25);
                taken.push((at.0 - 1.0, high, at.0 + 1.0, low));
            }
            surface.mark(*at, mark, 4.0, colour);
            taken.push((at.0 - 5.0, at.1 - 5.0, at.0 + 5.0, at.1 + 5.0));
        }
        for (point, at) in &placed {
            let name = fit(&point.name, TICK, (field.right - field.left) / 2.0);
            let extent = place_name(*at, font::width(&name, TICK), &field, &taken);
            let middle = f64::midpoint(extent.1, extent.3);
            surface.text((extent.0, middle), &name, Type::new(TICK, INK, Across::Start, Down::Middle));
            // Far from its point, a name needs a line to it.
            if (middle - at.1).abs() > 18.0 {
                let end = if extent.0 > at.0 {
                    (extent.0 - 2.0, middle)
                } else if extent.2 < at.0 {
                    (extent.2 + 2.0, middle)
                } else {
                    (at.0, if middle > at.1 { extent.1 } else { extent.3 })
                };
                surface.path(&[*at, end], MUTED, 0.6);
            }
            taken.push(extent);
        }
        field.end
    }
}
