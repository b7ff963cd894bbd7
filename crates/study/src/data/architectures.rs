use std::collections::{HashMap, HashSet};
use std::path::Path;

use benchmark::SearchSpace;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use table::Table;

use crate::DataError;
use crate::config::ArchitecturesConfig;
use crate::seed;
use crate::suite_zero::SuiteZero;

/// The keys of the architectures that are asked for.
///
/// # Errors
/// If the list of them can't be read, holds what is no architecture or one twice, or the sample is larger than the
/// space.
pub fn list(
    space: &dyn SearchSpace,
    which: &ArchitecturesConfig,
    seed: u64,
) -> Result<Vec<String>, DataError> {
    match which {
        ArchitecturesConfig::All => Ok(space.architectures()?),
        ArchitecturesConfig::File(path) if SuiteZero::is_named(path) => {
            let rows = SuiteZero::read(path)?.keys(space)?;
            let mut seen = HashSet::new();
            let mut keys = Vec::new();
            for (row, text) in (1..).zip(rows) {
                let key = space.canonical(&text).map_err(|source| DataError::Architecture {
                    path: path.clone(),
                    row,
                    source,
                })?;
                // Some are other spellings of one before.
                if seen.insert(key.clone()) {
                    keys.push(key);
                }
            }
            if keys.is_empty() { Err(DataError::NoArchitecture { path: path.clone() }) } else { Ok(keys) }
        }
        ArchitecturesConfig::File(path) => {
            let text = fs_err::read_to_string(path)?;
            let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
            keys(space, path, lines)
        }
        ArchitecturesConfig::Table { file, key } => {
            let column = Table::read(file)?.keys(key)?;
            // The header is row 1.
            keys(space, file, (2..).zip(column.iter().map(String::as_str)))
        }
        ArchitecturesConfig::Sample(wanted) => {
            draw(space.architectures()?, *wanted, seed::derive(seed, "architectures"))
        }
    }
}

fn keys<'a>(
    space: &dyn SearchSpace,
    path: &Path,
    texts: impl Iterator<Item = (usize, &'a str)>,
) -> Result<Vec<String>, DataError> {
    let mut keys = Vec::new();
    let mut rows = HashMap::new();
    for (row, text) in texts {
        let key = space.canonical(text.trim()).map_err(|source| DataError::Architecture {
            path: path.to_owned(),
            row,
            source,
        })?;
        if let Some(first) = rows.insert(key.clone(), row) {
            return Err(DataError::Twice { path: path.to_owned(), key, row, first });
        }
        keys.push(key);
    }
    if keys.is_empty() { Err(DataError::NoArchitecture { path: path.to_owned() }) } else { Ok(keys) }
}

/// Draws without replacement, and keeps the order of the space.
pub(crate) fn draw(keys: Vec<String>, wanted: usize, seed: u64) -> Result<Vec<String>, DataError> {
    let available = keys.len();
    if wanted > available {
        return Err(DataError::Sample { wanted, available });
    }
    let drawn = drawn(available, wanted, seed);
    Ok(keys.into_iter().zip(drawn).filter_map(|(key, drawn)| drawn.then_some(key)).collect())
}

/// Which of `available` places are among `wanted` that are drawn without replacement; all where more are wanted than
/// there are. Of equal seeds, the smaller draw is part of the larger one.
pub(crate) fn drawn(available: usize, wanted: usize, seed: u64) -> Vec<bool> {
    let wanted = wanted.min(available);
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut positions: Vec<usize> = (0..available).collect();
    for drawn in 0..wanted {
        let left = (available - drawn) as u128;
        // The widening product maps a word to a position with a bias below 2^-40 for any real space.
        let offset = ((u128::from(generator.next_u64()) * left) >> 64) as usize;
        positions.swap(drawn, drawn + offset);
    }
    let mut drawn = vec![false; available];
    positions[..wanted].iter().for_each(|&position| drawn[position] = true);
    drawn
}
