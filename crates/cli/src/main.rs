//! The `epsilon` program. `main` is the story of a call; the parts are in modules of their own.

// `eprintln!` ends the program where stderr is closed or full; `tell!` does not.
#![warn(clippy::print_stderr)]

mod arguments;
mod browser;
mod commands;
mod examples;
mod exit;
mod fetching;
mod interrupt;
mod output;
mod progress;
mod shell;
mod slurm;
mod threads;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use exit::Exit;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.quiet {
        output::hush();
    }
    interrupt::survive_limits();
    exit::guarded(|| call(&arguments.command)).into()
}

fn call(command: &Command) -> Exit {
    let outcome = match command {
        Command::Run(arguments) => commands::run::run("run", arguments),
        Command::Merge(merge) => commands::merge::merge(merge),
        Command::Ablate(arguments) => commands::run::run("ablate", arguments),
        Command::Weights(weights) => commands::weights::weights(weights),
        Command::Search(arguments) => commands::run::run("search", arguments),
        Command::Slurm(slurm) => commands::slurm::slurm(slurm),
        Command::Score(score) => commands::score::score(score),
        Command::Arch(arguments) => commands::arch::arch(arguments),
        Command::Verify(verify) => commands::verify::verify(verify),
        Command::Compare(arguments) => commands::compare::compare(arguments),
        Command::Correlate(correlate) => commands::correlate::correlate(correlate),
        Command::Plot(plot) => commands::plot::plot(plot),
        Command::Report(report) => commands::report::report(report),
        Command::Config(arguments) => commands::config::config(&arguments.command),
        Command::Data(data) => commands::data::data(data),
        Command::Man { folder } => commands::man::man(folder),
        Command::Completions { shell } => commands::completions::completions(*shell),
    };
    let exit = outcome.unwrap_or_else(|error| exit::report(&error));
    match output::failure() {
        Some(error) if exit == Exit::Ok => exit::report(&error),
        _ => exit,
    }
}
