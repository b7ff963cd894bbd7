//! Every plot takes every input, and its files hold what they say.

use std::sync::Arc;

use proptest::prelude::*;
use report::{
    Figure, Plot,
    plot::{
        Axis, Band, BandSeries, Bar, Bars, Colour, HeatMap, LabelledPoint, LabelledPoints, Palette, Scale,
        Scatter, Theme,
    },
};

fn scatter(xs: &[f64], ys: &[f64], scale: Scale) -> Scatter {
    Scatter {
        title: "score & <accuracy>".into(),
        x: Axis { label: "score".into(), scale },
        y: Axis::linear("accuracy, \"%\""),
        xs: xs.to_vec(),
        ys: ys.to_vec(),
        colour: Some(Colour { label: "parameters".into(), scale, values: ys.to_vec() }),
        names: Arc::new([]),
    }
}

fn others(values: &[f64], scale: Scale) -> [Plot; 4] {
    let names: Vec<String> = values.iter().map(f64::to_string).collect();
    [
        Plot::HeatMap(HeatMap {
            rows: names.clone(),
            columns: names.clone(),
            values: vec![values.to_vec()],
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
    fn any_numbers_can_be_drawn(values in prop::collection::vec(any::<f64>(), 0..12), log in any::<bool>()) {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let mut reversed = values.clone();
        reversed.reverse();
        let mut plots = others(&values, scale).to_vec();
        plots.push(Plot::Scatter(scatter(&values, &reversed, scale)));
        for plot in plots {
            let svg = plot.svg(Theme::Dark);
            prop_assert!(svg.is_ok_and(|svg| svg.ends_with("</svg>\n")), "{}", plot.title());
            prop_assert!(plot.csv().ends_with('\n'));
        }
    }
}

#[test]
fn pictures_are_png_of_the_stated_size() {
    for plot in others(&[0.1, 0.5], Scale::Linear).into_iter().chain([Plot::Scatter(scatter(
        &[1.0],
        &[2.0],
        Scale::Log,
    ))]) {
        let bytes = plot.png(Theme::Light).expect("a plot of two values");
        let decoded = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
        let (width, height) = decoded.info().size();
        assert!((800..=2_000).contains(&width) && (200..=2_000).contains(&height), "{width} x {height}");
    }
}

#[test]
fn titles_are_escaped_in_svg() {
    let svg = scatter(&[1.0], &[2.0], Scale::Linear).svg(Theme::Light).expect("a plot of one point");
    assert!(svg.contains("score &amp; &lt;accuracy&gt;") && !svg.contains("<accuracy>"));
}

#[test]
fn missing_scores_are_counted_and_shown() {
    let xs = [f64::NAN, 0.5, 0.0, f64::NAN, 2.0];
    let ys = [90.0, 91.0, 92.0, f64::NAN, f64::INFINITY];
    let svg = scatter(&xs, &ys, Scale::Log).svg(Theme::Light).expect("a plot of five points");
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
    let svg = scatter(&xs, &ys, Scale::Linear).svg(Theme::Light).expect("a density");
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
    let paths = figure.write(&folder).expect("the temporary folder can be written to");
    for (path, extension) in paths.iter().zip(["svg", "png", "csv"]) {
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
    let error = figure.write(&file.join("plots")).expect_err("a file cannot hold a folder");
    fs_err::remove_file(&file).expect("the file was made above");
    let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    assert!(error.to_string().contains("`plot`") && source.contains("report-file-"), "{error}: {source}");
}

#[test]
fn an_axis_reaches_as_far_as_it_is_told() {
    let svg = |x_reaches| {
        let point = |x: f64| LabelledPoint { name: "p".into(), x, y: x, ..LabelledPoint::default() };
        let plot =
            LabelledPoints { points: vec![point(81.0), point(82.0)], x_reaches, ..LabelledPoints::default() };
        plot.svg(Theme::Light).expect("the values are plain")
    };
    let has = |svg: &str, tick: &str| svg.lines().any(|line| line == tick);
    assert!(!has(&svg(None), "40") && has(&svg(Some((0.0, 100.0))), "40"));
}
