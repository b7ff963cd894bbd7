//! Every plot takes every input, and its files hold what they say.

use std::sync::Arc;

use proptest::prelude::*;
use report::{
    Figure, Format, Output, Plot,
    plot::{
        Axis, Band, BandSeries, Bar, Bars, Colour, HeatMap, LabelledPoint, LabelledPoints, Palette, Scale,
        Scatter, Style,
    },
};

fn scatter(xs: &[f64], ys: &[f64], scale: Scale) -> Scatter {
    Scatter {
        title: "score & <accuracy>".into(),
        note: String::new(),
        x: Axis { label: "score".into(), scale },
        y: Axis::linear("accuracy, \"%\""),
        xs: xs.to_vec(),
        ys: ys.to_vec(),
        colour: Some(Colour { label: "parameters".into(), scale, values: ys.to_vec() }),
        names: Arc::new([]),
    }
}

fn others(values: &[f64], scale: Scale) -> [Plot; 4] {
    let names: Vec<String> = (0..values.len()).map(|i| format!("v{i}")).collect();
    [
        Plot::HeatMap(HeatMap {
            rows: names.clone(),
            columns: names.clone(),
            values: vec![values.iter().copied().map(Some).collect(), vec![None, Some(f64::NAN)]],
            palette: Palette::Diverging,
            ..HeatMap::default()
        }),
        Plot::Band(Band {
            x: Axis { label: "x".into(), scale },
            series: vec![BandSeries {
                name: "line".into(),
                xs: values.to_vec(),
                median: values.to_vec(),
                low: values.to_vec(),
                high: values[..values.len() / 2].to_vec(),
            }],
            ..Band::default()
        }),
        Plot::Bars(Bars {
            bars: values
                .iter()
                .map(|value| Bar { value: *value, interval: Some((0.0, *value)), ..Bar::default() })
                .collect(),
            ..Bars::default()
        }),
        Plot::Labelled(LabelledPoints {
            x: Axis { label: "x".into(), scale },
            points: values
                .iter()
                .map(|value| LabelledPoint {
                    name: "a point".into(),
                    x: *value,
                    y: -value,
                    ..LabelledPoint::default()
                })
                .collect(),
            ..LabelledPoints::default()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_numbers_can_be_drawn(values in prop::collection::vec(any::<f64>(), 0..40), scale in 0..3) {
        let scale = [Scale::Linear, Scale::Log, Scale::Rank][scale as usize];
        let mut reversed = values.clone();
        reversed.reverse();
        let mut plots = others(&values, scale).to_vec();
        plots.push(Plot::Scatter(scatter(&values, &reversed, scale)));
        for plot in plots {
            for style in [Style::default(), Style { width: 84.0, font_size: 8.0, title: false }] {
                let svg = plot.svg(&style);
                prop_assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            }
            prop_assert!(plot.pdf(&Style::default()).is_ok_and(|pdf| pdf.starts_with(b"%PDF")));
            prop_assert!(plot.csv().ends_with('\n'));
        }
    }
}

/// What a figure of this style says of its size: millimetres, and the size of its largest letters in points.
fn size(svg: &str) -> ((f64, f64), f64) {
    let number = |name: &str, text: &str| -> f64 {
        let rest = &text[text.find(name).expect("the attribute is there") + name.len()..];
        rest.split(['"', 'm', ' ']).next().and_then(|number| number.parse().ok()).expect("a number")
    };
    let (width, height) = (number(" width=\"", svg), number(" height=\"", svg));
    let units = number("viewBox=\"0 0 ", svg);
    let letters = svg.match_indices("font-size=\"").map(|(at, _)| number("font-size=\"", &svg[at..]));
    ((width, height), letters.fold(0.0, f64::max) * width / units * 72.0 / 25.4)
}

#[test]
fn figures_are_as_large_as_they_are_told() {
    let scatter = Plot::Scatter(scatter(&[1.0, 2.0], &[2.0, 3.0], Scale::Linear));
    for plot in others(&[0.1, 0.5], Scale::Linear).into_iter().chain([scatter]) {
        let style = Style { width: 84.0, font_size: 8.0, title: false };
        let ((width, height), letters) = size(&plot.svg(&style));
        assert!((width - 84.0).abs() < 0.01 && (15.0..150.0).contains(&height), "{width} x {height} mm");
        assert!((letters - 8.0).abs() < 0.02, "labels of {letters} pt");
        let bytes = plot.png(&style).expect("a plot of two values");
        let decoded = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
        // 84 mm at 300 dots per inch.
        assert_eq!(decoded.info().width, 992);
        let pdf = plot.pdf(&style).expect("a plot of two values");
        let text = String::from_utf8_lossy(&pdf);
        let page = text.split("/MediaBox [").nth(1).and_then(|rest| rest.split(']').next()).expect("a page");
        let across: f64 = page.split(' ').nth(2).and_then(|number| number.parse().ok()).expect("a width");
        assert!((across - 84.0 / 25.4 * 72.0).abs() < 0.1, "{page}");
    }
}

#[test]
fn titles_are_escaped_in_svg() {
    let mut plot = scatter(&[1.0], &[2.0], Scale::Linear);
    plot.note = "\u{1}\u{1b}[31m 精度".into();
    let plot = Plot::Scatter(plot);
    let svg = plot.svg(&Style::default());
    assert!(svg.contains("score &amp; &lt;accuracy&gt;") && !svg.contains("<accuracy>"));
    assert!(svg.contains("\u{fffd}[31m 精度") && !svg.contains('\u{1b}'));
    assert!(plot.png(&Style::default()).is_ok());
}

#[test]
fn missing_scores_are_counted_and_shown() {
    let xs = [f64::NAN, 0.5, 0.0, f64::NAN, 2.0];
    let ys = [90.0, 91.0, 92.0, f64::NAN, f64::INFINITY];
    let svg = Plot::Scatter(scatter(&xs, &ys, Scale::Log)).svg(&Style::default());
    // Words may be on the next line of the heading, so each piece on its own.
    for piece in
        ["1 of 5 architectures", "1 without score", "strip at the bottom", "1 without either", "1 off the"]
    {
        assert!(svg.contains(piece), "{piece} in {svg}");
    }
    assert_eq!(svg.matches("<circle").count(), 3, "one with both values, one in each strip");
}

#[test]
fn many_points_become_bins() {
    let n = report::plot::DENSITY_ABOVE + 1;
    let xs: Vec<f64> = (0..n).map(|i| (i % 173) as f64).collect();
    let ys: Vec<f64> = (0..n).map(|i| (i % 97) as f64).collect();
    let svg = Plot::Scatter(scatter(&xs, &ys, Scale::Linear)).svg(&Style::default());
    assert_eq!(svg.matches("<circle").count(), 0);
    assert!(svg.contains("architectures in a bin"));
}

#[test]
fn the_csv_holds_every_point() {
    let mut plot = scatter(&[1e-40, f64::NAN], &[1.0, 0.1 + 0.2], Scale::Linear);
    plot.names = vec!["|none~0|".to_owned(), "a,\"b\"".to_owned()].into();
    let expected = "architecture,score,\"accuracy, \"\"%\"\"\",parameters\n|none~0|,1e-40,1,1\n\
                    \"a,\"\"b\"\"\",,0.30000000000000004,0.30000000000000004\n";
    assert_eq!(plot.csv(), expected);
}

#[test]
fn files_are_written_where_they_should_be() {
    let folder = std::env::temp_dir().join(format!("report-figure-{}", std::process::id()));
    let figure = Figure {
        stem: "../weights: 1e-7/1".into(),
        caption: String::new(),
        plot: Plot::Scatter(scatter(&[1.0], &[2.0], Scale::Linear)),
    };
    let output = Output { formats: vec![Format::Pdf, Format::Svg], ..Output::default() };
    figure.write(&folder, &output).expect("the temporary folder can be written to");
    let entries = fs_err::read_dir(&folder).expect("the folder was made");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert_eq!(paths.len(), 3);
    for (path, extension) in paths.iter().zip(["csv", "pdf", "svg"]) {
        assert_eq!(path.parent(), Some(folder.as_path()));
        assert_eq!(path.extension().and_then(|e| e.to_str()), Some(extension));
        assert!(fs_err::metadata(path).is_ok_and(|metadata| metadata.len() > 0), "{}", path.display());
    }
    fs_err::remove_dir_all(&folder).expect("the folder was made above");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let figure = Figure {
        stem: "plot".into(),
        caption: String::new(),
        plot: Plot::Scatter(scatter(&[1.0], &[2.0], Scale::Linear)),
    };
    let file = std::env::temp_dir().join(format!("report-file-{}", std::process::id()));
    fs_err::write(&file, "").expect("the temporary folder can be written to");
    let error =
        figure.write(&file.join("plots"), &Output::default()).expect_err("a file cannot hold a folder");
    fs_err::remove_file(&file).expect("the file was made above");
    assert!(error.to_string().contains("report-file-"), "{error}");
}

#[test]
fn an_axis_reaches_as_far_as_it_is_told() {
    let svg = |x_reaches| {
        let point = |x: f64| LabelledPoint { name: "p".into(), x, y: x, ..LabelledPoint::default() };
        let plot =
            LabelledPoints { points: vec![point(81.0), point(82.0)], x_reaches, ..LabelledPoints::default() };
        Plot::Labelled(plot).svg(&Style::default())
    };
    let has = |svg: &str, tick: &str| svg.contains(&format!(">{tick}</text>"));
    assert!(!has(&svg(None), "40") && has(&svg(Some((0.0, 100.0))), "40"));
}

#[test]
fn a_hole_is_not_a_missing_value() {
    let svg = |value: Option<f64>| {
        let plot = HeatMap {
            rows: vec!["a".into(), "b".into()],
            columns: vec!["c".into()],
            values: vec![vec![Some(0.5)], vec![value]],
            ..HeatMap::default()
        };
        Plot::HeatMap(plot).svg(&Style::default())
    };
    let rectangles = |svg: &str| svg.matches("<rect").count();
    assert!(svg(Some(f64::NAN)).contains(">–</text>") && !svg(None).contains(">–</text>"));
    assert_eq!(rectangles(&svg(Some(f64::NAN))), rectangles(&svg(None)) + 1);
}

#[test]
fn a_share_below_one_is_not_drawn_as_all() {
    let plot = HeatMap {
        rows: vec!["a".into()],
        columns: vec!["b".into(), "c".into()],
        values: vec![vec![Some(0.9996), Some(1.0)]],
        shares: true,
        ..HeatMap::default()
    };
    let svg = Plot::HeatMap(plot).svg(&Style::default());
    assert!(svg.contains(">99.96%</text>") && svg.contains(">100%</text>"), "{svg}");
}

#[test]
fn batch_sizes_have_ticks_where_they_were_tested() {
    let sizes = vec![8.0, 16.0, 64.0, 256.0];
    let line = |name: &str| BandSeries {
        name: name.into(),
        xs: sizes.clone(),
        median: vec![0.1, 0.2, 0.3, 0.4],
        ..BandSeries::default()
    };
    let plot = Band {
        x: Axis::log("images"),
        series: (0..12).map(|i| line(&format!("proxy{i}"))).collect(),
        ..Band::default()
    };
    let svg = Plot::Band(plot).svg(&Style::default());
    for text in sizes.iter().map(ToString::to_string).chain((0..12).map(|i| format!("proxy{i}"))) {
        assert_eq!(svg.matches(&format!(">{text}</text>")).count(), 1, "{text}");
    }
}

/// One small figure of each kind as it is drawn, to see in a review what a change of the drawing does.
#[test]
fn drawings_are_as_they_were() {
    let [heat_map, band, bars, labelled] = others(&[0.1, 0.5], Scale::Linear);
    let scatter = Plot::Scatter(scatter(&[0.01, 2.0, f64::NAN], &[90.0, 91.0, 92.0], Scale::Log));
    let style = Style { width: 84.0, font_size: 8.0, title: true };
    let all = [
        ("scatter", scatter),
        ("heat_map", heat_map),
        ("band", band),
        ("bars", bars),
        ("labelled", labelled),
    ];
    for (name, plot) in all {
        insta::assert_snapshot!(name, plot.svg(&style));
    }
}
