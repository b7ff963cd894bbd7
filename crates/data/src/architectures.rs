use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use benchmark::{ArchitectureRef, LabelColumn, SearchSpace, Skipped};
use files::Limit;
use network::Property;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::DataError;
use crate::columns::{ColumnReader, Listed, Places};
use config::{ArchitecturesConfig, ColumnPlace, Population, Study, seed};

/// The study's architectures. A sample of labelled ones is drawn from those with all of `labels`.
///
/// # Errors
/// If their list can't be read, has an entry that is not an architecture or a duplicate, or is smaller than the sample.
pub(crate) fn list(
    reader: &mut ColumnReader<'_>,
    study: &Study,
    labels: &[LabelColumn],
) -> Result<Vec<ArchitectureRef>, DataError> {
    let (space, seed) = (reader.space, seed::derive(study.seed, "architectures"));
    let ArchitecturesConfig { from, sample, stratify } = &study.architectures;
    let all = match from {
        Population::All => space.architectures()?,
        Population::File(path) => of_file(reader, path, None)?,
        Population::Table { file, key } => of_file(reader, file, Some(key))?,
        Population::Labelled => {
            let mut all = space.architectures()?;
            all.retain(|one| labels.iter().all(|label| label.get(one.key()).is_some()));
            all
        }
    };
    let (Some(wanted), available) = (*sample, all.len()) else { return Ok(all) };
    if wanted > available {
        let labelled = *from == Population::Labelled;
        return Err(DataError::Sample { wanted, available, labelled });
    }
    let drawn = match stratify {
        None => drawn(available, wanted, seed),
        Some(number) => stratified(&values(study, number, &all, labels)?, wanted, seed),
    };
    Ok(chosen(all, drawn))
}

/// A number of each architecture's graph, or a label; minus infinity where there is none.
fn values(
    study: &Study,
    name: &str,
    architectures: &[ArchitectureRef],
    labels: &[LabelColumn],
) -> Result<Vec<f64>, DataError> {
    if let Some(label) = labels.iter().zip(&study.labels).find(|(_, label)| label.name == name) {
        let of = |one: &ArchitectureRef| label.0.get(one.key()).unwrap_or(f64::NEG_INFINITY);
        return Ok(architectures.iter().map(of).collect());
    }
    let property = Property::ALL.into_iter().find(|property| property.name() == name);
    let of = |one: &ArchitectureRef| -> Result<f64, DataError> {
        let network = one.network(study.classes)?;
        let number = property.and_then(|property| property.of(&network));
        Ok(number.map_or(f64::NEG_INFINITY, |number| number as f64))
    };
    architectures.par_iter().map(of).collect()
}

/// The architectures of a file: in a column of a table, in JSON of NAS-Bench-Suite-Zero, or one per line.
fn of_file(
    reader: &mut ColumnReader<'_>,
    path: &Path,
    key: Option<&String>,
) -> Result<Vec<ArchitectureRef>, DataError> {
    let found = match key {
        Some(key) => reader.listed(path, &ColumnPlace::Key(key.clone()))?,
        None if config::is_suite_zero(path) => reader.listed(path, &ColumnPlace::Dataset(None))?,
        None => {
            let (numbers, texts) = lines(path)?.into_iter().unzip();
            Rc::new(Listed::parse(reader.space, path, Places::Lines(numbers), texts)?)
        }
    };
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::new();
    for (position, one) in found.architectures.iter().enumerate() {
        match positions.insert(one.key(), position) {
            None => all.push(one.clone()),
            // In JSON, several names may spell one architecture; reading the values checks that they agree.
            Some(_) if matches!(found.places, Places::Entries(_)) => {}
            Some(first) => {
                let (first, second) = (found.places.name(first), found.places.name(position));
                let (path, key) = (path.to_owned(), one.key().to_owned());
                return Err(DataError::Twice { path, key, first, second });
            }
        }
    }
    if all.is_empty() { Err(DataError::NoArchitecture { path: path.to_owned() }) } else { Ok(all) }
}

/// The architectures of a file with one per line, or of a `.json` file of NAS-Bench-Suite-Zero.
///
/// # Errors
/// If the file can't be read, has an entry that is not an architecture or a duplicate, or is empty.
pub fn list_file(space: &dyn SearchSpace, path: &Path) -> Result<Vec<ArchitectureRef>, DataError> {
    of_file(&mut ColumnReader::new(space), path, None)
}

/// The architectures of a file with one per line. Bad lines and duplicates are left out and counted. A `.json` file of
/// NAS-Bench-Suite-Zero is read as by [`list_file`].
///
/// # Errors
/// If the file can't be read, or has no architecture at all.
pub fn list_usable(
    space: &dyn SearchSpace,
    path: &Path,
) -> Result<(Vec<ArchitectureRef>, Skipped), DataError> {
    let mut skipped = Skipped::new(path);
    if config::is_suite_zero(path) {
        return Ok((list_file(space, path)?, skipped));
    }
    let mut all = Vec::new();
    let mut lines_of: HashMap<String, usize> = HashMap::new();
    for (line, text) in lines(path)? {
        let (path, place) = (path.to_owned(), format!("line {line}"));
        match space.parse(&text) {
            Err(source) => skipped.add(&DataError::Architecture { path, place, source }),
            Ok(one) => {
                let key = one.key().to_owned();
                if let Some(first) = lines_of.get(&key) {
                    let first = format!("line {first}");
                    skipped.add(&DataError::Twice { path, key, first, second: place });
                } else {
                    lines_of.insert(key, line);
                    all.push(one);
                }
            }
        }
    }
    if all.is_empty() { Err(DataError::NoArchitecture { path: path.to_owned() }) } else { Ok((all, skipped)) }
}

/// The lines of a text that are not blank, with their numbers from 1.
fn lines(path: &Path) -> Result<Vec<(usize, String)>, DataError> {
    let text = files::read_text(path, Limit::input()?)?;
    let lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty());
    Ok(lines.map(|(number, line)| (number, line.to_owned())).collect())
}

/// Draws without replacement; the order is kept.
///
/// # Errors
/// If there are fewer than wanted.
pub fn draw<T>(all: Vec<T>, wanted: usize, seed: u64) -> Result<Vec<T>, DataError> {
    let available = all.len();
    if wanted > available {
        return Err(DataError::Sample { wanted, available, labelled: false });
    }
    Ok(chosen(all, drawn(available, wanted, seed)))
}

fn chosen<T>(all: Vec<T>, drawn: Vec<bool>) -> Vec<T> {
    all.into_iter().zip(drawn).filter_map(|(one, drawn)| drawn.then_some(one)).collect()
}

/// More different values than this are cut into [`STRATA`] by rank.
const MOST_STRATA: usize = 20;
const STRATA: usize = 10;

/// Which positions are drawn when each stratum gives its share: the share of its size, with what rounding leaves going to
/// the largest remainders. Equal values are one stratum.
fn stratified(values: &[f64], wanted: usize, seed: u64) -> Vec<bool> {
    let total = values.len();
    let mut order: Vec<usize> = (0..total).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut strata: Vec<Vec<usize>> = Vec::new();
    let ties = order.chunk_by(|&a, &b| values[a] == values[b]);
    let many = ties.clone().nth(MOST_STRATA).is_some();
    let (mut before, mut last) = (0, None);
    for tie in ties {
        let stratum = many.then(|| before * STRATA / total);
        match strata.last_mut() {
            Some(open) if many && stratum == last => open.extend_from_slice(tie),
            _ => strata.push(tie.to_vec()),
        }
        (before, last) = (before + tie.len(), stratum);
    }
    let mut shares: Vec<usize> = strata.iter().map(|stratum| stratum.len() * wanted / total).collect();
    let mut by_remainder: Vec<usize> = (0..strata.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(strata[at].len() * wanted % total));
    let left = wanted - shares.iter().sum::<usize>();
    by_remainder[..left].iter().for_each(|&at| shares[at] += 1);
    let mut all = vec![false; total];
    for (number, (mut stratum, share)) in strata.into_iter().zip(shares).enumerate() {
        stratum.sort_unstable();
        let drawn = drawn(stratum.len(), share, seed::derive(seed, &format!("stratum {number}")));
        stratum.iter().zip(drawn).for_each(|(&position, drawn)| all[position] = drawn);
    }
    all
}

/// Which of `available` positions are drawn when drawing `wanted` without replacement; all if there are fewer. With equal
/// seeds, the smaller draw is a subset of the larger one.
pub fn drawn(available: usize, wanted: usize, seed: u64) -> Vec<bool> {
    let wanted = wanted.min(available);
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut positions: Vec<usize> = (0..available).collect();
    for drawn in 0..wanted {
        let left = (available - drawn) as u128;
        // The widening product maps a word to a position, with a bias below 2^-40 for fewer than 2^24 positions.
        let offset = ((u128::from(generator.next_u64()) * left) >> 64) as usize;
        positions.swap(drawn, drawn + offset);
    }
    let mut drawn = vec![false; available];
    positions[..wanted].iter().for_each(|&position| drawn[position] = true);
    drawn
}
