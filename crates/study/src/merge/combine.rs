use super::parts::Part;
use super::{MergeError, Unfinished};
use crate::store::Fingerprint;
use crate::{Scores, Shard};

/// Architectures that a message names.
const EXAMPLES: usize = 2;

/// The scores of all parts, if they are of the study with this fingerprint, and none is missing or there twice.
pub(super) fn combine(
    parts: &[Part],
    fingerprint: &Fingerprint,
    architectures: &[String],
) -> Result<Scores, MergeError> {
    for part in parts {
        let differences = part.contents.fingerprint.clone().whole().differences(fingerprint);
        if !differences.is_empty() {
            return Err(MergeError::Other { path: part.path.clone(), differences });
        }
    }
    let settings = parts.first().map_or(0, |part| part.contents.scores.settings());
    let mut scores = Scores::new(settings, architectures.len());
    // Which part an outcome is from, by setting and architecture.
    let mut from: Vec<Vec<Option<usize>>> = vec![vec![None; architectures.len()]; settings];
    for (position, part) in parts.iter().enumerate() {
        for (setting, from) in from.iter_mut().enumerate() {
            for (row, outcome) in part.contents.scores.column(setting).iter().enumerate() {
                let Some(outcome) = *outcome else { continue };
                if let Some(before) = from[row].replace(position) {
                    return Err(MergeError::Overlap {
                        first: parts[before].path.clone(),
                        other: part.path.clone(),
                        architecture: architectures[row].clone(),
                    });
                }
                scores.set(setting, row, outcome);
            }
        }
    }
    let unfinished = unfinished(parts, &scores, architectures);
    let complete =
        unfinished.architectures == 0 && unfinished.missing.is_empty() && unfinished.incomplete.is_empty();
    if complete { Ok(scores) } else { Err(MergeError::Unfinished(unfinished)) }
}

fn unfinished(parts: &[Part], scores: &Scores, architectures: &[String]) -> Unfinished {
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
            .map(|part| (part.shard, part.path.clone(), part.contents.scores.known(), part.wanted))
            .filter(|(_, _, known, wanted)| known != wanted)
            .collect(),
        architectures: lacking.len(),
        asked: architectures.len(),
        examples: lacking.into_iter().take(EXAMPLES).cloned().collect(),
    }
}
