use super::{
    escape::escape,
    figures::figure,
    page::Page,
    points::Points,
    tables::{source, table},
};
use crate::text::push;
use crate::{coverage_table, number::thousands};

const STYLE: &str = include_str!("../../assets/report.css");
const SCRIPT: &str = include_str!("../../assets/report.js");

/// The whole page as one string: the same bytes for the same input.
///
/// A plot that cannot be drawn leaves a sentence in its place. Costs about a second for each scatter of
/// hundreds of thousands of points, milliseconds otherwise.
pub fn render(page: &Page) -> String {
    let mut html = String::new();
    head(&mut html, page);
    findings(&mut html, page);
    if !page.warnings.is_empty() {
        html.push_str(
            "<section id=\"warnings\"><h2>Before you quote these numbers</h2><ul class=\"warnings\">\n",
        );
        for warning in &page.warnings {
            let (cause, advice) = (code(&warning.cause()), code(&warning.advice()));
            push!(html, "<li><b>{cause}.</b> <span>What to do: {advice}.</span></li>\n");
        }
        html.push_str("</ul></section>\n");
    }
    if !page.correlations.is_empty() {
        html.push_str("<section id=\"correlations\"><h2>Rank correlation</h2>\n");
        page.correlations.iter().for_each(|correlations| table(&mut html, correlations));
        html.push_str("</section>\n");
    }
    if !page.coverage.is_empty() {
        html.push_str("<section id=\"coverage\"><h2>Coverage</h2>\n");
        table(&mut html, &coverage_table(&page.coverage));
        html.push_str("</section>\n");
    }
    let mut points = Points::default();
    if !page.figures.is_empty() {
        html.push_str("<section id=\"plots\"><h2>Plots</h2>\n");
        page.figures.iter().for_each(|drawn| figure(&mut html, drawn, &mut points));
        html.push_str("</section>\n");
    }
    if !page.tables.is_empty() {
        html.push_str("<section id=\"tables\"><h2>Further tables</h2>\n");
        page.tables.iter().for_each(|further| table(&mut html, further));
        html.push_str("</section>\n");
    }
    origin(&mut html, page);
    html.push_str("</main>\n");
    if let Some(json) = points.json() {
        push!(html, "<script type=\"application/json\" id=\"points\">{json}</script>\n");
    }
    push!(html, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    html
}

/// Escapes a sentence; what stands in backticks becomes code.
fn code(sentence: &str) -> String {
    let parts = sentence.split('`').enumerate().map(|(i, part)| match i % 2 {
        1 => format!("<code>{}</code>", escape(part)),
        _ => escape(part),
    });
    parts.collect()
}

fn head(html: &mut String, page: &Page) {
    let title = escape(&page.title);
    push!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n"
    );
    if !page.study.is_empty() {
        push!(html, "<p class=\"study\">{}</p>\n", escape(&page.study));
    }
    push!(html, "<h1>{title}</h1>\n</header>\n");
}

fn findings(html: &mut String, page: &Page) {
    let Some((first, rest)) = page.findings.split_first() else { return };
    push!(html, "<section id=\"finding\">\n<p class=\"lead\">{}</p>\n", escape(first));
    if !rest.is_empty() {
        html.push_str("<ul>\n");
        for sentence in rest {
            push!(html, "<li>{}</li>\n", escape(sentence));
        }
        html.push_str("</ul>\n");
    }
    html.push_str("</section>\n");
}

/// Where the numbers come from: commands, configuration, environment.
fn origin(html: &mut String, page: &Page) {
    if page.commands.is_empty() && page.config_yaml.is_empty() && page.environment.is_empty() {
        return;
    }
    html.push_str("<section id=\"origin\"><h2>How to get these numbers again</h2>\n");
    if !page.commands.is_empty() {
        push!(html, "<pre class=\"commands\">{}</pre>\n", escape(&page.commands.join("\n")));
    }
    if !page.config_yaml.is_empty() {
        let lines = page.config_yaml.lines().count() as u64;
        source(html, &format!("Configuration ({} lines)", thousands(lines)), &page.config_yaml);
    }
    if !page.environment.is_empty() {
        html.push_str("<dl>\n");
        for (name, value) in &page.environment {
            push!(html, "<dt>{}</dt><dd>{}</dd>\n", escape(name), escape(value));
        }
        html.push_str("</dl>\n");
    }
    html.push_str("</section>\n");
}
