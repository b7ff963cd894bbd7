//! `epsilon man`.

use std::path::Path;

use clap::CommandFactory as _;

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::output::note;

/// Writes `epsilon.1`, `epsilon-run.1` and so on.
pub fn man(folder: &Path) -> anyhow::Result<Exit> {
    fs_err::create_dir_all(folder)?;
    clap_mangen::generate_to(Arguments::command(), folder)?;
    note!("wrote the man pages into {}", folder.display());
    Ok(Exit::Ok)
}
