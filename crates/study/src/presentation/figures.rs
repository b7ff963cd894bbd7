use std::sync::Arc;

use benchmark::keys;
use network::Property;
use rankstats::{Interval, fisher_interval};
use report::plot::{
    Axis, Band, BandSeries, Colour, HeatMap, LabelledPoint, LabelledPoints, Palette, Scale, Scatter,
};
use report::{Figure, Plot, thousands};

use super::rows::correlation_rows;
use crate::analyse::Analysis;
use analysis::{BandRow, Correlation, ProxyColumn, ProxyCorrelations, Subset};
use config::{Label, Proxy, ProxyKind, Study};
use data::Data;

/// For each label coverage against rho and rho within bands; scores against labels, coloured by size, and epsilon
/// against size; the proxies against each other.
pub fn figures(study: &Study, data: &Data, analysis: &Analysis) -> Vec<Figure> {
    let mut figures = Vec::new();
    if analysis.proxies.len() > 1 {
        figures.extend(study.labels.iter().map(|label| coverage(study, analysis, label)));
    }
    figures.extend(scatters(study, data, analysis));
    figures.extend(study.labels.iter().filter_map(|label| bands(study, analysis, label)));
    if analysis.proxies.len() > 2 {
        figures.push(heat_map(&analysis.details.between));
    }
    figures
}

fn scatters(study: &Study, data: &Data, analysis: &Analysis) -> Vec<Figure> {
    let names: Arc<[String]> = keys(&data.architectures).into();
    let params: Vec<f64> = analysis
        .graphs
        .iter()
        .map(|graph| graph.get(Property::Params).map_or(f64::NAN, |params| params as f64 / 1e6))
        .collect();
    let mut figures = Vec::new();
    let axis = |label: &str, values: &[f64]| Axis {
        label: label.to_owned(),
        scale: Scale::suggest(values.iter().copied()),
    };
    let mut scatter =
        |(name, column): (&str, &ProxyColumn), against: (&str, &str), y: Axis, ys: &[f64], note: String| {
            let coloured = against.0 != SIZE;
            let colour = coloured.then(|| Colour {
                label: "parameters, millions".to_owned(),
                scale: Scale::suggest(params.iter().copied()),
                values: params.clone(),
            });
            let plot = Scatter {
                title: format!("{} against {}", column.name, against.1),
                x: axis(&column.name, &column.values),
                y,
                xs: column.values.clone(),
                ys: ys.to_vec(),
                colour,
                names: names.clone(),
                note,
            };
            let stem = format!("{name}-{}", against.0);
            figures.push(Figure { stem, caption: String::new(), plot: Plot::Scatter(plot) });
        };
    for (proxy, column) in study.proxies.iter().zip(&analysis.proxies) {
        if matches!(proxy.kind, ProxyKind::Graph(_)) {
            continue;
        }
        for (label, values) in study.labels.iter().zip(&analysis.labels) {
            let y = Axis::linear(label.axis());
            let note = note(analysis, &column.name, label.shown());
            scatter((&proxy.name, column), (&label.name, label.shown()), y, &values.values, note);
        }
        if matches!(proxy.kind, ProxyKind::Epsilon(_)) {
            let y = axis("parameters, millions", &params);
            scatter((&proxy.name, column), (SIZE, "the number of parameters"), y, &params, String::new());
        }
    }
    figures
}

/// What the file names of plots against the number of parameters end in.
const SIZE: &str = "params";

/// Rho and the number of architectures it is over.
fn note(analysis: &Analysis, proxy: &str, label: &str) -> String {
    let own = |row: &&Correlation| row.subset == Subset::Own && row.score == proxy && row.label == label;
    analysis
        .correlations
        .iter()
        .find(own)
        .filter(|row| row.statistics.rho.is_finite())
        .map_or_else(String::new, |row| {
            format!("ρ = {:.3}, n = {}", row.statistics.rho, thousands(row.statistics.n as u64))
        })
}

/// What a proxy reaches, and on how much of what was asked for.
fn coverage(study: &Study, analysis: &Analysis, label: &Label) -> Figure {
    let points =
        correlation_rows(study, analysis, label.shown()).into_iter().enumerate().map(|(group, row)| {
            LabelledPoint {
                name: row.name(),
                x: row.scored as f64 / row.asked as f64 * 100.0,
                y: row.spearman,
                interval: row.spearman_interval,
                group,
            }
        });
    let plot = LabelledPoints {
        title: format!("Coverage and rank correlation with {}", label.shown()),
        subtitle: String::new(),
        x: Axis::linear("architectures with a score, %"),
        y: Axis::linear("Spearman's rho"),
        // A difference in coverage must look as large as it is.
        x_reaches: Some((0.0, 100.0)),
        points: points.collect(),
    };
    Figure {
        stem: format!("coverage-{}", label.name),
        caption: "Height: rank correlation. Position to the right: share of the space it was measured on. Whiskers are \
                  confidence intervals."
            .to_owned(),
        plot: Plot::Labelled(plot),
    }
}

/// Up to this many lines have their intervals; of more, the one alone that all others are compared with.
const FEW: usize = 3;
const LEVEL: f64 = 0.95;

/// Rho within bands of the label, a line a proxy; none where there are no bands.
fn bands(study: &Study, analysis: &Analysis, label: &Label) -> Option<Figure> {
    let shown = label.shown();
    let rows = |proxy: &str| -> Vec<&BandRow> {
        analysis.details.bands.iter().filter(|row| row.label == shown && row.proxy == proxy).collect()
    };
    let against = study.statistics.comparisons.against.as_ref();
    let own = study.proxies.iter().find(|proxy| Some(&proxy.name) == against).map(Proxy::shown);
    let with_interval = |name: &str| own == Some(name) || analysis.proxies.len() <= FEW;
    let series: Vec<BandSeries> = analysis
        .proxies
        .iter()
        .map(|proxy| (proxy, rows(&proxy.name)))
        .filter(|(_, rows)| rows.len() > 2)
        .map(|(proxy, rows)| {
            let rho: Vec<f64> = rows.iter().map(|row| row.band.rho).collect();
            let interval = |row: &&BandRow| fisher_interval(row.band.rho, row.band.n, LEVEL).ok();
            let ends = |of: fn(Interval) -> f64| -> Vec<f64> {
                let end = |row: &&BandRow| interval(row).map_or(row.band.rho, of);
                if with_interval(&proxy.name) { rows.iter().map(end).collect() } else { rho.clone() }
            };
            BandSeries {
                name: proxy.name.clone(),
                xs: rows.iter().map(|row| row.number as f64).collect(),
                low: ends(|interval| interval.lower),
                high: ends(|interval| interval.upper),
                median: rho,
            }
        })
        .collect();
    let plot = Band {
        title: format!("Rank correlation within bands of {shown}"),
        subtitle: String::new(),
        x: Axis::linear(format!("band of {shown}, low to high")),
        y: Axis::linear("rho within the band"),
        series,
    };
    (!plot.series.is_empty()).then(|| Figure {
        stem: format!("bands-{}", label.name),
        caption: format!(
            "Bands of equal size. A proxy whose line is near zero everywhere tells good from bad, but not good from \
             better. {}",
            match own {
                _ if analysis.proxies.len() <= FEW => {
                    "Grounds are 95 % intervals, which take architectures as independent.".to_owned()
                }
                Some(own) => format!(
                    "The ground is the 95 % interval of {own}, which takes architectures as independent; others are \
                     about as wide."
                ),
                None => "Lines have no intervals here, which would cover each other.".to_owned(),
            }
        ),
        plot: Plot::Band(plot),
    })
}

fn heat_map(between: &ProxyCorrelations) -> Figure {
    let plot = HeatMap {
        title: "How alike the proxies rank".to_owned(),
        subtitle: "Spearman's rho over the architectures that both score".to_owned(),
        value_label: "rho".to_owned(),
        columns: between.names.clone(),
        rows: between.names.clone(),
        values: between.rho.iter().map(|row| row.iter().copied().map(Some).collect()).collect(),
        palette: Palette::Diverging,
        decimals: 2,
        ..HeatMap::default()
    };
    Figure { stem: "proxies".to_owned(), caption: String::new(), plot: Plot::HeatMap(plot) }
}
