use super::{Align, Cell, Place, Table};
use crate::text::push;

/// The table as Markdown (the pipe tables that most renderers know), caption in bold above, notes below.
///
/// Where rows are compared ([`super::Column::best`]), the best number is bold and the second in italics.
pub fn markdown(table: &Table) -> String {
    let mut text = String::new();
    if !table.caption.is_empty() {
        push!(text, "**{}**\n\n", escape(&table.caption));
    }
    let header: Vec<String> = table.columns.iter().map(|column| escape(&column.name)).collect();
    let places: Vec<Vec<Option<Place>>> = (0..table.columns.len()).map(|i| table.places(i)).collect();
    let cell = |i: usize, j: usize, shown: &str| {
        let shown = escape(shown);
        let (number, rest) = shown.split_once(' ').unwrap_or((&shown, ""));
        // Markdown has no underline.
        let mark = match places[j][i] {
            Some(Place::First) => "**",
            Some(Place::Second) => "*",
            None => return shown,
        };
        format!("{mark}{number}{mark} {rest}").trim_end().to_owned()
    };
    let row = |(i, row): (usize, &Vec<Cell>)| -> Vec<String> {
        table.shown(row).enumerate().map(|(j, shown)| cell(i, j, &shown)).collect()
    };
    let rows: Vec<Vec<String>> = table.rows.iter().enumerate().map(row).collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|i| rows.iter().chain([&header]).map(|row| row[i].chars().count()).max().unwrap_or(0).max(3))
        .collect();
    let line = |cells: &[String]| {
        let cells =
            cells.iter().zip(&widths).zip(&table.columns).map(|((cell, width), column)| match column.align {
                Align::Left => format!(" {cell:<width$} |"),
                Align::Right => format!(" {cell:>width$} |"),
            });
        format!("|{}\n", cells.collect::<String>())
    };
    text.push_str(&line(&header));
    text.push('|');
    for (width, column) in widths.iter().zip(&table.columns) {
        let end = if column.align == Align::Right { ":" } else { "-" };
        push!(text, "{}{end}|", "-".repeat(width + 1));
    }
    text.push('\n');
    for row in &rows {
        text.push_str(&line(row));
    }
    for note in &table.notes {
        push!(text, "\n{}\n", escape(note));
    }
    text
}

/// A pipe would end the cell, a line end the table; a NAS-Bench-201 cell is full of the former.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' | '\\' | '*' | '_' | '`' | '<' | '[' | ']' if !plain(text, character) => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' | '\r' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Signs that mean nothing where they stand: an underscore inside a word, the brackets of an interval.
fn plain(text: &str, character: char) -> bool {
    match character {
        '_' => !text.starts_with('_') && !text.ends_with('_') && !text.contains(" _") && !text.contains("_ "),
        '[' | ']' => !text.contains("]("),
        _ => false,
    }
}
