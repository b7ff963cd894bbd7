use crate::text::push;
use serde::{Deserialize, Serialize};

use super::{
    Axis, Draw, Range, Scale,
    colour::{INK, series},
    font,
    frame::{Field, Frame, Side, TICK, fit},
    surface::{Across, Down, Surface, Type},
};
use crate::table::{csv_number, csv_quote};

/// Lines with a band around each: the median over repetitions, between the least and the greatest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BandSeries {
    /// The name, beside the end of the line.
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

/// Marks of a line that are closer than this are left out.
const APART: f64 = 14.0;

impl Band {
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

/// More places than this along the axis have ticks at round values, not at each.
const MOST_TICKS: usize = 12;
/// Height of a line of names beside the plot.
const LINE: f64 = TICK * 1.25;

impl Band {
    /// All horizontal values that a line has a point at, ascending.
    fn places(&self) -> Vec<f64> {
        let mut places: Vec<f64> =
            self.series.iter().flat_map(|series| &series.xs).copied().filter(|x| x.is_finite()).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        places
    }
}

impl Draw for Band {
    fn draw(&self, surface: &mut Surface) -> f64 {
        let places = self.places();
        let ys = self.series.iter().flat_map(|s| s.median.iter().chain(&s.low).chain(&s.high).copied());
        let x = Range::of(self.x.scale, places.iter().copied(), 0.03);
        let y = Range::of(self.y.scale, ys, 0.06);
        let named = self.series.len() > 1;
        let widest = self.series.iter().map(|series| font::width(&series.name, TICK)).fold(0.0, f64::max);
        let names = if named { widest.min(surface.width * 0.36) } else { 0.0 };
        let few = places.len() <= MOST_TICKS && self.x.scale != Scale::Rank;
        let frame = Frame {
            title: &self.title,
            subtitle: &self.subtitle,
            height: (surface.width * 0.42 + 20.0).max(self.series.len() as f64 * LINE),
            x: Side { label: &self.x.shown(), range: &x, ticks: few.then(|| x.ticks_at(&places)) },
            y: Side { label: &self.y.shown(), range: &y, ticks: None },
            room: if named { names + 26.0 } else { 8.0 },
            strips: (false, false),
        };
        let field = frame.draw(surface);
        let place =
            |values: &[f64], k: usize| values.get(k).and_then(|value| y.unit(*value)).map(|u| field.y(u));
        for (i, line) in self.series.iter().enumerate() {
            let edges = |k: usize| {
                let x = field.x(x.unit(line.xs[k])?);
                Some(vec![(x, place(&line.low, k)?), (x, place(&line.high, k)?)])
            };
            for run in line.runs(&edges).iter().filter(|run| run.len() > 1) {
                let outline: Vec<(f64, f64)> =
                    run.iter().map(|p| p[0]).chain(run.iter().rev().map(|p| p[1])).collect();
                surface.area(&outline, series(i).0, 0.15);
            }
        }
        let mut ends = Vec::new();
        for (i, line) in self.series.iter().enumerate() {
            let (colour, mark) = series(i);
            let median = |k: usize| Some(vec![(field.x(x.unit(line.xs[k])?), place(&line.median, k)?)]);
            let mut end = None;
            for run in line.runs(&median) {
                let points: Vec<(f64, f64)> = run.iter().map(|p| p[0]).collect();
                surface.path(&points, colour, 1.6);
                // Marks as close as they are wide would only make the line thick; one says which line it is.
                let mut taken = f64::INFINITY;
                for at in points.iter().rev() {
                    if at.0 <= taken - APART {
                        surface.mark(*at, mark, 3.2, colour);
                        taken = at.0;
                    }
                }
                end = points.last().copied();
            }
            ends.extend(end.map(|at| (i, at)));
        }
        if named {
            self.name(surface, &field, &ends, names);
        }
        field.end
    }
}

impl Band {
    /// Names beside the ends of their lines, moved apart where they would cover each other.
    fn name(&self, surface: &mut Surface, field: &Field, ends: &[(usize, (f64, f64))], width: f64) {
        let mut ends = ends.to_vec();
        ends.sort_by(|a, b| a.1.1.total_cmp(&b.1.1));
        let heights: Vec<f64> = ends.iter().map(|(_, at)| at.1).collect();
        for ((i, at), y) in ends.iter().zip(apart(&heights, LINE, field.top, field.bottom)) {
            let (colour, mark) = series(*i);
            let left = field.right + 8.0;
            surface.path(&[*at, (field.right + 2.0, y), (left, y)], colour, 0.6);
            surface.mark((left + 3.0, y), mark, 3.2, colour);
            let kind = Type::new(TICK, INK, Across::Start, Down::Middle);
            surface.text((left + 11.0, y), &fit(&self.series[*i].name, TICK, width), kind);
        }
    }
}

/// Ascending heights, moved as little as it takes to be `step` apart and between both ends, if there is room.
pub(super) fn apart(heights: &[f64], step: f64, top: f64, bottom: f64) -> Vec<f64> {
    // Groups of names that touch: where the first stands, and how many there are.
    let mut groups: Vec<(f64, Vec<f64>)> = Vec::new();
    let start = |heights: &[f64]| {
        let wanted = heights.iter().enumerate().map(|(k, y)| y - k as f64 * step).sum::<f64>();
        let last = bottom - (heights.len() - 1) as f64 * step;
        (wanted / heights.len() as f64).min(last).max(top)
    };
    for &height in heights {
        let mut group = vec![height];
        while let Some((above, members)) = groups.last() {
            if above + members.len() as f64 * step <= start(&group) {
                break;
            }
            let mut joined = members.clone();
            joined.append(&mut group);
            group = joined;
            groups.pop();
        }
        groups.push((start(&group), group));
    }
    groups.iter().flat_map(|(y, group)| (0..group.len()).map(move |k| y + k as f64 * step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_move_apart_and_no_further() {
        assert_eq!(apart(&[10.0, 50.0], 10.0, 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(apart(&[50.0, 50.0], 10.0, 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(apart(&[0.0, 1.0, 2.0], 10.0, 0.0, 100.0), [0.0, 10.0, 20.0]);
        assert_eq!(apart(&[98.0, 99.0, 100.0], 10.0, 0.0, 100.0), [80.0, 90.0, 100.0]);
        assert_eq!(apart(&[50.0, 50.0, 62.0], 10.0, 0.0, 100.0), [44.0, 54.0, 64.0]);
    }
}
