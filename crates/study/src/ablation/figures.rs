use report::plot::{Axis, Band, BandSeries, Bar, Bars, HeatMap, Palette};
use report::{Figure, Page, Plot, thousands};

use super::group::constant;
use super::{Group, Measured, Varying};
use config::Row;

/// From so many constants on, pairs are a map and not a list.
const MAP_FROM: usize = 3;
/// More lines than this can't be told apart.
const MOST_LINES: usize = 12;
/// More bars than this are a table.
const MOST_BARS: usize = 40;

/// A number of a row that is drawn.
struct Quantity<'a> {
    stem: String,
    label: String,
    /// The same for an axis, which has less room.
    axis: &'static str,
    /// Which of the page's tables has it.
    table: usize,
    /// Decimals in cells and beside bars.
    palette: Palette,
    of: Box<dyn Fn(&Measured) -> f64 + 'a>,
}

/// The figures that the varying dimensions call for.
pub(super) fn figures(groups: &[Group<'_>], varying: Varying, labels: &[(String, &str)]) -> Vec<Figure> {
    let mut quantities = Vec::new();
    for (position, (label, shown)) in labels.iter().enumerate() {
        quantities.push(Quantity {
            stem: format!("rho-{label}"),
            label: format!("Spearman's rho with {shown}"),
            axis: "Spearman's rho",
            table: position,
            palette: Palette::Diverging,
            of: Box::new(move |row| row.correlations[position].statistics.rho),
        });
        quantities.push(Quantity {
            stem: format!("tau-{label}"),
            label: format!("Kendall's tau-b with {shown}"),
            axis: "Kendall's tau-b",
            table: position,
            palette: Palette::Diverging,
            of: Box::new(move |row| row.correlations[position].statistics.tau),
        });
    }
    quantities.push(Quantity {
        stem: "coverage".to_owned(),
        label: "Share of architectures with a score".to_owned(),
        axis: "share with a score",
        table: 0,
        palette: Palette::Sequential,
        of: Box::new(Measured::coverage),
    });
    let maps = constants(groups).len() >= MAP_FROM;
    let mut figures = Vec::new();
    for quantity in &quantities {
        if maps {
            figures.extend(weight_maps(groups, varying, quantity));
        }
        if varying.batch_size {
            let rest = Varying { batch_size: false, ..varying };
            let x = Axis::log("samples in the batch");
            figures.extend(band(groups, rest, quantity, "batch-size", x, |row| Some(row.batch_size)));
        }
        if varying.sample {
            let rest = Varying { sample: false, ..varying };
            let x = Axis::log("architectures measured on");
            figures.extend(band(groups, rest, quantity, "sample", x, |row| row.sample));
        }
        if !maps && !varying.batch_size && !varying.sample {
            figures.extend(bars(groups, varying, quantity));
        }
    }
    figures
}

/// All constants, ascending.
fn constants(groups: &[Group<'_>]) -> Vec<f64> {
    let mut constants: Vec<f64> =
        groups.iter().filter_map(|group| group.row().weights).flat_map(epsilon::Weights::pair).collect();
    constants.sort_by(f64::total_cmp);
    constants.dedup();
    constants
}

/// The groups by everything but what a figure shows along its axes, with a name for each part.
fn parts<'a, 'b>(groups: &'b [Group<'a>], rest: Varying) -> Vec<(String, Vec<&'b Group<'a>>)> {
    let mut parts: Vec<(String, Vec<&Group<'_>>)> = Vec::new();
    for group in groups {
        let name = rest.describe(group.row());
        match parts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, members)) => members.push(group),
            None => parts.push((name, vec![group])),
        }
    }
    parts
}

/// One map for each combination of the other dimensions: the smaller constant down, the larger one across.
fn weight_maps(groups: &[Group<'_>], varying: Varying, quantity: &Quantity<'_>) -> Vec<Figure> {
    let rest = Varying { weights: false, ..varying };
    let all = constants(groups);
    let names: Vec<String> = all.iter().map(|value| constant(*value)).collect();
    let mut figures = Vec::new();
    for (name, members) in parts(groups, rest) {
        let mut values = vec![vec![None; all.len()]; all.len()];
        let mut links = vec![vec![None; all.len()]; all.len()];
        for group in members {
            let Some(weights) = group.row().weights else { continue };
            let [low, high] = {
                let [a, b] = weights.pair();
                [a.min(b), a.max(b)]
            };
            let place = |value: f64| all.iter().position(|other| *other == value).unwrap_or(0);
            values[place(low)][place(high)] = Some(group.spread(&quantity.of)[1]);
            let row = groups.iter().position(|other| std::ptr::eq(other, group));
            links[place(low)][place(high)] = row.map(|row| Page::row_id(quantity.table, row));
        }
        let coverage = quantity.palette == Palette::Sequential;
        let map = HeatMap {
            title: quantity.label.clone(),
            subtitle: precise(&name, varying, groups),
            x_label: "larger constant".to_owned(),
            y_label: "smaller constant".to_owned(),
            value_label: quantity.axis.to_owned(),
            // The smallest constant is never the larger one, nor the largest the smaller one.
            columns: names[1..].to_vec(),
            rows: names[..names.len() - 1].to_vec(),
            values: inner(&values),
            links: inner(&links),
            palette: quantity.palette,
            decimals: 2,
            shares: coverage,
        };
        figures.push(figure(&["weights", &quantity.stem, &name], Plot::HeatMap(map)));
    }
    figures
}

/// Without the last row and the first column.
fn inner<T: Clone>(cells: &[Vec<T>]) -> Vec<Vec<T>> {
    cells[..cells.len() - 1].iter().map(|row| row[1..].to_vec()).collect()
}

/// The name with the precision, which decides what has a score, where that is the same everywhere.
fn precise(name: &str, varying: Varying, groups: &[Group<'_>]) -> String {
    let precision =
        groups.first().filter(|_| !varying.precision).map(|group| group.row().precision.to_string());
    let parts = [name.to_owned(), precision.unwrap_or_default()];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// One line for each combination of the other dimensions, along one of them.
fn band(
    groups: &[Group<'_>],
    rest: Varying,
    quantity: &Quantity<'_>,
    stem: &str,
    x: Axis,
    along: impl Fn(&Row) -> Option<usize>,
) -> Option<Figure> {
    let parts = parts(groups, rest);
    let shown = parts.len().min(MOST_LINES);
    let subtitle = if shown < parts.len() {
        format!("median and range over the repeats; the first {shown} of {} combinations", parts.len())
    } else {
        "median and range over the repeats".to_owned()
    };
    let mut series = Vec::new();
    for (name, members) in parts.into_iter().take(shown) {
        let mut points: Vec<(usize, [f64; 3])> = members
            .into_iter()
            .filter_map(|group| Some((along(group.row())?, group.spread(&quantity.of))))
            .collect();
        points.sort_by_key(|(place, _)| *place);
        series.push(BandSeries {
            name,
            xs: points.iter().map(|(place, _)| *place as f64).collect(),
            low: points.iter().map(|(_, spread)| spread[0]).collect(),
            median: points.iter().map(|(_, spread)| spread[1]).collect(),
            high: points.iter().map(|(_, spread)| spread[2]).collect(),
        });
    }
    if series.iter().all(|line| line.xs.is_empty()) {
        return None;
    }
    let plot = Band { title: quantity.label.clone(), subtitle, x, y: Axis::linear(quantity.axis), series };
    Some(figure(&[stem, &quantity.stem], Plot::Band(plot)))
}

/// One bar for each combination.
fn bars(groups: &[Group<'_>], varying: Varying, quantity: &Quantity<'_>) -> Option<Figure> {
    if groups.len() < 2 || groups.len() > MOST_BARS {
        return None;
    }
    let repeated = groups.iter().any(|group| group.members.len() > 1);
    // Bars of one colour differ in one thing less.
    let colour = |row: &Row| {
        let of = Varying { precision: varying.precision, ..Varying::default() };
        if varying == of { String::new() } else { of.describe(row) }
    };
    let mut colours: Vec<String> = Vec::new();
    let bars = groups
        .iter()
        .map(|group| {
            let [low, value, high] = group.spread(&quantity.of);
            let name = colour(group.row());
            let position = colours.iter().position(|other| *other == name).unwrap_or_else(|| {
                colours.push(name);
                colours.len() - 1
            });
            let [_, scored, _] = group.spread(|member| member.scored as f64);
            Bar {
                name: varying.describe(group.row()),
                value,
                interval: (group.members.len() > 1).then_some((low, high)),
                note: format!(
                    "({} of {})",
                    thousands(scored as u64),
                    thousands(group.members[0].asked as u64)
                ),
                group: position,
            }
        })
        .collect();
    let subtitle = if repeated { "median and range over the repeats, " } else { "" };
    let plot = Bars {
        title: quantity.label.clone(),
        subtitle: format!("{subtitle}with the number of architectures that have a score"),
        value_label: quantity.axis.to_owned(),
        bars,
        decimals: 3,
        shares: quantity.palette == Palette::Sequential,
    };
    Some(figure(&["settings", &quantity.stem], Plot::Bars(plot)))
}

fn figure(parts: &[&str], plot: Plot) -> Figure {
    let parts: Vec<String> =
        parts.iter().filter(|part| !part.is_empty()).map(|part| part.replace([' ', ','], "-")).collect();
    Figure { stem: parts.join("-").replace("--", "-"), caption: String::new(), plot }
}
