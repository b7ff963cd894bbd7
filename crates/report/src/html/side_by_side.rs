use super::Page;
use crate::{Align, Cell, Column, Figure, Plot, Table};

/// One page of several, each with the name of its run: their coverage and coefficients column by column, then what each
/// of them shows, figures of one name beside each other.
///
/// Tables are set beside each other where their captions are the same, rows where their first cells are.
pub fn side_by_side(runs: &[(String, Page)]) -> Page {
    let named = |name: &str, text: &str| format!("{name}: {text}");
    let all = |of: fn(&Page) -> &[String]| {
        let said = runs.iter().flat_map(|(name, page)| of(page).iter().map(move |text| named(name, text)));
        said.collect::<Vec<String>>()
    };
    let tables = |of: fn(&Page) -> &[Table]| {
        let tables = runs.iter().flat_map(|(name, page)| {
            of(page).iter().map(move |table| Table { caption: named(name, &table.caption), ..table.clone() })
        });
        tables.collect::<Vec<Table>>()
    };
    let names: Vec<&str> = runs.iter().map(|(name, _)| name.as_str()).collect();
    Page {
        title: format!("Side by side: {}", names.join(", ")),
        findings: all(|page| &page.findings),
        correlations: compared(runs),
        coverage: Vec::new(),
        warnings: runs.iter().flat_map(|(_, page)| page.warnings.clone()).collect(),
        figures: figures(runs).into(),
        tables: [tables(|page| &page.correlations), tables(|page| &page.tables)].concat(),
        ..Page::default()
    }
}

/// What a table of the same caption in each run says of each row: the columns that compare rows, and the coverage.
fn compared(runs: &[(String, Page)]) -> Vec<Table> {
    let mut captions: Vec<&str> = Vec::new();
    for table in runs.iter().flat_map(|(_, page)| &page.correlations) {
        if !captions.contains(&table.caption.as_str()) {
            captions.push(&table.caption);
        }
    }
    captions.into_iter().map(|caption| beside(runs, caption)).collect()
}

/// How many of the columns that stay in a narrow table are set beside each other: coverage and rho.
const BESIDE: usize = 2;

fn beside(runs: &[(String, Page)], caption: &str) -> Table {
    let mut table = Table { caption: caption.to_owned(), ..Table::default() };
    let mut rows: Vec<(String, Vec<Cell>)> = Vec::new();
    for (name, page) in runs {
        let Some(of) = page.correlations.iter().find(|table| table.caption == caption) else { continue };
        if table.columns.is_empty() {
            table.columns.extend(of.columns.first().cloned());
        }
        let before = table.columns.len() - 1;
        let numbers = of.columns.iter().enumerate().skip(1);
        let chosen: Vec<usize> = numbers
            .filter(|(_, column)| column.align == Align::Right && column.priority == 0)
            .map(|(place, _)| place)
            .take(BESIDE)
            .collect();
        let heading = |place: &usize| {
            let column = &of.columns[*place];
            // Rows of one run compete with each other, not with those of another.
            Column { name: format!("{} ({name})", column.name), latex: None, group: None, ..column.clone() }
        };
        table.columns.extend(chosen.iter().map(heading));
        for row in &of.rows {
            let Some(first) = row.first().map(Cell::show) else { continue };
            let place = rows.iter().position(|(other, _)| *other == first).unwrap_or_else(|| {
                rows.push((first, Vec::new()));
                rows.len() - 1
            });
            let cells = &mut rows[place].1;
            cells.resize(before, Cell::Missing);
            cells.extend(chosen.iter().map(|column| row.get(*column).cloned().unwrap_or(Cell::Missing)));
        }
    }
    let width = table.columns.len().saturating_sub(1);
    table.rows = rows
        .into_iter()
        .map(|(first, mut cells)| {
            cells.resize(width, Cell::Missing);
            [Cell::Text(first)].into_iter().chain(cells).collect()
        })
        .collect();
    table
}

/// All figures, those that have one name in their runs one after another.
fn figures(runs: &[(String, Page)]) -> Vec<Figure> {
    let mut figures: Vec<(&str, Figure)> = Vec::new();
    for (number, (name, page)) in runs.iter().enumerate() {
        for figure in &page.figures {
            let mut plot = figure.plot.clone();
            *plot.title_mut() = format!("{name}: {}", plot.title());
            if let Plot::HeatMap(map) = &mut plot {
                // The rows that they lead to are not on this page.
                map.links.clear();
            }
            let own = Figure { stem: format!("{}-{}", figure.stem, number + 1), plot, ..figure.clone() };
            let after = figures.iter().rposition(|(stem, _)| *stem == figure.stem);
            figures.insert(after.map_or(figures.len(), |place| place + 1), (&figure.stem, own));
        }
    }
    figures.into_iter().map(|(_, figure)| figure).collect()
}
