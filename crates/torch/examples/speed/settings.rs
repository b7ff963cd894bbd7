use std::error::Error;
use std::num::NonZeroUsize;

use crate::networks::Space;

/// What is timed.
pub struct Settings {
    pub space: Space,
    /// Architectures for the full network.
    pub full: usize,
    /// Functions for the collapsed engine.
    pub collapsed: usize,
    pub batch: usize,
    pub threads: usize,
}

impl Settings {
    /// From the command line.
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let mut settings =
            Self { space: Space::NasBench201, full: 20, collapsed: 500, batch: 256, threads: 2 };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            if let Some(space) = Space::ALL.into_iter().find(|space| space.name() == argument) {
                settings.space = space;
                continue;
            }
            let number = match argument.as_str() {
                "--full" => &mut settings.full,
                "--collapsed" => &mut settings.collapsed,
                "--batch" => &mut settings.batch,
                "--threads" => &mut settings.threads,
                _ => return Err(format!("unknown argument `{argument}`; see the top of the example").into()),
            };
            let value = arguments.next().ok_or_else(|| format!("{argument} wants a number"))?;
            *number =
                value.parse::<NonZeroUsize>().map_err(|error| format!("{argument} {value}: {error}"))?.get();
        }
        Ok(settings)
    }
}
