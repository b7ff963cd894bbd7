//! What a study's page says of its scores.

mod common;

use std::fmt::Write as _;

use analysis::{Columns, Examined, LabelValues, ProxyColumn, TieRow, examine};
use benchmark::Direction;
use config::{ProxyKind, Study};
use epsilon::Precision;
use rankstats::Ties;
use report::latex;
use study::analyse::{Analysis, GraphNumbers};
use study::presentation::{difference, figures, page, tables, warnings};

/// Twelve proxies over 60 architectures: two of epsilon, ten of a table that lacks the last 20, one of them constant.
fn analysis(study: &Study, rows: usize) -> Analysis {
    let names = study.proxies.iter().map(|proxy| proxy.name.clone());
    let proxies: Vec<ProxyColumn> = names
        .enumerate()
        .map(|(place, name)| {
            let missing = if place == 0 { (10, "constant_output") } else { (20, "not_in_table") };
            let lacks = |row: usize| place != 1 && row + missing.0 >= rows;
            let value = |row: usize| if place == 5 { 7.0 } else { (row * (place + 7) % 61) as f64 };
            ProxyColumn {
                name,
                values: (0..rows).map(|row| if lacks(row) { f64::NAN } else { value(row) }).collect(),
                status: (0..rows).map(|row| if lacks(row) { missing.1 } else { "scored" }).collect(),
            }
        })
        .collect();
    let labels = vec![LabelValues {
        name: "accuracy".to_owned(),
        direction: Direction::Maximize,
        values: (0..rows).map(|row| (row * 13 % 59) as f64).collect(),
        seeds: Vec::new(),
    }];
    let input = Columns {
        proxies: &proxies,
        labels: &labels,
        controls: &[],
        strata: None,
        clusters: None,
        size: None,
        seed: 1,
    };
    let Examined { correlations, details, common } = examine(&input, &study.statistics, "");
    Analysis { graphs: vec![GraphNumbers::default(); rows], proxies, labels, correlations, common, details }
}

fn study() -> Study {
    common::study(&text())
}

fn text() -> String {
    let mut text = common::SMALL.replace("  - params\n", "");
    for place in 0..10 {
        let _ = writeln!(text, "  - column: {{file: t.csv, column: proxy{place}}}");
    }
    text.push_str("labels:\n  - {name: accuracy, source: table, file: t.csv, column: accuracy}\n");
    text
}

/// Whether the warning of scores that are missing for their arithmetic says to try the other precision.
fn advises_f64(said: &[String]) -> bool {
    let missing: Vec<&String> = said.iter().filter(|text| text.contains("constant output")).collect();
    assert_eq!(missing.len(), 1, "{said:#?}");
    missing[0].contains("`precision: f64`")
}

#[test]
fn what_proxies_share_is_said_once() {
    let study = study();
    // Only the architectures matter here: the files of the columns are not read.
    let mut alone = study.clone();
    alone.proxies.truncate(2);
    alone.labels.clear();
    let data = data::Data::load(&alone).unwrap();
    let rows = data.architectures.len();
    let analysis = analysis(&study, rows);
    let said: Vec<String> = warnings(&study, &data, &analysis).iter().map(ToString::to_string).collect();
    let about = |part: &str| said.iter().filter(|text| text.contains(part)).count();
    assert_eq!(about("in the files"), 1, "{said:#?}");
    assert!(
        said.iter().any(|text| text.contains("proxy0, proxy1, proxy2") && text.contains("20 of 60")),
        "{said:#?}"
    );
    assert_eq!(about("constant output: 10"), 1, "{said:#?}");
    // What single precision leaves out, double precision may have; what that leaves out has no score at all.
    assert!(advises_f64(&said), "{said:#?}");
    let mut double = study.clone();
    let ProxyKind::Epsilon(setting) = &mut double.proxies[0].kind else {
        unreachable!("the first is epsilon")
    };
    setting.precision = Precision::F64;
    let of_double: Vec<String> =
        warnings(&double, &data, &analysis).iter().map(ToString::to_string).collect();
    assert!(!advises_f64(&of_double), "{of_double:#?}");
    assert_eq!(about("proxy3 scores are 7"), 1, "{said:#?}");

    let page = page(&study, &data, &analysis, String::new(), Vec::new());
    assert!(page.findings.len() < 8, "of many proxies only some are spoken of: {:#?}", page.findings);
    let stems: Vec<String> =
        figures(&study, &data, &analysis).into_iter().map(|figure| figure.stem).collect();
    for stem in ["coverage-accuracy", "bands-accuracy", "proxies", "proxy9-accuracy"] {
        assert!(stems.iter().any(|other| other == stem), "{stem}: {stems:?}");
    }
}

#[test]
fn p_values_say_how_they_are_corrected() {
    for (correction, named) in
        [("holm", "p Williams, Holm"), ("bh", "p Williams, BH"), ("none", "p Williams, uncorrected")]
    {
        let settings =
            format!("statistics: {{comparisons: {{tests: [williams], correction: {correction}}}}}\n");
        let study = common::study(&(text() + &settings));
        let analysis = analysis(&study, 60);
        let tables = tables(&analysis.correlations, &analysis.details);
        let columns: Vec<&str> =
            tables.iter().flat_map(|table| &table.columns).map(|column| column.name.as_str()).collect();
        assert!(columns.contains(&named), "{named}: {columns:?}");
    }
}

/// Zou's interval takes rows as independent: it is shown only where nothing was drawn anew.
#[test]
fn a_difference_between_scores_has_the_interval_of_its_resamples() {
    for (tests, resampled) in [("[zou, bootstrap]", true), ("[zou]", false)] {
        let study = common::study(&(text() + &format!("statistics: {{comparisons: {{tests: {tests}}}}}\n")));
        let analysis = analysis(&study, 60);
        let row = &analysis.details.comparisons[0];
        let zou = row.zou.unwrap();
        let expected = if resampled { row.rho_difference.unwrap().interval } else { zou };
        assert_eq!(expected == zou, !resampled);
        let own = analysis.correlations.iter().find(|own| own.score == row.second).unwrap();
        let shown = difference(&analysis.details.comparisons, own, &row.first).unwrap();
        assert_eq!(shown.value, row.rho[1] - row.rho[0]);
        assert_eq!(shown.interval, Some((-expected.upper, -expected.lower)));
        // What was computed is what has room.
        let tables = tables(&analysis.correlations, &analysis.details);
        let against = tables.iter().find(|table| table.caption.contains("against each other")).unwrap();
        let latex = latex(against);
        let heading = if resampled { "& difference (bootstrap)" } else { "& difference (Zou)" };
        assert!(latex.contains(heading), "{latex}");
    }
}

#[test]
fn counts_of_a_graph_tie_by_nature() {
    let ties = |tied| Ties { n: 60, distinct: 61 - tied, tied, largest: tied, tied_pairs: 0 };
    let study = common::study(&text().replace("labels:", "  - params\nlabels:"));
    let mut analysis = analysis(&study, 60);
    let row = |column: &str, ties| TieRow { column: column.to_owned(), is_label: false, ties };
    // Only what was skipped in files matters of these: nothing.
    let mut alone = study.clone();
    alone.proxies.truncate(2);
    alone.labels.clear();
    let data = data::Data::load(&alone).unwrap();
    let said = |analysis: &Analysis| {
        let said: Vec<String> = warnings(&study, &data, analysis).iter().map(ToString::to_string).collect();
        said.join("\n")
    };
    analysis.details.ties = vec![row("params", ties(30)), row("proxy1", ties(30))];
    let text = said(&analysis);
    assert!(text.contains("30 of 60 proxy1 scores (50.0 %) are shared"), "{text}");
    assert_eq!(text.matches("are shared").count(), 1, "{text}");
    analysis.details.ties = vec![row("params", Ties { distinct: 1, ..ties(60) })];
    assert!(said(&analysis).contains("params scores are"), "{}", said(&analysis));
}
