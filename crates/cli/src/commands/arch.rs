//! `epsilon arch`.

use std::fmt::Write as _;

use config::spaces::{self, SpaceOptions};
use data::list_file;
use network::Property;
use report::thousands;
use study::{Described, describe};

use crate::arguments::{ArchArguments, ArchFormat};
use crate::exit::{Exit, UsageError};
use crate::output::{self, tell};
use crate::threads;

/// The names of the columns before the numbers of the graph.
const SPELLINGS: [&str; 6] = ["arch", "index", "naslib", "adjacency", "function", "isomorphism"];

/// Prints what is known of architectures.
pub fn arch(arguments: &ArchArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let entry = spaces::find(&arguments.space).ok_or_else(|| {
        UsageError(format!("--space {}: there are {}", arguments.space, spaces::names().join(", ")))
    })?;
    let recipes = arguments.recipes.clone();
    let space = (entry.open)(SpaceOptions { input: entry.input, recipes, skip: false });
    let space = space.as_ref();
    let all = |text: &str| text == "all";
    let asked = match (&arguments.archs, &arguments.architectures[..]) {
        (Some(path), _) if !path.to_str().is_some_and(all) => list_file(space, path)?,
        (None, texts) if !matches!(texts, [text] if all(text)) => {
            texts.iter().map(|text| space.parse(text)).collect::<Result<_, _>>()?
        }
        _ => space.architectures()?,
    };
    let found = describe(entry.input, entry.classes, &asked)?;
    for warning in space.warnings() {
        tell!("warning: {warning}");
    }
    let one = arguments.archs.is_none() && asked.len() == 1;
    let text = match arguments.format.unwrap_or(if one { ArchFormat::Card } else { ArchFormat::Csv }) {
        ArchFormat::Csv => table(&found),
        ArchFormat::Card => found.iter().map(card).collect::<Vec<_>>().join("\n"),
    };
    output::print(&text);
    Ok(Exit::Ok)
}

/// The spellings of an architecture, in the order of their names.
fn spellings(found: &Described) -> [String; SPELLINGS.len()] {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        found.key.clone(),
        found.index.map_or_else(String::new, |index| index.to_string()),
        given(&found.naslib),
        given(&found.adjacency),
        given(&found.function),
        found.isomorphism.clone(),
    ]
}

/// One row an architecture.
fn table(found: &[Described]) -> String {
    let mut text = files::csv_row(SPELLINGS.into_iter().chain(Property::ALL.map(Property::name)));
    for one in found {
        let number =
            |property| one.numbers.get(property).map_or_else(String::new, |number| number.to_string());
        text.push_str(&files::csv_row(spellings(one).into_iter().chain(Property::ALL.map(number))));
    }
    text
}

/// One architecture for reading: a line for each thing that is known.
fn card(found: &Described) -> String {
    let names =
        ["", "official index", "NASLib's tuple", "adjacency and operations", "function", "isomorphism class"];
    let mut text = format!("{}\n", found.key);
    for (name, spelling) in names.into_iter().zip(spellings(found)).skip(1) {
        if !spelling.is_empty() {
            let _ = writeln!(text, "  {name:<26}{spelling}");
        }
    }
    for property in Property::ALL {
        let name = match property {
            Property::Params => "parameters",
            Property::Flops => "multiply-accumulates",
            Property::LiveParams => "live parameters",
            Property::LiveFlops => "live multiply-accumulates",
            Property::Depth => "longest chain of layers",
            Property::Convolutions => "convolutions",
            Property::ShortestChain => "shortest chain of layers",
        };
        if let Some(number) = found.numbers.get(property) {
            let _ = writeln!(text, "  {name:<26}{}", thousands(number));
        }
    }
    text
}
