use super::escape::escape;
use crate::text::push;
use crate::{Align, Cell, Table, latex, markdown};

/// One table with sortable headings and its Markdown and LaTeX below it.
pub(super) fn table(html: &mut String, table: &Table) {
    html.push_str("<figure class=\"table\">\n");
    if !table.caption.is_empty() {
        push!(html, "<figcaption>{}</figcaption>\n", escape(&table.caption));
    }
    html.push_str("<div class=\"scroll\"><table class=\"sortable\"><thead><tr>");
    for column in &table.columns {
        let class = if column.align == Align::Right { " class=\"n\"" } else { "" };
        let help = if column.help.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escape(&column.help))
        };
        push!(html, "<th scope=\"col\"{class}{help}>{}</th>", escape(&column.name).replace('-', "\u{2011}"));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (i, column) in table.columns.iter().enumerate() {
            cell(html, row.get(i).unwrap_or(&Cell::Text(String::new())), column.align);
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    for note in &table.notes {
        push!(html, "<p class=\"note\">{}</p>\n", escape(note));
    }
    source(html, "Markdown", &markdown(table));
    source(html, "LaTeX", &latex(table));
    html.push_str("</figure>\n");
}

fn cell(html: &mut String, cell: &Cell, align: Align) {
    let short = matches!(cell, Cell::Text(text) if text.len() <= 24);
    let class = match align {
        Align::Right => " class=\"n\"",
        Align::Left if short => " class=\"s\"",
        Align::Left => "",
    };
    // `data-v` is what sorting compares; without it a cell is words, or has no value and goes last.
    let value = match (cell, cell.sort_value()) {
        (_, Some(value)) => format!(" data-v=\"{value:e}\""),
        (Cell::Text(_), None) => String::new(),
        (_, None) => " data-v=\"\"".to_owned(),
    };
    let text = escape(&cell.show());
    match cell {
        Cell::Coverage { scored, asked } if *asked > 0 => {
            let percent = *scored as f64 / *asked as f64 * 100.0;
            push!(
                html,
                "<td{class}{value}>{text}<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:{percent:.1}%\"></i></span></td>"
            );
        }
        _ => push!(html, "<td{class}{value}>{text}</td>"),
    }
}

/// Folded-up text with a button that copies it.
pub(super) fn source(html: &mut String, name: &str, text: &str) {
    push!(
        html,
        "<details class=\"source\"><summary>{}</summary><button type=\"button\" class=\"copy\">Copy</button><pre>{}</pre></details>\n",
        escape(name),
        escape(text)
    );
}
