use super::{Align, Table};
use crate::text::push;

/// The table as a LaTeX `table` environment with `booktabs` rules.
///
/// All text is escaped except headings that were given as LaTeX ([`super::Column::latex`]).
pub fn latex(table: &Table) -> String {
    let columns: String =
        table.columns.iter().map(|column| if column.align == Align::Left { 'l' } else { 'r' }).collect();
    let mut text = String::from("% needs \\usepackage{booktabs}\n\\begin{table}\n  \\centering\n");
    if !table.caption.is_empty() {
        push!(text, "  \\caption{{{}}}\n", escape(&table.caption));
    }
    push!(text, "  \\begin{{tabular}}{{{columns}}}\n    \\toprule\n");
    let header =
        table.columns.iter().map(|column| column.latex.clone().unwrap_or_else(|| escape(&column.name)));
    text.push_str(&line(header));
    text.push_str("    \\midrule\n");
    for row in &table.rows {
        text.push_str(&line(table.shown(row).map(|cell| cell_source(&cell))));
    }
    text.push_str("    \\bottomrule\n  \\end{tabular}\n");
    for note in &table.notes {
        push!(text, "  \\par\\footnotesize {}\n", escape(note));
    }
    text.push_str("\\end{table}\n");
    text
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("    {} \\\\\n", cells.collect::<Vec<_>>().join(" & "))
}

/// Negative numbers get a minus sign instead of a hyphen, grouped digits no space after the comma.
fn cell_source(shown: &str) -> String {
    let mantissa_exponent = shown.matches('e').count() == 1 && shown.parse::<f64>().is_ok();
    let numeric = shown.starts_with(|c: char| c.is_ascii_digit() || "-<>".contains(c))
        && (mantissa_exponent || shown.chars().all(|c| c.is_ascii_digit() || " .,-[]/()%<>".contains(c)));
    if !numeric {
        return escape(shown);
    }
    if let Some((mantissa, exponent)) = shown.split_once('e') {
        return format!("${mantissa} \\times 10^{{{exponent}}}$");
    }
    let mut source = String::with_capacity(shown.len() + 8);
    let mut characters = shown.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '-' => source.push_str("$-$"),
            ',' if characters.peek().is_some_and(char::is_ascii_digit) => source.push_str("{,}"),
            ' ' if characters.peek() == Some(&'%') => source.push_str("\\,"),
            '%' => source.push_str("\\%"),
            '<' | '>' => push!(source, "${character}$"),
            other => source.push(other),
        }
    }
    source
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '|' => escaped.push_str("\\textbar{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '–' => escaped.push_str("--"),
            '\n' | '\r' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
