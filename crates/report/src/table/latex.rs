use super::{Align, Cell, Column, Place, Table};
use crate::{stem, text::push};

/// Digits of `\footnotesize` that fit into the text width of `article` (345 pt); the space between two columns takes
/// as much as two of them.
const DIGITS: usize = 81;
const BETWEEN: usize = 2;

/// The table as a LaTeX `table` environment with `booktabs` rules, not wider than the text of an article.
///
/// Columns that there is no room for are left out in the order that [`Column::priority`] says, and named in a comment; a
/// table that is too wide all the same is made smaller, which a comment says too.
/// Where rows are compared ([`Column::best`]), the best number is bold and the second underlined. Notes follow the
/// caption. All text is escaped except headings that were given as LaTeX ([`Column::latex`]).
pub fn latex(table: &Table) -> String {
    let mut text = String::from("% needs \\usepackage{booktabs}\n");
    let mut narrow = table.clone();
    if width(&narrow) > DIGITS {
        narrow = narrow.with_fewer_intervals();
    }
    while width(&narrow) > DIGITS {
        let Some((narrower, name)) = narrow.narrowed() else { break };
        push!(text, "% no room for the column: {}\n", name.replace(char::is_control, " "));
        narrow = narrower;
    }
    let table = &narrow;
    // What is still too wide is made smaller.
    let scaled = width(table) > DIGITS;
    if scaled {
        text.push_str("% needs \\usepackage{graphicx}\n");
    }
    let columns: String =
        table.columns.iter().map(|column| if column.align == Align::Left { 'l' } else { 'r' }).collect();
    text.push_str("\\begin{table}\n  \\centering\n");
    let sentences = [&table.caption].into_iter().chain(&table.notes).filter(|text| !text.trim().is_empty());
    let caption: Vec<String> = sentences.map(|text| sentence(text)).collect();
    if !caption.is_empty() {
        push!(text, "  \\caption{{{}}}\n", caption.join(" "));
        push!(text, "  \\label{{tab:{}}}\n", stem::of_words(&table.caption));
    }
    text.push_str("  \\footnotesize\\setlength{\\tabcolsep}{4pt}\n");
    let (before, after) = if scaled { ("\\resizebox{\\linewidth}{!}{", "}") } else { ("", "") };
    push!(text, "  {before}\\begin{{tabular}}{{{columns}}}\n    \\toprule\n");
    text.push_str(&groups(&table.columns));
    text.push_str(&line(table.columns.iter().map(heading)));
    text.push_str("    \\midrule\n");
    let places: Vec<Vec<Option<Place>>> = (0..table.columns.len()).map(|i| table.places(i)).collect();
    for (i, row) in table.rows.iter().enumerate() {
        let cell = |(j, places): (usize, &Vec<Option<Place>>)| row.get(j).map(|cell| source(cell, places[i]));
        text.push_str(&line(places.iter().enumerate().map(|place| cell(place).unwrap_or_default())));
    }
    push!(text, "    \\bottomrule\n  \\end{{tabular}}{after}\n\\end{{table}}\n");
    text
}

/// A line with the names of groups over their columns, and a rule below each; nothing where there are none.
fn groups(columns: &[Column]) -> String {
    if columns.iter().all(|column| column.group.is_none()) {
        return String::new();
    }
    let (mut cells, mut rules, mut at) = (Vec::new(), String::new(), 1);
    for run in columns.chunk_by(|a, b| a.group == b.group) {
        let end = at + run.len() - 1;
        match &run[0].group {
            Some(name) => {
                cells.push(format!("\\multicolumn{{{}}}{{c}}{{{}}}", run.len(), escape(name)));
                push!(rules, "\\cmidrule(lr){{{at}-{end}}}");
            }
            None => cells.extend(run.iter().map(|_| String::new())),
        }
        at = end + 1;
    }
    format!("{}    {rules}\n", line(cells.into_iter()))
}

fn heading(column: &Column) -> String {
    column.latex.clone().unwrap_or_else(|| escape(&column.name))
}

fn sentence(text: &str) -> String {
    let text = escape(text.trim());
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}

/// About how many digits the widest row takes.
fn width(table: &Table) -> usize {
    let column = |i: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(i)).map(|cell| {
            let length = cell.show().chars().count();
            // Intervals are smaller.
            if matches!(cell, Cell::Estimate { .. }) { length - length / 8 } else { length }
        });
        let column = &table.columns[i];
        // A group's name is over all its columns; their own headings are short.
        let heading = match &column.group {
            Some(name) => {
                let columns = table.columns.iter().filter(|other| other.group.as_ref() == Some(name)).count();
                name.chars().count().div_ceil(columns).max(5)
            }
            None => column.name.chars().count(),
        };
        cells.chain([heading]).max().unwrap_or(0) + BETWEEN
    };
    (0..table.columns.len()).map(column).sum()
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("    {} \\\\\n", cells.collect::<Vec<_>>().join(" & "))
}

fn source(cell: &Cell, place: Option<Place>) -> String {
    let mark = |number: String| match place {
        Some(Place::First) => format!("\\textbf{{{number}}}"),
        Some(Place::Second) => format!("\\underline{{{number}}}"),
        None => number,
    };
    match cell {
        Cell::Text(text) => escape(text),
        Cell::Estimate { value, .. } if value.is_finite() => {
            let shown = cell.show();
            let (number, interval) = shown.split_once(' ').unwrap_or((&shown, ""));
            format!("{} {{\\scriptsize {}}}", mark(numeric(number)), numeric(interval))
        }
        other => mark(numeric(&other.show())),
    }
}

/// A number with a minus sign instead of a hyphen, and no space after the comma between its digits.
fn numeric(shown: &str) -> String {
    let (shown, power) = match shown.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, format!("$\\,\\times\\,10^{{{exponent}}}$")),
        None => (shown, String::new()),
    };
    let mut source = String::with_capacity(shown.len() + 8);
    let mut characters = shown.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '-' => source.push_str("$-$"),
            ',' if characters.peek().is_some_and(char::is_ascii_digit) => source.push_str("{,}"),
            ' ' if characters.peek() == Some(&'%') => source.push_str("\\,"),
            '%' => source.push_str("\\%"),
            '<' | '>' => push!(source, "${character}$"),
            '–' => source.push_str("--"),
            other => source.push(other),
        }
    }
    source + &power
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
