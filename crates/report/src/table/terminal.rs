use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};

use crate::printable;
use crate::text::push;

use super::{Align, Cell, Column, Table};

/// The table as text for a terminal of `width` columns; `None` never wraps.
///
/// Numbers never break over lines. A table too wide for that is turned on its side: one line a column, one
/// column a row; if that is too wide as well, each row becomes a list of names and values. Colours are not used, so that the text can go to a file as it is.
pub fn terminal(table: &Table, width: Option<u16>) -> String {
    let laid_out = lay_out(table, width);
    let fits = |text: &str| {
        width.is_none_or(|width| text.lines().all(|line| line.chars().count() <= usize::from(width)))
    };
    let body = if fits(&laid_out) || table.rows.is_empty() {
        laid_out
    } else {
        let turned = lay_out(&turn(table), width);
        if fits(&turned) { turned } else { records(table) }
    };
    let mut text = String::new();
    if !table.caption.is_empty() {
        text.push_str(&table.caption);
        text.push('\n');
    }
    text.push_str(&body);
    text.push('\n');
    for note in &table.notes {
        text.push_str(&wrap(note, width.map_or(usize::MAX, usize::from)));
    }
    // Names of columns and architectures come from files.
    printable(&text).into_owned()
}

fn lay_out(table: &Table, width: Option<u16>) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::UTF8_FULL_CONDENSED);
    drawn.force_no_tty();
    drawn.set_header(table.columns.iter().map(|column| comfy_table::Cell::new(&column.name)));
    for row in &table.rows {
        drawn.add_row(table.shown(row));
    }
    if let Some(width) = width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic);
        drawn.set_width(width);
    }
    for (i, column) in table.columns.iter().enumerate() {
        let Some(drawn_column) = drawn.column_mut(i) else { continue };
        if column.align == Align::Right {
            drawn_column.set_cell_alignment(CellAlignment::Right);
        }
        let longest =
            |texts: &mut dyn Iterator<Item = String>| texts.map(|t| t.chars().count()).max().unwrap_or(0);
        let cells = longest(&mut table.rows.iter().filter_map(|row| row.get(i)).map(Cell::show));
        let heading = longest(&mut column.name.split(' ').map(str::to_owned));
        let least =
            if column.align == Align::Right { cells.max(heading) } else { cells.min(12).max(heading) };
        // Two more for the space on either side.
        let least = u16::try_from(least.saturating_add(2)).unwrap_or(u16::MAX);
        drawn_column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    drawn.trim_fmt()
}

/// Rows become columns. The first cell of each row is its new heading.
fn turn(table: &Table) -> Table {
    let mut columns = vec![Column::text(table.columns.first().map_or("", |column| &column.name))];
    columns
        .extend(table.rows.iter().map(|row| Column::number(row.first().map(Cell::show).unwrap_or_default())));
    let rows = (1..table.columns.len()).map(|i| {
        let name = Cell::Text(table.columns[i].name.clone());
        let cells = table.rows.iter().map(|row| row.get(i).cloned().unwrap_or(Cell::Missing));
        [name].into_iter().chain(cells).collect()
    });
    Table { caption: String::new(), columns, rows: rows.collect(), notes: Vec::new() }
}

/// Each row as its first cell and, indented, one line for each other column.
fn records(table: &Table) -> String {
    let longest = table.columns.iter().skip(1).map(|column| column.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in &table.rows {
        for (i, (column, cell)) in table.columns.iter().zip(table.shown(row)).enumerate() {
            if i == 0 {
                push!(text, "{cell}\n");
            } else {
                push!(text, "  {:<longest$}  {cell}\n", column.name);
            }
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            wrapped.push('\n');
            used = 0;
        } else if used > 0 {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += length;
    }
    wrapped.push('\n');
    wrapped
}
