//! A page that was written can be written again from its folder.

use report::{
    Cell, Column, CorrelationRow, CoverageRow, Figure, Format, Output, Page, Plot, StoredPage, Table,
    Warning, correlation_table, html,
    plot::{Axis, Band, BandSeries, Colour, HeatMap, Scale, Scatter, Style},
};

fn page() -> Page {
    let scatter = Scatter {
        title: "score & \"accuracy\"".into(),
        x: Axis::log("score"),
        y: Axis::linear("accuracy, %"),
        xs: vec![1e-40, f64::NAN, 0.1 + 0.2],
        ys: vec![90.0, 91.5, f64::NAN],
        colour: Some(Colour { label: "size".into(), scale: Scale::Rank, values: vec![1.0, 2.0, f64::NAN] }),
        names: vec!["|none~0|".to_owned(), "a,\"b\"".to_owned(), "=c".to_owned()].into(),
        ..Scatter::default()
    };
    let map = HeatMap {
        rows: vec!["1e-7".into()],
        columns: vec!["a".into(), "b".into(), "c".into()],
        values: vec![vec![None, Some(f64::NAN), Some(-0.25)]],
        ..HeatMap::default()
    };
    let series =
        BandSeries { name: "no: 1".into(), xs: vec![8.0], median: vec![f64::NAN], ..BandSeries::default() };
    let figure = |stem: &str, plot| Figure { stem: stem.into(), caption: "null".into(), plot };
    let figures = vec![
        figure("a/b", Plot::Scatter(scatter)),
        figure("map", Plot::HeatMap(map)),
        figure("band", Plot::Band(Band { series: vec![series], ..Band::default() })),
    ];
    let row = CorrelationRow {
        proxy: "p".into(),
        label: "l".into(),
        scored: 2,
        asked: 3,
        ..CorrelationRow::default()
    };
    let cells = vec![
        Cell::P(1e-310),
        Cell::Missing,
        Cell::Estimate { value: 0.1, low: f64::NAN, high: 1.0, decimals: 2 },
    ];
    Page {
        title: "- 1.0".into(),
        findings: vec!["yes".into()],
        correlations: vec![correlation_table("Rank correlation", &[row])],
        coverage: vec![CoverageRow { reasons: vec![("underflow".into(), 1)], ..CoverageRow::default() }],
        warnings: vec![Warning::ConstantScore { proxy: "p".into(), value: f64::NAN, scored: 2 }],
        figures: figures.into(),
        tables: vec![Table {
            caption: "精度".into(),
            columns: vec![Column::text("a")],
            rows: vec![cells],
            notes: vec![],
        }],
        config_yaml: "study: a\n# '\"\n".into(),
        environment: vec![("version".into(), "0.1.0".into())],
        ..Page::default()
    }
}

#[test]
fn a_folder_gives_its_page_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let output =
        Output { formats: vec![Format::Svg], style: Style { width: 84.0, font_size: 8.0, title: false } };
    StoredPage::new(page(), output.clone()).write(path).expect("the folder can be written to");
    let names = |folder: &str| {
        let entries = fs_err::read_dir(path.join(folder)).expect("it was made");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("plots").len(), 6);
    let tables = names("tables");
    assert!(tables.contains(&"rank-correlation.tex".to_owned()) && tables.len() == 6, "{tables:?}");
    let written = |name: &str| fs_err::read(path.join(name)).expect("it was written");
    let (first, svg) = (written("report.html"), written("plots/map.svg"));

    let kept = StoredPage::read(path).expect("what was written can be read");
    assert_eq!(kept.output, output);
    assert!(html::render(&kept.page).as_bytes() == first);
    let paths = kept.draw(path, &["map".to_owned()], &output).expect("the folder can be written to");
    assert_eq!((paths.len(), written("plots/map.svg") == svg), (1, true));
    // The points are those of the CSV file: what is changed there is drawn.
    let points = kept.page.figures.iter().find_map(|figure| match &figure.plot {
        Plot::Scatter(scatter) => Some((figure.file_stem(), scatter.csv())),
        _ => None,
    });
    let (stem, csv) = points.expect("there is a scatter");
    assert_eq!(csv.as_bytes(), written(&format!("plots/{stem}.csv")));
    fs_err::write(path.join(format!("plots/{stem}.csv")), csv.replace("91.5", "9l.5")).expect("a file");
    let error = StoredPage::read(path).expect_err("a letter is no digit").to_string();
    assert!(error.contains(&stem) && error.contains("row 3, column 3: `9l.5` is no number"), "{error}");
}

#[test]
fn what_is_no_page_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = || StoredPage::read(folder.path()).expect_err("there is none").to_string();
    assert!(error().contains("page.yaml is not there"), "{}", error());
    let write = |text: &str| fs_err::write(folder.path().join("page.yaml"), text).expect("a file");
    write("version: 7\nmore: true\n");
    assert!(error().contains("has version 7, and this program reads 1"), "{}", error());
    write("version: 1\npage: 5\n");
    assert!(error().contains("page.yaml: "), "{}", error());
    write(&format!("version: 1\npage: {}", "[".repeat(200_000)));
    assert!(error().contains("so many brackets in line 2 are no page"), "{}", error());
}

#[test]
fn damaged_pages_are_read_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Output { formats: vec![Format::Svg], ..Output::default() };
    StoredPage::new(page(), output).write(folder.path()).expect("the folder can be written to");
    let path = folder.path().join("page.yaml");
    let sound = fs_err::read(&path).expect("it was written");
    let report = fuzz::run("page", &[sound], 3_000, |bytes| {
        fs_err::write(&path, bytes).expect("a file");
        StoredPage::read(folder.path()).is_ok()
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
}

#[test]
fn runs_stand_side_by_side() {
    let of = |proxies: &[(&str, f64)]| {
        let rows: Vec<CorrelationRow> = proxies
            .iter()
            .map(|(proxy, spearman)| CorrelationRow {
                proxy: (*proxy).into(),
                label: "acc".into(),
                scored: 9,
                asked: 10,
                spearman: *spearman,
                ..CorrelationRow::default()
            })
            .collect();
        Page {
            correlations: vec![correlation_table("With acc", &rows)],
            findings: vec!["so".into()],
            ..page()
        }
    };
    let runs =
        [("a".to_owned(), of(&[("p", 0.1), ("q", 0.2)])), ("b".to_owned(), of(&[("q", 0.3), ("r", 0.4)]))];
    let page = html::side_by_side(&runs);
    insta::assert_snapshot!("side_by_side", report::markdown(&page.correlations[0]));
    let titles: Vec<&str> = page.figures.iter().map(|figure| figure.plot.title()).collect();
    assert_eq!(
        (page.figures.len(), titles[0], titles[1]),
        (6, "a: score & \"accuracy\"", "b: score & \"accuracy\"")
    );
    assert_eq!(page.findings, ["a: so", "b: so"]);
}
