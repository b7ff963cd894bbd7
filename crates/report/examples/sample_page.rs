//! Renders a sample report and its figures, to look at.
//!
//! `cargo run --release -p report --example sample_page -- FOLDER [ACCURACY.csv PROXIES.csv]`: with two tables
//! (`index` and `cifar10_test`; `index` and one column a proxy) the page shows real numbers, otherwise made-up
//! ones of the size of NAS-Bench-201 and of NAS-Bench-101.

use std::{collections::BTreeMap, env, path::Path, sync::Arc};

use report::{
    CorrelationRow, CoverageRow, Figure, Output, Page, Plot, Warning, correlation_table, findings, html,
    plot::{
        Axis, Band, BandSeries, Bar, Bars, Colour, HeatMap, LabelledPoint, LabelledPoints, Palette, Scale,
        Scatter,
    },
};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = arguments.first().ok_or("name the folder to write to")?;
    let page = match &arguments[1..] {
        [accuracy, proxies] => from_tables(accuracy, proxies)?,
        _ => made_up(),
    };
    let folder = Path::new(folder);
    for figure in &page.figures {
        figure.write(&folder.join("plots"), &Output::default())?;
    }
    fs_err::write(folder.join("report.html"), html::render(&page))?;
    let text: String =
        page.correlations.iter().map(|table| report::terminal(table, Some(100)) + "\n").collect();
    fs_err::write(folder.join("tables.txt"), text)?;
    Ok(())
}

/// A small generator of numbers in 0..1 (splitmix64), so that the sample is the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

const OPERATIONS: [&str; 5] = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];

fn cell(index: usize) -> String {
    let operation = |edge: u32| OPERATIONS[index / 5usize.pow(edge) % 5];
    let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(operation);
    format!("|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|")
}

/// Scores, accuracies, parameters of `n` invented architectures; a share of the scores is missing.
fn invent(n: usize, missing: f64) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let mut numbers = Numbers(1);
    let (mut scores, mut accuracies, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..n {
        let quality = numbers.uniform();
        let bad = numbers.uniform() < 0.06;
        let accuracy =
            if bad { 10.0 + 4.0 * numbers.normal().abs() } else { 94.3 - 12.0 * (1.0 - quality).powi(2) };
        let without = numbers.uniform() < missing * 1.2 * (1.1 - quality);
        let score = 10f64.powf(-1.6 + 1.1 * quality + 0.16 * numbers.normal());
        scores.push(if without { f64::NAN } else { score });
        accuracies.push((accuracy + 0.7 * numbers.normal()).clamp(9.7, 94.4));
        parameters.push((0.073 + 1.2 * quality * numbers.uniform() + 0.3 * numbers.uniform()).min(1.53));
    }
    (scores, accuracies, parameters)
}

fn scatters(
    stem: &str,
    title: &str,
    columns: (Vec<f64>, Vec<f64>, Vec<f64>),
    names: Arc<[String]>,
) -> [Figure; 2] {
    let (scores, accuracies, parameters) = columns;
    let scale = Scale::suggest(scores.iter().copied());
    let colour =
        Colour { label: "parameters, millions".into(), scale: Scale::Linear, values: parameters.clone() };
    let score = Axis { label: "epsilon".into(), scale };
    let accuracy = Scatter {
        title: format!("{title}: score and accuracy"),
        note: "ρ = 0.853, n = 9,226".into(),
        x: score.clone(),
        y: Axis::linear("CIFAR-10 test accuracy, %"),
        xs: scores.clone(),
        ys: accuracies.clone(),
        colour: Some(colour),
        names: names.clone(),
    };
    let size = Scatter {
        title: format!("{title}: score and size"),
        note: String::new(),
        x: Axis::linear("parameters, millions"),
        y: score,
        xs: parameters,
        ys: scores,
        colour: Some(Colour { label: "accuracy, %".into(), scale: Scale::Linear, values: accuracies }),
        names,
    };
    [
        Figure {
            stem: format!("{stem}-accuracy"),
            caption: "Architectures without a score stand in the strip.".into(),
            plot: Plot::Scatter(accuracy),
        },
        Figure { stem: format!("{stem}-parameters"), caption: String::new(), plot: Plot::Scatter(size) },
    ]
}

fn rows() -> Vec<CorrelationRow> {
    let row = |proxy: &str, precision: &str, scored, rho, tau| CorrelationRow {
        proxy: proxy.into(),
        label: "cifar10_test".into(),
        precision: precision.into(),
        scored,
        asked: 15_625,
        spearman: rho,
        kendall_tau_b: tau,
        spearman_top10: rho * 0.6,
        kendall_top10: tau * 0.5,
        top10_overlap: 0.6706,
        top64_in_top5: 61.5,
        spearman_interval: Some((rho - 0.006, rho + 0.005)),
        ..CorrelationRow::default()
    };
    let mut single = row("epsilon", "f32", 9_226, 0.853, 0.668);
    single.missing = vec![("underflow to 0/0".into(), 6_399)];
    vec![
        single,
        row("epsilon", "f64", 15_191, 0.446, 0.317),
        row("params", "", 15_625, 0.748, 0.571),
        row("constant", "", 15_625, f64::NAN, f64::NAN),
    ]
}

fn made_up() -> Page {
    let names: Arc<[String]> = (0..15_625).map(cell).collect();
    let mut figures: Vec<Figure> =
        scatters("epsilon-f32", "NAS-Bench-201", invent(15_625, 0.4), names).into();
    figures.extend(scatters("epsilon-nb101", "NAS-Bench-101", invent(423_624, 0.55), Arc::default()));
    figures.extend(small_figures());
    let rows = rows();
    Page {
        title: "How well epsilon ranks NAS-Bench-201".into(),
        study: "sample".into(),
        findings: findings(&rows),
        correlations: vec![correlation_table("Rank correlation with CIFAR-10 test accuracy", &rows)],
        coverage: coverage(&rows),
        warnings: vec![
            Warning::MissingScores {
                proxy: "epsilon_f32".into(),
                missing: 6_399,
                asked: 15_625,
                reasons: vec![("underflow to 0/0".into(), 6_399)],
                single_precision: true,
            },
            Warning::Ties { proxy: "epsilon_f32".into(), tied: 6_112, largest_group: 36, scored: 9_226 },
            Warning::ConstantScore { proxy: "constant".into(), value: 1.0, scored: 15_625 },
        ],
        figures_first: false,
        figures: figures.into(),
        tables: Vec::new(),
        commands: vec!["epsilon run configs/quickstart.yaml".into()],
        config_yaml:
            "study: sample\nspace: nasbench201\nepsilon:\n  weights: [1.0e-7, 1.0]\n  precision: f32\n".into(),
        environment: vec![("program".into(), "epsilon 0.1.0".into()), ("threads".into(), "2".into())],
    }
}

fn coverage(rows: &[CorrelationRow]) -> Vec<CoverageRow> {
    let row = |row: &CorrelationRow| CoverageRow {
        proxy: row.name(),
        scored: row.scored,
        asked: row.asked,
        reasons: row.missing.clone(),
    };
    rows.iter().map(row).collect()
}

/// One of each further kind of plot.
fn small_figures() -> Vec<Figure> {
    let weights = ["1e-9", "1e-7", "1e-5", "1e-3", "0.1", "1", "10"].map(String::from).to_vec();
    let proxies = ["epsilon_f32", "epsilon_f64", "params", "flops", "synflow", "grad_norm", "jacov"];
    let proxies = proxies.map(String::from).to_vec();
    let value = |i: usize, j: usize| {
        if i == j {
            None
        } else if i + j == 7 {
            Some(f64::NAN)
        } else {
            Some(0.2 + 0.65 * ((i + 2 * j) as f64).sin().abs())
        }
    };
    let similarity = |i: usize, j: usize| {
        if i == j { Some(1.0) } else { Some(((i * j) as f64 * 1.7 + (i + j) as f64).cos()) }
    };
    let matrix = |n: usize, f: &dyn Fn(usize, usize) -> Option<f64>| -> Vec<Vec<Option<f64>>> {
        (0..n).map(|i| (0..n).map(|j| f(i.min(j), i.max(j))).collect()).collect()
    };
    let heat = HeatMap {
        title: "Spearman's rho by pair of weights".into(),
        x_label: "second weight".into(),
        y_label: "first weight".into(),
        value_label: "rho".into(),
        columns: weights.clone(),
        rows: weights,
        values: matrix(7, &value),
        decimals: 2,
        ..HeatMap::default()
    };
    let between = HeatMap {
        title: "Rank correlation between proxies".into(),
        subtitle: "Spearman's rho on the architectures that both score".into(),
        value_label: "rho".into(),
        columns: proxies.clone(),
        rows: proxies.clone(),
        values: matrix(7, &similarity),
        palette: Palette::Diverging,
        decimals: 2,
        ..HeatMap::default()
    };
    let sizes: Vec<f64> = (3..=10).map(|k| 2f64.powi(k)).collect();
    let line = |name: &str, at: [f64; 8], wide: f64| BandSeries {
        name: name.into(),
        xs: sizes.clone(),
        median: at.to_vec(),
        low: at.iter().zip(&sizes).map(|(m, n)| m - wide / n.sqrt()).collect(),
        high: at.iter().zip(&sizes).map(|(m, n)| m + 0.5 * wide / n.sqrt()).collect(),
    };
    let band = Band {
        title: "Batch size".into(),
        subtitle: "median of 10 batches, band from least to greatest".into(),
        x: Axis::log("images in the batch"),
        y: Axis::linear("Spearman's rho"),
        series: vec![
            line("CIFAR-10", [0.65, 0.79, 0.73, 0.84, 0.88, 0.87, 0.88, 0.88], 0.5),
            line("uniform noise", [0.5, 0.55, 0.6, 0.6, 0.61, 0.61, 0.62, 0.61], 0.3),
        ],
    };
    let rho = [0.853, 0.446, 0.748, 0.691, 0.777, 0.59, -0.69];
    let share = [0.59, 0.972, 1.0, 1.0, 1.0, 1.0, 0.94];
    let points = proxies.iter().zip(rho.iter().zip(share)).enumerate().map(|(i, (name, (rho, share)))| {
        let interval = Some((rho - 0.01, rho + 0.01));
        LabelledPoint { name: name.clone(), x: share * 100.0, y: *rho, interval, group: usize::from(i > 1) }
    });
    let labelled = LabelledPoints {
        title: "Coverage and rank correlation".into(),
        x: Axis::linear("architectures with a score, %"),
        y: Axis::linear("Spearman's rho"),
        points: points.collect(),
        ..LabelledPoints::default()
    };
    let bars = Bars {
        title: "Spearman's rho by proxy".into(),
        subtitle: "whiskers: 95 % intervals".into(),
        value_label: "rho".into(),
        bars: proxies
            .iter()
            .zip(rho.iter().zip(share))
            .enumerate()
            .map(|(i, (name, (rho, share)))| Bar {
                name: name.clone(),
                value: *rho,
                interval: Some((rho - 0.02, rho + 0.02)),
                note: format!("({:.1} % scored)", share * 100.0),
                group: usize::from(i > 1),
            })
            .collect(),
        decimals: 3,
        shares: false,
    };
    let named = [
        ("coverage-rho", Plot::Labelled(labelled)),
        ("rho-bars", Plot::Bars(bars)),
        ("weights", Plot::HeatMap(heat)),
        ("proxies", Plot::HeatMap(between)),
        ("batch-size", Plot::Band(band)),
    ];
    named.map(|(stem, plot)| Figure { stem: stem.into(), caption: String::new(), plot }).into()
}

/// Columns of a CSV by name. Knows quotes, but no line ends inside them.
fn read(path: &str) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let text = fs_err::read_to_string(path)?;
    let split = |line: &str| {
        let (mut fields, mut quoted) = (vec![String::new()], false);
        for character in line.chars() {
            match character {
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                other => fields.last_mut().into_iter().for_each(|field| field.push(other)),
            }
        }
        fields
    };
    let mut lines = text.lines().map(split);
    let header = lines.next().ok_or("the table is empty")?;
    let mut columns: BTreeMap<String, Vec<String>> =
        header.iter().map(|name| (name.clone(), Vec::new())).collect();
    for fields in lines {
        for (name, field) in header.iter().zip(fields) {
            columns.entry(name.clone()).or_default().push(field);
        }
    }
    Ok(columns)
}

fn from_tables(accuracy: &str, proxies: &str) -> Result<Page, Failure> {
    let (labels, scores) = (read(accuracy)?, read(proxies)?);
    let index: BTreeMap<&str, usize> =
        scores["index"].iter().enumerate().map(|(i, key)| (key.as_str(), i)).collect();
    let number = |text: &String| text.parse().unwrap_or(f64::NAN);
    let column = |name: &str| -> Vec<f64> {
        let at = |key: &String| index.get(key.as_str()).map_or(f64::NAN, |i| number(&scores[name][*i]));
        labels["index"].iter().map(at).collect()
    };
    let accuracies: Vec<f64> = labels["cifar10_test"].iter().map(number).collect();
    let parameters: Vec<f64> = labels["params_m"].iter().map(number).collect();
    let names: Arc<[String]> = labels["arch"].clone().into();
    let mut figures = Vec::new();
    for proxy in ["synflow", "grad_norm", "jacov", "nwot"] {
        let [mut first, mut second] =
            scatters(proxy, proxy, (column(proxy), accuracies.clone(), parameters.clone()), names.clone());
        for figure in [&mut first, &mut second] {
            if let Plot::Scatter(scatter) = &mut figure.plot {
                let axis = if scatter.x.label == "epsilon" { &mut scatter.x } else { &mut scatter.y };
                axis.label = proxy.into();
            }
        }
        figures.extend([first, second]);
    }
    let rows = rows();
    Ok(Page {
        title: "Proxies on NAS-Bench-201".into(),
        study: "real points, made-up table".into(),
        findings: findings(&rows),
        correlations: vec![correlation_table("Rank correlation with CIFAR-10 test accuracy", &rows)],
        coverage: coverage(&rows),
        figures: figures.into(),
        ..Page::default()
    })
}
