//! The `epsilon` program as a function, [`run`], which the binary and the Python package call alike. It is the story of a
//! call; the parts are in modules of their own. What else is public is what the package has in common with single commands:
//! [`explain`] and [`classify`] for errors, [`warnings`] for finished runs, [`image_size`] and [`compare_config`].

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

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use clap::Parser as _;

pub use arguments::CompareArguments;
use arguments::{Arguments, Command};
pub use commands::compare::config as compare_config;
pub use commands::results::after as warnings;
pub use commands::score::{image_size, told};
pub use exit::{Exit, classify, explain};

/// Does what a command line says, and gives the exit code. The first of the `arguments` is the program's name; `program` is
/// the file that a cluster's jobs are to call.
///
/// Takes over the process: its signals, its panic hook, its stdout and stderr. It is for the end of one.
pub fn run(arguments: impl IntoIterator<Item = OsString>, program: io::Result<PathBuf>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help whose reader has gone is no error.
            let _ = error.print();
            return error.exit_code() as u8;
        }
    };
    if arguments.quiet {
        output::hush();
    }
    interrupt::survive_limits();
    exit::guarded(|| call(&arguments.command, program)).code()
}

fn call(command: &Command, program: io::Result<PathBuf>) -> Exit {
    let outcome = match command {
        Command::Run(arguments) => commands::run::run("run", arguments),
        Command::Merge(merge) => commands::merge::merge(merge),
        Command::Ablate(arguments) => commands::run::run("ablate", arguments),
        Command::Weights(weights) => commands::weights::weights(weights),
        Command::Search(arguments) => commands::run::run("search", arguments),
        Command::Slurm(slurm) => commands::slurm::slurm(slurm, program),
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
