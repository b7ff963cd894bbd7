use std::num::NonZeroU32;

use super::parts::Part;
use super::{MergeError, Unfinished};
use crate::Error;
use sweep::store::{Fingerprint, read};
use sweep::{Scores, Shard};

/// Architectures that a message names.
const EXAMPLES: usize = 2;

/// The scores of all parts, if they are of the study with this fingerprint, and none is missing or there twice. Parts are
/// read one after another: memory is that of two tables of scores, however many parts there are.
pub(super) fn combine(
    parts: &[Part],
    fingerprint: &Fingerprint,
    architectures: &[String],
) -> Result<Scores, Error> {
    for part in parts {
        let differences = part.fingerprint.clone().whole().differences(fingerprint);
        if !differences.is_empty() {
            return Err(MergeError::Other { path: part.path.clone(), differences }.into());
        }
    }
    let settings = parts.first().map_or(0, |part| part.fingerprint.sizes().0);
    let mut scores = Scores::new(settings, architectures.len());
    // Which part an outcome is from, by setting and architecture.
    let mut from: Vec<Vec<Option<NonZeroU32>>> = vec![vec![None; architectures.len()]; settings];
    // Outcomes of each part.
    let mut known = Vec::new();
    for (number, part) in (1..).zip(parts) {
        let stored = read(&part.path)?.scores;
        known.push(stored.known());
        for (setting, from) in from.iter_mut().enumerate() {
            for (row, outcome) in stored.column(setting).iter().enumerate() {
                let Some(outcome) = *outcome else { continue };
                if let Some(before) = from[row] {
                    return Err(MergeError::Overlap {
                        first: parts[before.get() as usize - 1].path.clone(),
                        other: part.path.clone(),
                        architecture: architectures[row].clone(),
                    }
                    .into());
                }
                from[row] = NonZeroU32::new(number);
                scores.set(setting, row, outcome);
            }
        }
    }
    let unfinished = unfinished(parts, &known, &scores, architectures);
    let complete =
        unfinished.architectures == 0 && unfinished.missing.is_empty() && unfinished.incomplete.is_empty();
    if complete { Ok(scores) } else { Err(MergeError::Unfinished(unfinished).into()) }
}

fn unfinished(parts: &[Part], known: &[usize], scores: &Scores, architectures: &[String]) -> Unfinished {
    let count = parts.first().map_or(0, |part| part.shard.count());
    let lacking: Vec<&String> = architectures
        .iter()
        .enumerate()
        .filter(|&(row, _)| (0..scores.settings()).any(|setting| scores.get(setting, row).is_none()))
        .map(|(_, key)| key)
        .collect();
    Unfinished {
        missing: (1..=count)
            .filter_map(|index| Shard::new(index, count))
            .filter(|shard| parts.iter().all(|part| part.shard != *shard))
            .collect(),
        incomplete: parts
            .iter()
            .zip(known)
            .map(|(part, known)| (part.shard, part.path.clone(), *known, part.wanted))
            .filter(|(_, _, known, wanted)| known != wanted)
            .collect(),
        architectures: lacking.len(),
        asked: architectures.len(),
        examples: lacking.into_iter().take(EXAMPLES).cloned().collect(),
    }
}
