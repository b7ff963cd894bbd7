//! The `epsilon` program. `main` is the story of a call; the parts are in modules of their own.

mod arguments;
mod commands;
mod exit;
mod interrupt;
mod output;
mod progress;
mod threads;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Run(run) => commands::run::run(run),
        Command::Score(score) => commands::score::score(score),
        Command::Correlate(correlate) => commands::correlate::correlate(correlate),
        Command::Data(data) => commands::data::data(data),
        Command::Completions { shell } => commands::completions::completions(*shell),
    };
    outcome.unwrap_or_else(|error| exit::report(&error)).into()
}
