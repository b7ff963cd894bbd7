use std::collections::{HashMap, HashSet};
use std::path::Path;

use benchmark::{SearchSpace, Skipped};
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
            keys(space, path, lines(&text), Err)
        }
        ArchitecturesConfig::Table { file, key } => {
            let column = Table::read(file)?.keys(key)?;
            // The header is row 1.
            keys(space, file, (2..).zip(column.iter().map(String::as_str)), Err)
        }
        ArchitecturesConfig::Sample(wanted) => {
            draw(space.architectures()?, *wanted, seed::derive(seed, "architectures"))
        }
    }
}

/// The architectures of a file with one a line, without the lines that are none or repeat one before: these are counted.
/// A `.json` file of NAS-Bench-Suite-Zero is read as [`list`] reads it.
///
/// # Errors
/// If the file can't be read, or holds no architecture at all.
pub fn list_usable(space: &dyn SearchSpace, path: &Path) -> Result<(Vec<String>, Skipped), DataError> {
    let mut skipped = Skipped::new(path);
    if SuiteZero::is_named(path) {
        return Ok((list(space, &ArchitecturesConfig::File(path.to_owned()), 0)?, skipped));
    }
    let text = fs_err::read_to_string(path)?;
    let found = keys(space, path, lines(&text), |error| {
        skipped.add(&error);
        Ok(())
    })?;
    Ok((found, skipped))
}

/// Lines that are not blank, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

/// Keys of the architectures that `texts` name. `bad` decides whether one that is none, or stood before, ends it.
fn keys<'a>(
    space: &dyn SearchSpace,
    path: &Path,
    texts: impl Iterator<Item = (usize, &'a str)>,
    mut bad: impl FnMut(DataError) -> Result<(), DataError>,
) -> Result<Vec<String>, DataError> {
    let mut keys = Vec::new();
    let mut rows: HashMap<String, usize> = HashMap::new();
    for (row, text) in texts {
        let path = || path.to_owned();
        let key = match space.canonical(text.trim()) {
            Ok(key) => key,
            Err(source) => {
                bad(DataError::Architecture { path: path(), row, source })?;
                continue;
            }
        };
        if let Some(&first) = rows.get(&key) {
            bad(DataError::Twice { path: path(), key, row, first })?;
        } else {
            rows.insert(key.clone(), row);
            keys.push(key);
        }
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
