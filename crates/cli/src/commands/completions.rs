//! `epsilon completions`.

use clap::CommandFactory as _;

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::output;

/// Prints the script.
#[expect(clippy::unnecessary_wraps, reason = "all subcommands look alike to main")]
pub fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "epsilon", &mut script);
    output::print(&String::from_utf8_lossy(&script));
    Ok(Exit::Ok)
}
