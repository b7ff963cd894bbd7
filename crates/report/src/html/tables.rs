use maud::{Markup, html};

use crate::{Align, Cell, Table, latex, markdown, table::Place};

/// Tables with more letters in a row are printed on paper that lies on its side.
const LANDSCAPE: usize = 110;

/// One table with sortable headings and its Markdown and LaTeX below it.
pub(super) fn table(table: &Table) -> Markup {
    with_ids(table, &|_| None)
}

/// The same with ids for rows, so that links can lead to them.
pub(super) fn with_ids(table: &Table, id: &dyn Fn(usize) -> Option<String>) -> Markup {
    let places: Vec<Vec<Option<Place>>> = (0..table.columns.len()).map(|i| table.places(i)).collect();
    let letters = letters(table);
    html! {
        figure .table .wide[letters > LANDSCAPE] style={ "--letters:" (letters) } {
            @if !table.caption.is_empty() { figcaption { (table.caption) } }
            div .scroll role="region" tabindex="0" aria-label=(name(table)) {
                table .sortable {
                    thead {
                        tr {
                            @for column in &table.columns {
                                th scope="col" .n[column.align == Align::Right]
                                    title=[(!column.help.is_empty()).then_some(&column.help)] {
                                    (column.name.replace('-', "\u{2011}"))
                                }
                            }
                        }
                    }
                    tbody {
                        @for (i, row) in table.rows.iter().enumerate() {
                            tr id=[id(i)] {
                                @for (j, column) in table.columns.iter().enumerate() {
                                    (cell(row.get(j).unwrap_or(&Cell::Text(String::new())), column.align, j == 0, places[j][i]))
                                }
                            }
                        }
                    }
                }
            }
            @for note in &table.notes { p .note { (note) } }
            (source("Markdown", &markdown(table)))
            (source("LaTeX", &latex(table)))
        }
        "\n"
    }
}

fn name(table: &Table) -> &str {
    if table.caption.is_empty() { "Table" } else { &table.caption }
}

/// About how many letters wide the table is, two for the space between columns.
fn letters(table: &Table) -> usize {
    let column = |i: usize| {
        let cells =
            table.rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.show().chars().count().min(40));
        let words = table.columns[i].name.split(' ').map(|word| word.chars().count());
        cells.chain(words).max().unwrap_or(0) + 2
    };
    (0..table.columns.len()).map(column).sum()
}

fn cell(cell: &Cell, align: Align, first: bool, place: Option<Place>) -> Markup {
    let short = matches!(cell, Cell::Text(text) if text.chars().count() <= 16);
    let class = match align {
        Align::Right => Some("n"),
        Align::Left if short => Some("s"),
        Align::Left => None,
    };
    // `data-v` is what sorting compares; without it a cell is words, or has no value and goes last.
    let value = match (cell, cell.sort_value()) {
        (_, Some(value)) => Some(format!("{value:e}")),
        (Cell::Text(_), None) => None,
        (_, None) => Some(String::new()),
    };
    let shown = cell.show();
    let (number, rest) = shown.split_once(' ').unwrap_or((&shown, ""));
    let body = html! {
        @match place {
            Some(Place::First) => { b { (number) } " " (rest) },
            Some(Place::Second) => { u { (number) } " " (rest) },
            // A long name breaks where its words end.
            None => { @for part in shown.split_inclusive('_') { (part) @if part.ends_with('_') { wbr; } } },
        }
        @if let Cell::Coverage { scored, asked: asked @ 1.. } = cell {
            span .bar aria-hidden="true" { i style={ "width:" (format!("{:.1}", *scored as f64 / *asked as f64 * 100.0)) "%" } {} }
        }
    };
    html! {
        @if first { th scope="row" class=[class] data-v=[value] { (body) } }
        @else { td class=[class] data-v=[value] { (body) } }
    }
}

/// Folded-up text with a button that copies it.
pub(super) fn source(name: &str, text: &str) -> Markup {
    html! {
        details .source {
            summary { (name) }
            button .copy type="button" { "Copy" }
            pre tabindex="0" { (text) }
        }
    }
}
