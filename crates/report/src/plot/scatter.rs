use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    number::thousands,
    plot::{
        Axis, Draw, Range, Scale, density,
        frame::{Frame, Side, colour_bar, note, room_for_bar},
        points,
        surface::Surface,
    },
    table::{csv_number, csv_quote},
};

/// Above so many points a scatter shows counts in bins instead of points.
pub const DENSITY_ABOVE: usize = 4_000;

/// Two quantities of many architectures, one point each, coloured by a third.
///
/// A point without x or without y (not finite) stands in a strip at the margin, so that what is missing can be
/// seen; the subtitle counts it. A few outliers further out than the rest is wide have a strip at their end of the
/// axis. Above [`DENSITY_ABOVE`] points, bins are coloured by the count in them.
/// `xs` and `ys` are as long as each other; what one has more is not used. Serialised without its points: those are in
/// [`Scatter::csv`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scatter {
    /// One line above the plot.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Horizontal values, one an architecture; `NaN` where there is none.
    #[serde(skip)]
    pub xs: Vec<f64>,
    /// Vertical values, in the same order.
    #[serde(skip)]
    pub ys: Vec<f64>,
    /// What a reader should know, printed in the plot: `ρ = 0.853, n = 9,226`. By default, nothing.
    pub note: String,
    /// What colours the points. By default, nothing.
    pub colour: Option<Colour>,
    /// The architectures in the same order, for the pointer and the CSV; may be empty. Plots of one page
    /// that hold the same names store them once.
    #[serde(skip)]
    pub names: Arc<[String]>,
}

/// The quantity that colours the points of a scatter.
///
/// The colours span the values from their 5th to their 95th percentile; what lies beyond has the colour of
/// the nearer end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Colour {
    /// What it is, with its unit: `parameters, millions`.
    pub label: String,
    /// By default, linear.
    pub scale: Scale,
    /// One value a point; points without one are grey.
    #[serde(skip)]
    pub values: Vec<f64>,
}

/// Why points could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ScatterError {
    /// Another table.
    #[error("{found} columns instead of {wanted}: the architecture, then x, y and what colours the points")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// A cell is no number.
    #[error("row {row}, column {column}: `{cell}` is no number")]
    Number {
        /// The row, the header being 1.
        row: usize,
        /// The column, from 1.
        column: usize,
        /// The cell.
        cell: String,
    },
    /// A row is damaged.
    #[error(transparent)]
    Row(#[from] csv::Error),
}

/// How many points stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) all: u64,
    pub(crate) drawn: u64,
    pub(crate) without_x: u64,
    pub(crate) without_y: u64,
    pub(crate) without_both: u64,
    /// Finite, but zero or negative on a logarithmic axis.
    pub(crate) off_axis: u64,
}

impl Scatter {
    /// The number of points.
    pub fn len(&self) -> usize {
        self.xs.len().min(self.ys.len())
    }

    /// True if there is no point.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True if bins are drawn instead of points.
    pub fn is_density(&self) -> bool {
        self.len() > DENSITY_ABOVE
    }

    /// The values behind the plot, one architecture a line; what is missing is empty.
    pub fn csv(&self) -> String {
        let mut text = String::from("architecture,");
        let colour = self.colour.as_ref();
        let names = [Some(&self.x.label), Some(&self.y.label), colour.map(|colour| &colour.label)];
        let names: Vec<String> = names.into_iter().flatten().map(|name| csv_quote(name)).collect();
        text.push_str(&names.join(","));
        text.push('\n');
        for i in 0..self.len() {
            text.push_str(&self.names.get(i).map_or_else(|| i.to_string(), |name| csv_quote(name)));
            for value in [self.xs[i], self.ys[i]] {
                text.push(',');
                text.push_str(&csv_number(value));
            }
            if let Some(colour) = colour {
                text.push(',');
                text.push_str(&colour.values.get(i).map(|value| csv_number(*value)).unwrap_or_default());
            }
            text.push('\n');
        }
        text
    }

    /// Takes the points from what [`Scatter::csv`] gave.
    pub(crate) fn read_points(&mut self, text: &str) -> Result<(), ScatterError> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let wanted = 3 + usize::from(self.colour.is_some());
        let found = reader.headers()?.len();
        if found != wanted {
            return Err(ScatterError::Columns { found, wanted });
        }
        let mut names = Vec::new();
        let mut columns: [Vec<f64>; 3] = Default::default();
        for (row, record) in reader.records().enumerate() {
            let record = record?;
            for (place, (cell, column)) in record.iter().skip(1).zip(&mut columns).enumerate() {
                // The first row is the header.
                let wrong =
                    || ScatterError::Number { row: row + 2, column: place + 2, cell: cell.to_owned() };
                column.push(files::number(cell).ok_or_else(wrong)?);
            }
            names.push(record[0].to_owned());
        }
        let [xs, ys, values] = columns;
        (self.xs, self.ys, self.names) = (xs, ys, names.into());
        if let Some(colour) = &mut self.colour {
            colour.values = values;
        }
        Ok(())
    }

    pub(crate) fn ranges(&self) -> (Range, Range) {
        let x = Range::robust(self.x.scale, self.xs[..self.len()].iter().copied(), 0.02);
        let y = Range::robust(self.y.scale, self.ys[..self.len()].iter().copied(), 0.03);
        (x, y)
    }

    pub(crate) fn colour_range(&self) -> Option<Range> {
        self.colour.as_ref().map(|colour| Range::bulk(colour.scale, &colour.values))
    }

    pub(crate) fn counts(&self) -> Counts {
        let (x, y) = self.ranges();
        let mut counts = Counts { all: self.len() as u64, ..Counts::default() };
        for (&x_value, &y_value) in self.xs.iter().zip(&self.ys) {
            match (x_value.is_finite(), y_value.is_finite()) {
                (true, true) if x.unit(x_value).is_some() && y.unit(y_value).is_some() => counts.drawn += 1,
                (false, true) if y.unit(y_value).is_some() => counts.without_x += 1,
                (true, false) if x.unit(x_value).is_some() => counts.without_y += 1,
                (false, false) => counts.without_both += 1,
                _ => counts.off_axis += 1,
            }
        }
        counts
    }

    /// Says how many points are where.
    pub(crate) fn subtitle(&self) -> String {
        let counts = self.counts();
        let all = thousands(counts.all);
        if counts.drawn == counts.all {
            return format!("{all} architectures");
        }
        let mut parts = vec![format!("{} of {all} architectures", thousands(counts.drawn))];
        let mut add = |count: u64, what: String| {
            if count > 0 {
                parts.push(format!("{} {what}", thousands(count)));
            }
        };
        add(counts.without_x, format!("without {} (strip at the left)", self.x.label));
        add(counts.without_y, format!("without {} (strip at the bottom)", self.y.label));
        add(counts.without_both, "without either".to_owned());
        add(counts.off_axis, "off the axes".to_owned());
        parts.join("; ")
    }
}

impl Draw for Scatter {
    fn draw(&self, surface: &mut Surface) -> f64 {
        let counts = self.counts();
        let (x, y) = self.ranges();
        let density = self.is_density();
        let frame = Frame {
            title: &self.title,
            subtitle: &self.subtitle(),
            height: surface.width * 0.5 + 30.0,
            x: Side { label: &self.x.shown(), range: &x, ticks: None },
            y: Side { label: &self.y.shown(), range: &y, ticks: None },
            room: room_for_bar(density || self.colour.is_some()),
            strips: (counts.without_x > 0, counts.without_y > 0),
        };
        let field = frame.draw(surface);
        if density {
            density::draw(self, surface, &field, &x, &y);
        } else {
            points::draw(self, surface, &field, &x, &y);
            if let (Some(colour), Some(range)) = (&self.colour, self.colour_range()) {
                colour_bar(surface, &field, &colour.label, &range, &points::point_colour);
            }
        }
        let places =
            self.xs.iter().zip(&self.ys).filter_map(|(&x_value, &y_value)| {
                Some((field.x(x.unit(x_value)?), field.y(y.unit(y_value)?)))
            });
        note(surface, &field, &self.note, &places.collect::<Vec<_>>());
        field.end
    }
}
