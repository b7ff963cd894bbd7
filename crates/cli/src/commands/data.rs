//! `epsilon data`.

use std::path::Path;

use config::spaces;
use data::suite_zero::{ExportError, export};
use fetch::State;
use report::{Cell, Column, Table, csv, terminal};

use super::labels;
use crate::arguments::{DataArguments, DataCommand, TableFormat};
use crate::exit::{Exit, UsageError};
use crate::fetching;
use crate::output;

/// Lists, fetches, makes tables or exports.
pub fn data(arguments: &DataArguments) -> anyhow::Result<Exit> {
    match &arguments.command {
        DataCommand::List { format } => {
            output::print(&match format {
                TableFormat::Table => terminal(&short(), output::width()),
                TableFormat::Csv => csv(&full()),
            });
            Ok(Exit::Ok)
        }
        DataCommand::Labels { file, out, source, seeds } => labels::write(file, out, *source, *seeds),
        DataCommand::Export { scores, space, dataset } => {
            let entry = spaces::find(space).ok_or_else(|| {
                let known = spaces::names().join(", ");
                UsageError(format!("--space {space}: there is no such space; there are {known}"))
            })?;
            let json = export(scores, entry.plain().as_ref(), dataset).map_err(|error| match error {
                ExportError::NoTuples { .. } => UsageError(format!("--space {space}: {error}")).into(),
                other => anyhow::Error::from(other),
            })?;
            output::print(&format!("{json}\n"));
            Ok(Exit::Ok)
        }
        DataCommand::Fetch { names } => {
            // A wrong name is found before anything is fetched.
            let sets = names.iter().map(|name| fetch::find(name)).collect::<Result<Vec<_>, _>>()?;
            fetching::fetch_all(sets)?;
            Ok(Exit::Ok)
        }
    }
}

/// What there is of a set, in words.
fn state(set: &fetch::Set) -> &'static str {
    match set.state(Path::new("")) {
        State::There => "there",
        State::Partly => "a part",
        State::Absent => "absent",
        State::Other(_) => "another file",
    }
}

fn megabytes(set: &fetch::Set, unknown: &str) -> Cell {
    match set.megabytes() {
        Some(value) => Cell::Fixed { value, decimals: u8::from(value < 100.0) },
        None => Cell::from(unknown),
    }
}

/// The table for reading.
fn short() -> Table {
    let rows = fetch::sets().iter().map(|set| {
        let configs = fetching::configs_with(set, Path::new("configs"));
        vec![
            Cell::from(set.name.as_str()),
            megabytes(set, "?"),
            Cell::from(set.licence.as_str()),
            Cell::from(state(set)),
            Cell::Count(configs.len() as u64),
            Cell::from(set.what.as_str()),
        ]
    });
    Table {
        caption: String::new(),
        columns: vec![
            Column::text("set"),
            Column::number("MB"),
            Column::text("licence"),
            Column::text("state"),
            Column::number("configs"),
            Column::text("what"),
        ],
        rows: rows.collect(),
        notes: vec![
            "`epsilon data fetch SET` brings a set, or says where it is from. --format csv has origins, files and the configs."
                .to_owned(),
        ],
    }
}

/// The table for programs: everything that is known.
fn full() -> Table {
    let rows = fetch::sets().iter().map(|set| {
        let paths: Vec<_> = set.paths().map(|path| path.display().to_string()).collect();
        vec![
            Cell::from(set.name.as_str()),
            megabytes(set, ""),
            Cell::from(set.licence.as_str()),
            Cell::from(state(set)),
            Cell::from(fetching::configs_with(set, Path::new("configs")).join(" ")),
            Cell::from(set.what.as_str()),
            Cell::from(set.described.as_str()),
            Cell::from(paths.join(" ")),
        ]
    });
    let names = ["set", "megabytes", "licence", "state", "configs", "what", "described", "files"];
    Table {
        caption: String::new(),
        columns: names.map(Column::text).to_vec(),
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
