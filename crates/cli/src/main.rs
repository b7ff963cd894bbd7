//! The `epsilon` program; all of it is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    epsilon_cli::run(std::env::args_os(), std::env::current_exe()).into()
}
