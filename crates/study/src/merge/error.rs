use std::fmt::Write as _;
use std::path::PathBuf;

use sweep::Shard;

/// Why shards can't be merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// There is nothing to merge.
    #[error(
        "{path} holds no shard: give the folder of a run that has a folder `shards`, or folders of shards \
         (`epsilon run CONFIG --shard 1/2` makes one)"
    )]
    NoShards {
        /// The folder.
        path: PathBuf,
    },
    /// A study was run in several divisions.
    #[error("several runs of the study are divided:{}\nsay which is meant", list(paths))]
    Ambiguous {
        /// Their folders.
        paths: Vec<PathBuf>,
    },
    /// A store is of a whole study.
    #[error("{path} is no shard: it holds an undivided run")]
    Undivided {
        /// The store.
        path: PathBuf,
    },
    /// Shards of different divisions.
    #[error("{first} is one of {} shards, {other} is one of {}: all must be of one division", counts[0], counts[1])]
    Divisions {
        /// A store.
        first: PathBuf,
        /// One of another division.
        other: PathBuf,
        /// The numbers of shards.
        counts: [u32; 2],
    },
    /// The same shard twice.
    #[error("shard {shard} is there twice, in {first} and in {other}: give it once")]
    Twice {
        /// The shard.
        shard: Shard,
        /// A store of it.
        first: PathBuf,
        /// Another one.
        other: PathBuf,
    },
    /// Scores of another study, version, or data.
    #[error("{path} holds scores of another study; what differs:{}", lines(differences))]
    Other {
        /// The store.
        path: PathBuf,
        /// Each difference: where, what is stored, what is asked for.
        differences: Vec<String>,
    },
    /// The configs in the folders of the shards differ in what does not touch the scores.
    #[error("{first} and {other} differ:{}\ngive the config that counts", lines(differences))]
    Configs {
        /// A config.
        first: PathBuf,
        /// Another one.
        other: PathBuf,
        /// Each difference: where, and both values.
        differences: Vec<String>,
    },
    /// Two shards have an outcome of the same architecture, so they were divided differently.
    #[error("{first} and {other} both hold {architecture}: score one of them anew")]
    Overlap {
        /// A store.
        first: PathBuf,
        /// Another one.
        other: PathBuf,
        /// The first architecture that both hold.
        architecture: String,
    },
    /// Shards are missing or not complete.
    #[error("{}", unfinished(.0))]
    Unfinished(Unfinished),
    /// The folder of the results belongs to something else.
    #[error("{path} holds an undivided run: choose another folder with --out")]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
}

/// What a set of shards lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfinished {
    /// Shards without a store.
    pub missing: Vec<Shard>,
    /// Shards that are not complete: their stores, outcomes that are there, and outcomes that should be.
    pub incomplete: Vec<(Shard, PathBuf, usize, usize)>,
    /// Architectures that lack an outcome.
    pub architectures: usize,
    /// Of how many.
    pub asked: usize,
    /// The first of them.
    pub examples: Vec<String>,
}

/// Missing shards that are named one by one.
const NAMED: usize = 20;

fn unfinished(what: &Unfinished) -> String {
    let mut text = format!(
        "the shards are not complete: {} of {} architectures have no outcome",
        what.architectures, what.asked
    );
    if !what.examples.is_empty() {
        // Writing to a String can't fail.
        let _ = write!(text, ", the first of them {}", what.examples.join(" and "));
    }
    if !what.missing.is_empty() {
        let mut names: Vec<String> = what.missing.iter().take(NAMED).map(Shard::to_string).collect();
        if what.missing.len() > NAMED {
            names.push(format!("{} more", what.missing.len() - NAMED));
        }
        let verb = if what.missing.len() == 1 { "shard is" } else { "shards are" };
        let _ = write!(text, "\n  {} {verb} missing: {}", what.missing.len(), names.join(", "));
    }
    for (shard, path, stored, wanted) in what.incomplete.iter().take(NAMED) {
        let _ = write!(text, "\n  shard {shard} has {stored} of {wanted} outcomes: {}", path.display());
    }
    if what.incomplete.len() > NAMED {
        let _ = write!(text, "\n  and {} more are incomplete", what.incomplete.len() - NAMED);
    }
    text + "\nrun each of them with --shard and --resume, then merge again"
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().fold(String::new(), |text, path| text + "\n  " + &path.display().to_string())
}

fn lines(differences: &[String]) -> String {
    differences.iter().fold(String::new(), |text, line| text + "\n  " + line)
}
