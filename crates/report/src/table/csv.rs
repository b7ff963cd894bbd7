use super::{Cell, Column, Table};

/// The table as CSV (RFC 4180, `\n` line ends) with numbers at full precision.
///
/// A cell that holds several numbers becomes several columns: an estimate `x` gives `x`, `x low` and `x high`,
/// a coverage gives `x` (scored) and `x asked`, or `a` and `b` if its column is named `a / b`. Percentages are fractions. What is missing is empty.
pub fn csv(table: &Table) -> String {
    let parts: Vec<usize> = (0..table.columns.len()).map(|i| parts(table, i)).collect();
    let mut text = String::new();
    let header = table.columns.iter().zip(&parts).flat_map(|(column, parts)| names(column, *parts));
    text.push_str(&files::csv_row(header));
    for row in &table.rows {
        let cells = parts.iter().enumerate().flat_map(|(i, parts)| values(row.get(i), *parts));
        text.push_str(&files::csv_row(cells));
    }
    text
}

/// One field, in quotes where CSV needs them.
pub(crate) fn quote(field: &str) -> String {
    files::csv_cell(field).into_owned()
}

fn parts(table: &Table, column: usize) -> usize {
    let parts = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Estimate { .. } => 3,
        Cell::Coverage { .. } => 2,
        _ => 1,
    });
    parts.max().unwrap_or(1)
}

fn names(column: &Column, parts: usize) -> Vec<String> {
    let name = &column.name;
    match parts {
        3 => vec![name.clone(), format!("{name} low"), format!("{name} high")],
        2 => match name.split_once(" / ") {
            Some((scored, asked)) => vec![scored.to_owned(), asked.to_owned()],
            None => vec![name.clone(), format!("{name} asked")],
        },
        _ => vec![name.clone()],
    }
}

fn values(cell: Option<&Cell>, parts: usize) -> Vec<String> {
    let mut values = match cell {
        Some(Cell::Text(text)) => vec![text.clone()],
        Some(Cell::Count(count)) => vec![count.to_string()],
        Some(Cell::Fixed { value, .. } | Cell::Significant { value, .. } | Cell::P(value)) => {
            vec![number(*value)]
        }
        Some(Cell::Percent { fraction, .. }) => vec![number(*fraction)],
        Some(Cell::Estimate { value, low, high, .. }) => vec![number(*value), number(*low), number(*high)],
        Some(Cell::Coverage { scored, asked }) => vec![scored.to_string(), asked.to_string()],
        Some(Cell::Missing) | None => vec![],
    };
    values.resize(parts, String::new());
    values
}

/// The shortest text that reads back as the same number; empty where there is none.
pub(crate) fn number(value: f64) -> String {
    let magnitude = value.abs();
    if !value.is_finite() {
        String::new()
    } else if magnitude != 0.0 && !(1e-5..1e15).contains(&magnitude) {
        // Without an exponent 1e-300 would take 300 digits.
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}
