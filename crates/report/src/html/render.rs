use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    figures::figure,
    page::Page,
    points::Points,
    tables::{source, table, with_ids},
};
use crate::{Warning, coverage_table, number::thousands};

const STYLE: &str = include_str!("../../assets/report.css");
const SCRIPT: &str = include_str!("../../assets/report.js");
/// Nothing is loaded; the style, the script and the pictures are inside the page.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// The whole page as one string: the same bytes for the same input.
///
/// A plot that cannot be drawn leaves a sentence in its place. Costs about a second for each scatter of
/// hundreds of thousands of points, milliseconds otherwise.
pub fn render(page: &Page) -> String {
    let mut points = Points::default();
    let sections = sections(page, &mut points);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                "\n"
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            "\n"
            body {
                @if sections.len() > 1 {
                    nav #contents aria-label="Contents" {
                        ol { @for section in &sections { li { a href={ "#" (section.id) } { (section.title) } } } }
                    }
                }
                main {
                    header {
                        @if !page.study.is_empty() { p .study { (page.study) } }
                        h1 { (page.title) }
                        @if let Some(first) = page.findings.first() { p .lead { (first) } }
                        (warnings(&page.warnings))
                    }
                    @for section in &sections {
                        section id=(section.id) {
                            h2 { (section.title) }
                            (section.body)
                        }
                        "\n"
                    }
                }
                @if let Some(json) = points.json() {
                    script type="application/json" id="points" { (PreEscaped(json)) }
                }
                script { (PreEscaped(SCRIPT)) }
            "\n"
            }
        "\n"
        }
        "\n"
    };
    markup.into_string()
}

struct Section {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

/// The parts of the page that have something in them, in their order.
fn sections(page: &Page, points: &mut Points) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut add = |id, title, body: Option<Markup>| {
        sections.extend(body.map(|body| Section { id, title, body }));
    };
    let some = |wanted: bool, body: &mut dyn FnMut() -> Markup| wanted.then(body);
    add(
        "correlations",
        "Rank correlation",
        some(!page.correlations.is_empty(), &mut || {
            html! {
                @for (number, correlations) in page.correlations.iter().enumerate() {
                    (with_ids(correlations, &|row| Some(Page::row_id(number, row))))
                }
            }
        }),
    );
    let rest = page.findings.get(1..).unwrap_or_default();
    add(
        "findings",
        "Findings",
        some(!rest.is_empty(), &mut || {
            html! { ul { @for sentence in rest { li { (sentence) } } } }
        }),
    );
    add(
        "coverage",
        "Coverage",
        some(!page.coverage.is_empty(), &mut || table(&coverage_table(&page.coverage))),
    );
    add(
        "plots",
        "Plots",
        some(!page.figures.is_empty(), &mut || {
            html! { @for drawn in &page.figures { (figure(drawn, points)) } }
        }),
    );
    add(
        "tables",
        "Further tables",
        some(!page.tables.is_empty(), &mut || {
            html! { @for further in &page.tables { (table(further)) } }
        }),
    );
    let origin = !(page.commands.is_empty() && page.config_yaml.is_empty() && page.environment.is_empty());
    add("origin", "How to get these numbers again", some(origin, &mut || self::origin(page)));
    if page.figures_first {
        // Sorting is stable: the others stay in their order.
        sections.sort_by_key(|section| section.id != "plots");
    }
    sections
}

/// All warnings in one box, those of a kind together.
fn warnings(warnings: &[Warning]) -> Markup {
    let mut kinds: Vec<(&str, Vec<&Warning>)> = Vec::new();
    for warning in warnings {
        match kinds.iter_mut().find(|(kind, _)| *kind == warning.kind()) {
            Some((_, members)) => members.push(warning),
            None => kinds.push((warning.kind(), vec![warning])),
        }
    }
    let named: Vec<String> =
        kinds.iter().map(|(kind, members)| format!("{kind} ({})", members.len())).collect();
    html! {
        @if !warnings.is_empty() {
            details #warnings {
                summary {
                    b {
                        (warnings.len()) @if warnings.len() == 1 { " warning" } @else { " warnings" }
                        " before you quote these numbers"
                    }
                    ": " (named.join(", "))
                }
                @for (kind, members) in &kinds {
                    h3 { (kind) }
                    @let advice = members[0].advice();
                    @let shared = members.iter().all(|warning| warning.advice() == advice);
                    ul {
                        @for warning in members {
                            li {
                                (code(&warning.cause())) "."
                                @if !shared { " " span { "What to do: " (code(&warning.advice())) "." } }
                            }
                        }
                    }
                    @if shared && !advice.is_empty() { p { "What to do: " (code(&advice)) "." } }
                }
            }
        }
    }
}

/// What stands in backticks becomes code.
fn code(sentence: &str) -> Markup {
    html! {
        @for (i, part) in sentence.split('`').enumerate() {
            @if i % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// Where the numbers come from: commands, configuration, environment.
fn origin(page: &Page) -> Markup {
    let lines = page.config_yaml.lines().count() as u64;
    html! {
        @if !page.commands.is_empty() { pre .commands { (page.commands.join("\n")) } }
        @if !page.config_yaml.is_empty() {
            (source(&format!("Configuration ({} lines)", thousands(lines)), &page.config_yaml))
        }
        @if !page.environment.is_empty() {
            dl { @for (name, value) in &page.environment { dt { (name) } dd { (value) } } }
        }
    }
}
