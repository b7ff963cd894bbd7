//! Snapshots of whole tables, as a terminal, Markdown, LaTeX and CSV show them.

use report::{
    Cell, Column, CorrelationRow, CoverageRow, Table, Warning, correlation_table, coverage_table, csv,
    findings, latex, markdown, terminal,
};

fn rows() -> Vec<CorrelationRow> {
    let row = |precision: &str, scored, rho, tau| CorrelationRow {
        proxy: "epsilon".into(),
        label: "cifar10_test".into(),
        precision: precision.into(),
        scored,
        asked: 15_625,
        spearman: rho,
        kendall_tau_b: tau,
        ..CorrelationRow::default()
    };
    let single = CorrelationRow {
        spearman_interval: Some((0.847, 0.858)),
        spearman_top10: 0.5046,
        kendall_top10: 0.3578,
        top10_overlap: 0.6706,
        top64_in_top5: 61.5,
        ..row("f32", 9_226, 0.853, 0.668)
    };
    let constant = CorrelationRow { proxy: "constant".into(), ..row("", 15_625, f64::NAN, f64::NAN) };
    vec![single, row("f64", 15_191, 0.446, 0.317), constant]
}

fn table() -> Table {
    correlation_table("Rank correlation with CIFAR-10 test accuracy", &rows())
}

/// Cells and names that mean something to one of the formats.
fn awkward() -> Table {
    Table {
        caption: "50 % of $x_1 & \"y\"".into(),
        columns: vec![
            Column::text("cell"),
            Column::number("score, raw"),
            Column::number("n"),
            Column::number("rho").latex("$\\rho$"),
        ],
        rows: vec![
            vec![
                "|none~0|+|nor_conv_3x3~0|".into(),
                Cell::Significant { value: 1.5e-9, digits: 3 },
                Cell::Count(423_624),
                Cell::Estimate { value: -0.36, low: -0.4, high: -0.321_9, decimals: 2 },
            ],
            vec!["<b>\\{}^*".into(), Cell::Missing, Cell::Count(0)],
            vec![
                "".into(),
                Cell::Fixed { value: f64::INFINITY, decimals: 1 },
                Cell::Missing,
                Cell::Missing,
                "extra".into(),
            ],
        ],
        notes: vec![
            "Ties at the cut are averaged over all ways to break them, so counts need not be whole.".into(),
        ],
    }
}

fn narrow(table: &Table, width: u16) -> String {
    let text = terminal(table, Some(width));
    assert!(text.lines().all(|line| line.chars().count() <= usize::from(width)), "{text}");
    text
}

/// As if every column were asked for.
fn whole(mut table: Table) -> Table {
    table.columns.iter_mut().for_each(|column| column.priority = 0);
    table
}

#[test]
fn terminal_wide() {
    insta::assert_snapshot!(terminal(&table(), Some(160)));
}

#[test]
fn terminal_narrow_leaves_columns_out() {
    insta::assert_snapshot!([100, 80].map(|width| narrow(&table(), width)).join("\n"));
}

#[test]
fn terminal_with_all_columns_turns_the_table() {
    insta::assert_snapshot!(narrow(&whole(table()), 105));
}

#[test]
fn terminal_narrower_lists_each_row() {
    insta::assert_snapshot!(narrow(&whole(table()), 60));
}

#[test]
fn terminal_awkward() {
    insta::assert_snapshot!(narrow(&awkward(), 72));
}

#[test]
fn a_pipe_gets_no_lines_and_every_column() {
    let text = terminal(&table(), None);
    assert!(text.is_ascii() || text.replace('–', "").is_ascii(), "{text}");
    for column in &table().columns {
        assert!(text.contains(&column.name), "{}", column.name);
    }
    insta::assert_snapshot!(text);
}

#[test]
fn terminal_fits_any_width() {
    for width in [1, 5, 20, 40, 80, u16::MAX] {
        for table in [table(), whole(table()), awkward()] {
            let text = narrow(&table, width);
            assert!(text.lines().count() > table.rows.len(), "{width}: {text}");
        }
    }
    terminal(&Table::default(), Some(0));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let mut table = table();
    table.caption = "\u{1b}[2J".into();
    table.rows[0][0] = "\u{1b}]0;title\u{7}\r\n".into();
    table.columns[0].name = "\u{9b}31m".into();
    for text in
        [terminal(&table, Some(120)), terminal(&table, None), terminal(&whole(table.clone()), Some(30))]
    {
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "{text:?}");
        assert!(text.contains("\\u{1b}"), "{text}");
    }
}

#[test]
fn coverage_stands_beside_the_coefficients() {
    let names: Vec<String> = table().columns.into_iter().map(|column| column.name).collect();
    assert_eq!(names[1..4], ["scored / asked", "rho", "tau-b"]);
}

#[test]
fn the_label_has_a_column_where_the_caption_does_not_name_it() {
    let names =
        |table: Table| -> Vec<String> { table.columns.into_iter().map(|column| column.name).collect() };
    assert_eq!(names(correlation_table("", &rows()))[1], "label");
    let other = CorrelationRow { label: "cifar100_test".into(), ..rows().remove(0) };
    let both = [rows(), vec![other]].concat();
    assert_eq!(names(correlation_table("Both labels", &both))[1], "label");
}

#[test]
fn markdown_tables() {
    insta::assert_snapshot!(format!("{}\n{}", markdown(&table()), markdown(&awkward())));
}

#[test]
fn markdown_rows_have_as_many_cells_as_the_heading() {
    for line in markdown(&awkward()).lines().filter(|line| line.starts_with('|')) {
        let pipes = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        assert_eq!(pipes, 5, "{line}");
    }
}

#[test]
fn latex_tables() {
    insta::assert_snapshot!(format!("{}\n{}", latex(&table()), latex(&awkward())));
}

#[test]
fn latex_fits_the_text_of_an_article() {
    let text = latex(&table());
    assert_eq!(text.matches("% no room for").count(), 4, "{text}");
    assert!(text.contains("\\textbf{0.853}") && text.contains("\\underline{0.446}"), "{text}");
    // A label to be minimised turns the order around.
    let minimized: Vec<CorrelationRow> =
        rows().into_iter().map(|row| CorrelationRow { minimized: true, ..row }).collect();
    assert!(latex(&correlation_table("", &minimized)).contains("\\textbf{0.446}"));
    // Braces and environments close.
    for table in [table(), awkward()] {
        let text = latex(&table).replace("\\{", "").replace("\\}", "");
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{text}");
        assert_eq!(text.matches("\\begin{").count(), text.matches("\\end{").count());
    }
}

#[test]
fn latex_columns_stand_under_the_names_of_their_groups() {
    let labels = ["CIFAR-10", "CIFAR-100", "ImageNet16-120"];
    let grouped = |label| {
        [("n", "$n$"), ("rho", "$\\rho$"), ("tau-b", "$\\tau_b$")]
            .map(|(name, latex)| Column::number(format!("{label}: {name}")).group(label, latex))
    };
    let columns = [Column::text("proxy")].into_iter().chain(labels.into_iter().flat_map(grouped)).collect();
    let row = [Cell::Text("live_params".to_owned())]
        .into_iter()
        .chain([(); 3].iter().flat_map(|()| {
            [Cell::Count(15_625), Cell::coefficient(0.82, None), Cell::coefficient(0.65, None)]
        }))
        .collect();
    let text = latex(&Table { caption: "All".to_owned(), columns, rows: vec![row], notes: Vec::new() });
    // Three labels fit the text of an article, with all their columns.
    assert!(!text.contains("no room") && !text.contains("resizebox"), "{text}");
    assert!(
        text.contains(
            "     & \\multicolumn{3}{c}{CIFAR-10} & \\multicolumn{3}{c}{CIFAR-100} & \\multicolumn{3}{c}{ImageNet16-120} \\\\\n    \
             \\cmidrule(lr){2-4}\\cmidrule(lr){5-7}\\cmidrule(lr){8-10}\n    \
             proxy & $n$ & $\\rho$ & $\\tau_b$ & $n$ &"
        ),
        "{text}"
    );
}

#[test]
fn csv_tables() {
    insta::assert_snapshot!(format!("{}\n{}", csv(&table()), csv(&awkward())));
}

#[test]
fn coverage_and_findings() {
    let coverage = coverage_table(&[
        CoverageRow {
            proxy: "epsilon_f32".into(),
            scored: 9_226,
            asked: 15_625,
            reasons: vec![("0/0 in the score".into(), 6_390), ("constant output".into(), 9)],
        },
        CoverageRow { proxy: "params".into(), scored: 15_625, asked: 15_625, reasons: Vec::new() },
    ]);
    insta::assert_snapshot!(format!("{}\n{}", terminal(&coverage, None), findings(&rows()).join("\n")));
}

#[test]
fn warnings_say_the_cause_and_what_to_do() {
    let proxy = || "epsilon_f32".to_owned();
    let warnings = [
        Warning::Ties { proxy: proxy(), tied: 6_112, largest_group: 36, scored: 9_226 },
        Warning::MissingScores {
            proxy: proxy(),
            missing: 6_399,
            asked: 15_625,
            reasons: vec![("0/0 in the score".into(), 6_399)],
            single_precision: true,
        },
        Warning::ConstantScore { proxy: proxy(), value: 1.0, scored: 256 },
        Warning::FewArchitectures { proxy: proxy(), scored: 7, wanted: 30 },
        Warning::PartialLabel { label: "test_108".into(), missing: 27_481, asked: 30_001 },
        Warning::Other {
            cause: "the batch holds one image twice".into(),
            advice: "use another batch".into(),
        },
    ];
    for warning in &warnings {
        assert!(!warning.cause().is_empty() && !warning.advice().is_empty());
        assert_eq!(warning.to_string(), format!("{}: {}", warning.cause(), warning.advice()));
    }
    insta::assert_snapshot!(warnings.map(|warning| warning.to_string()).join("\n"));
}
