//! The page is one file that needs nothing else, says nothing it was not told, and is the same every time.

use std::sync::Arc;

use report::{
    CorrelationRow, CoverageRow, Figure, Page, Plot, Warning, correlation_table, html,
    plot::{Axis, Bar, Bars, Colour, HeatMap, Scatter},
};

/// Text that would run, close an element or an attribute, or load something if it were not escaped.
const HOSTILE: &str =
    "</script></title><script>alert(1)</script><img src=http://x.example/y onerror='a' alt=\"b\">&amp;";

fn scatter(n: usize) -> Scatter {
    let step = |i: usize, k: usize| (i * k % 1_009) as f64 / 1_009.0;
    Scatter {
        title: HOSTILE.into(),
        note: HOSTILE.into(),
        x: Axis::log(HOSTILE),
        y: Axis::linear("accuracy"),
        xs: (0..n).map(|i| if i % 5 == 0 { f64::NAN } else { 1e-9 + step(i, 389) }).collect(),
        ys: (0..n).map(|i| 10.0 + 84.0 * step(i, 211)).collect(),
        colour: Some(Colour {
            label: HOSTILE.into(),
            values: (0..n).map(|i| step(i, 97)).collect(),
            ..Colour::default()
        }),
        names: (0..n.min(20_000)).map(|i| format!("{HOSTILE}{i}")).collect(),
    }
}

fn figure(plot: Plot) -> Figure {
    Figure { stem: HOSTILE.into(), caption: HOSTILE.into(), plot }
}

fn page(points: usize) -> Page {
    let row = CorrelationRow {
        proxy: HOSTILE.into(),
        label: HOSTILE.into(),
        scored: 3,
        asked: 5,
        spearman: 0.5,
        ..CorrelationRow::default()
    };
    let bars = Bars {
        title: HOSTILE.into(),
        subtitle: HOSTILE.into(),
        value_label: HOSTILE.into(),
        bars: vec![Bar { name: HOSTILE.into(), value: 1.0, note: HOSTILE.into(), ..Bar::default() }],
        decimals: 1,
        shares: false,
    };
    let heat = HeatMap {
        title: HOSTILE.into(),
        rows: vec![HOSTILE.into()],
        columns: vec![HOSTILE.into()],
        values: vec![vec![Some(0.5)]],
        ..HeatMap::default()
    };
    Page {
        title: HOSTILE.into(),
        study: HOSTILE.into(),
        findings: vec![HOSTILE.into(), HOSTILE.into()],
        correlations: vec![correlation_table(HOSTILE, &[row])],
        coverage: vec![CoverageRow {
            proxy: HOSTILE.into(),
            scored: 3,
            asked: 5,
            reasons: vec![(HOSTILE.into(), 2)],
        }],
        warnings: vec![Warning::Other { cause: HOSTILE.into(), advice: format!("`{HOSTILE}`") }],
        figures_first: false,
        figures: vec![
            figure(Plot::Scatter(scatter(points))),
            figure(Plot::Bars(bars)),
            figure(Plot::HeatMap(heat)),
        ]
        .into(),
        tables: vec![correlation_table(HOSTILE, &[])],
        commands: vec![HOSTILE.into()],
        config_yaml: HOSTILE.into(),
        environment: vec![(HOSTILE.into(), HOSTILE.into())],
    }
}

/// The page without what the program itself wrote into it as script and style.
fn outside_scripts(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some(start) = rest.find("<script") {
        kept.push_str(&rest[..start]);
        let end = rest[start..].find("</script>").expect("a script ends");
        rest = &rest[start + end + "</script>".len()..];
    }
    kept + rest
}

#[test]
fn hostile_text_stays_text() {
    let html = html::render(&page(300));
    assert_eq!(html.matches("<script").count(), 2, "points and program");
    assert_eq!(html.matches("</script>").count(), 2);
    assert_eq!(html.matches("</title>").count(), 1);
    assert!(!html.contains("<img src=http"));
    // Within the markup nothing of it survives unescaped: neither tags nor quotes that end an attribute.
    let markup = outside_scripts(&html);
    assert!(!markup.contains("alt=\"b\"") && !markup.contains("<img src=http"));
    assert!(markup.contains("&lt;/script&gt;"));
}

#[test]
fn no_two_elements_have_the_same_id() {
    let named = |stem: &str| Figure { stem: stem.into(), ..figure(Plot::Scatter(scatter(9))) };
    let names =
        ["coverage", "points", "a/b", "a-b", "x", "canvas-x", "x-canvas", "精度", "损失", "figure-x", "A-B"];
    let figures: Vec<Figure> = names.map(named).into();
    let html = html::render(&Page { figures: figures.into(), ..page(9) });
    let markup = outside_scripts(&html);
    let ids: Vec<&str> = markup.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let different: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert!(ids.len() >= 2 * names.len(), "{ids:?}");
    assert_eq!(different.len(), ids.len(), "{ids:?}");
}

#[test]
fn nothing_is_loaded() {
    let html = html::render(&page(300));
    assert!(html.contains("default-src 'none'"));
    let markup = outside_scripts(&html);
    for attribute in ["src=\"", "href=\"", "srcset=\""] {
        for (at, _) in markup.match_indices(attribute) {
            let value = &markup[at + attribute.len()..];
            let inside = value.starts_with("data:") || value.starts_with('#');
            assert!(inside, "{}", &value[..value.len().min(60)]);
        }
    }
    // Even where nothing would be loaded from it, the program itself names no address.
    let quiet = html::render(&Page { title: "quiet".into(), ..Page::default() });
    assert!(!quiet.contains("http://") && !quiet.contains("https://"));
    for forbidden in ["@import", "url(", "fetch(", "XMLHttpRequest", "<iframe", "<object"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(html::render(&page(300)), html::render(&page(300)));
}

#[test]
fn the_points_are_json_and_shared_between_plots() {
    let mut page = page(1_000);
    let size = html::render(&page).len();
    let twice = page.figures.iter().chain(&page.figures[..1]).cloned().collect::<Vec<_>>();
    page.figures = twice.into();
    let html = html::render(&page);
    assert!(html.len() < size + 20_000, "a second plot of the same points costs {}", html.len() - size);
    let marker = "id=\"points\">";
    let start = html.find(marker).expect("the page holds points") + marker.len();
    let json = html[start..].split("</script>").next().unwrap_or_default();
    let points: serde_json::Value = serde_json::from_str(json).expect("the points are JSON");
    assert_eq!(points["plots"].as_array().map(Vec::len), Some(2));
    assert_eq!(points["columns"][0].as_array().map(Vec::len), Some(1_000));
    assert!(points["columns"][0][0].is_null(), "a missing score is null");
}

#[test]
fn a_whole_large_space_stays_small() {
    let mut large = scatter(423_624);
    large.names = Arc::default();
    let page = Page { figures: vec![figure(Plot::Scatter(large))].into(), ..Page::default() };
    let html = html::render(&page);
    assert!(html.contains("data:image/png;base64,") && !html.contains("<canvas"));
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
}

#[test]
fn an_empty_page_is_a_page() {
    let html = html::render(&Page::default());
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
    assert!(!html.contains("<section"));
}
