use std::path::PathBuf;

use super::MergeError;
use crate::Error;
use crate::run_folder::RunFolder;
use sweep::Shard;
use sweep::store::{Fingerprint, check_idle, read_fingerprint};

/// The store of one shard.
#[derive(Debug)]
pub(super) struct Part {
    /// The file.
    pub path: PathBuf,
    /// Which shard it is.
    pub shard: Shard,
    /// Outcomes that the shard comes to.
    pub wanted: usize,
    /// What its scores are of.
    pub fingerprint: Fingerprint,
}

/// Finds the shards in all folders, and checks that they are different ones of one division.
pub(super) fn read_parts(folders: &[PathBuf]) -> Result<Vec<Part>, Error> {
    let mut parts: Vec<Part> = Vec::new();
    for path in folders {
        let stores = RunFolder::stores_in(path)?;
        if stores.is_empty() {
            return Err(MergeError::NoShards { path: path.clone() }.into());
        }
        for store in stores {
            parts.push(read_part(store)?);
        }
    }
    for (position, part) in parts.iter().enumerate() {
        let (first, other) = (parts[0].path.clone(), part.path.clone());
        let counts = [parts[0].shard.count(), part.shard.count()];
        if counts[0] != counts[1] {
            return Err(MergeError::Divisions { first, other, counts }.into());
        }
        if let Some(same) = parts[..position].iter().find(|before| before.shard == part.shard) {
            return Err(MergeError::Twice { shard: part.shard, first: same.path.clone(), other }.into());
        }
    }
    Ok(parts)
}

fn read_part(path: PathBuf) -> Result<Part, Error> {
    check_idle(&path)?;
    let fingerprint = read_fingerprint(&path)?;
    match fingerprint.shard() {
        Some((shard, wanted)) => Ok(Part { path, shard, wanted, fingerprint }),
        None => Err(MergeError::Undivided { path }.into()),
    }
}
