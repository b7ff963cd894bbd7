use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

use crate::printable;
use crate::text::push;

use super::{Align, Cell, Column, Table};

/// The table as text, for a terminal of `width` columns or, with `None`, for a file or another program: then nothing
/// wraps and there are no lines.
///
/// Numbers never break over lines. Columns that a terminal has no room for are left out in the order that
/// [`Column::priority`] says, and named below the table; without priorities none is. If that is not enough, the table
/// is turned on its side (one line a column, one column a row), or each row becomes a list of names and values. Colours
/// are not used, so that the text can be copied as it is; control characters are shown, not sent.
pub fn terminal(table: &Table, width: Option<u16>) -> String {
    let mut left_out = Vec::new();
    let mut narrow = table.clone();
    let body = loop {
        let text = lay_out(&narrow, width);
        let fits = |text: &str| {
            width.is_none_or(|width| text.lines().all(|line| line.chars().count() <= usize::from(width)))
        };
        if fits(&text) || table.rows.is_empty() {
            break text;
        }
        if let Some((narrower, name)) = narrow.narrowed() {
            left_out.push(name);
            narrow = narrower;
            continue;
        }
        let turned = lay_out(&turn(&narrow), width);
        break if fits(&turned) { turned } else { records(&narrow, width) };
    };
    let wide = width.map_or(usize::MAX, usize::from);
    let mut text = String::new();
    if !table.caption.is_empty() {
        text.push_str(&wrap(&visible(&table.caption), wide));
    }
    for line in body.lines() {
        push!(text, "{}\n", line.trim_end());
    }
    for note in &table.notes {
        text.push_str(&wrap(&visible(note), wide));
    }
    if !left_out.is_empty() {
        // In the order of the table.
        left_out.sort_by_key(|name| table.columns.iter().position(|column| column.name == *name));
        text.push_str(&wrap(&format!("No room for: {}.", left_out.join(", ")), wide));
    }
    text
}

/// A line below the headings, or nothing but columns.
fn style(lines: bool) -> TableStyle {
    let style = TableStyle::new();
    if lines { style.header_separator(LineStyle::none().fill('─').junction('─')) } else { style }
}

fn lay_out(table: &Table, width: Option<u16>) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(style(width.is_some()));
    drawn.force_no_tty();
    drawn.set_header(table.columns.iter().map(|column| comfy_table::Cell::new(visible(&column.name))));
    for row in &table.rows {
        drawn.add_row(table.shown(row).map(|cell| visible(&cell)));
    }
    if let Some(width) = width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic);
        drawn.set_width(width);
    }
    for (i, column) in table.columns.iter().enumerate() {
        let Some(drawn_column) = drawn.column_mut(i) else { continue };
        // A terminal has a space between columns besides.
        drawn_column.set_padding((u16::from(i > 0 && width.is_none()), 1));
        if column.align == Align::Right {
            drawn_column.set_cell_alignment(CellAlignment::Right);
        }
        let longest =
            |texts: &mut dyn Iterator<Item = String>| texts.map(|t| t.chars().count()).max().unwrap_or(0);
        let cells = longest(&mut table.rows.iter().filter_map(|row| row.get(i)).map(Cell::show));
        let heading = in_two_lines(&column.name);
        // Words wrap between each other, and inside only where one is very long.
        let words = longest(
            &mut table
                .rows
                .iter()
                .filter_map(|row| row.get(i))
                .flat_map(|cell| cell.show().split_whitespace().map(str::to_owned).collect::<Vec<_>>()),
        );
        let least = if column.align == Align::Right { cells } else { words.min(25) }.max(heading);
        // One more for the space beside it.
        let least = u16::try_from(least.saturating_add(1)).unwrap_or(u16::MAX);
        drawn_column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    drawn.trim_fmt()
}

/// How wide a heading is that breaks at most once.
fn in_two_lines(name: &str) -> usize {
    let length = |part: &str| part.chars().count();
    let broken = name.match_indices(' ').map(|(at, _)| length(&name[..at]).max(length(&name[at + 1..])));
    broken.min().unwrap_or(length(name))
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
    Table { columns, rows: rows.collect(), ..Table::default() }
}

/// Each row as its first cell and, indented, one line for each other column.
fn records(table: &Table, width: Option<u16>) -> String {
    let longest = table.columns.iter().skip(1).map(|column| column.name.chars().count()).max().unwrap_or(0);
    let wide = width.map_or(usize::MAX, usize::from);
    let mut text = String::new();
    for row in &table.rows {
        for (i, (column, cell)) in table.columns.iter().zip(table.shown(row)).enumerate() {
            let (name, cell) = (visible(&column.name), visible(&cell));
            let line = if i == 0 { cell } else { format!("  {name:<longest$}  {cell}") };
            text.push_str(&cut(&line, wide));
        }
    }
    text
}

/// The line, and what has no room in it on further ones.
fn cut(line: &str, width: usize) -> String {
    let letters: Vec<char> = line.chars().collect();
    let mut text = String::new();
    for part in letters.chunks(width.max(1)) {
        text.extend(part);
        text.push('\n');
    }
    if letters.is_empty() { "\n".to_owned() } else { text }
}

fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let length = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && length > width {
            wrapped.push_str(&cut(&line, width));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    wrapped + &cut(&line, width)
}

/// The text on one line, without what acts on a terminal: names of columns and architectures come from files.
fn visible(text: &str) -> String {
    printable(&text.replace('\n', " ")).into_owned()
}
