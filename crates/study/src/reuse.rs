//! Scores of earlier runs.

use std::collections::HashMap;
use std::path::Path;

use benchmark::keys;
use config::{Study, spaces};
use sweep::store::{Fingerprint, Store, StoreError, read, read_fingerprint};
use sweep::{Observer, Outcome, Scores, Sweep};
use table::Table;

use crate::Error;
use crate::run_folder::RunFolder;

/// What scores are wanted of, and where they go.
pub(crate) struct Wanted<'a> {
    pub(crate) sweep: &'a Sweep<'a>,
    /// Of the sweep, or of the shard that is left of it.
    pub(crate) fingerprint: &'a Fingerprint,
    pub(crate) study: &'a Study,
    pub(crate) architectures: &'a [String],
    /// The run's own store; `None` where nothing is written.
    pub(crate) own: Option<&'a Store>,
}

impl Wanted<'_> {
    /// Takes the scores that earlier runs under `results/` have of the very settings that are wanted, from the run that
    /// began last first, and puts them into `scores` and the store.
    ///
    /// Only folders that this program marked are looked into. A store that can't be read is told to the observer, and left
    /// out.
    ///
    /// # Errors
    /// If the folder of results can't be listed, or the store can't be written.
    pub(crate) fn reuse(&self, scores: &mut Scores, observer: &dyn Observer) -> Result<(), Error> {
        let mut positions = Positions::default();
        let (mut taken, mut stores) = (0, Vec::new());
        for path in RunFolder::all_stores()? {
            if self.sweep.work(scores).left == 0 {
                break;
            }
            if self.own.is_some_and(|own| own.path() == path) {
                continue;
            }
            let found = match self.find(&path, &mut positions) {
                Ok(found) => found,
                Err(problem) => {
                    observer.unusable(&problem);
                    continue;
                }
            };
            let Some(found) = found else { continue };
            let count = self.sweep.take(scores, self.own, |setting, row| found.get(setting, row))?;
            if count > 0 {
                taken += count;
                stores.push(path);
            }
        }
        if taken > 0 {
            observer.reused(taken, &stores);
        }
        Ok(())
    }

    /// What a store has of what is wanted; `None` where that is nothing.
    fn find(&self, path: &Path, positions: &mut Positions) -> Result<Option<Found>, StoreError> {
        let stored = read_fingerprint(path)?;
        let shared = stored.shared(self.fingerprint);
        if shared.is_empty() {
            return Ok(None);
        }
        let Some(rows) = positions.of(&stored, path, self) else { return Ok(None) };
        Ok(Some(Found {
            settings: shared.into_iter().map(|(from, to)| (to, from)).collect(),
            rows,
            scores: read(path)?.scores,
        }))
    }
}

/// Scores of another run.
struct Found {
    /// For settings that are wanted, which they are there.
    settings: HashMap<usize, usize>,
    rows: Rows,
    scores: Scores,
}

impl Found {
    fn get(&self, setting: usize, row: usize) -> Option<Outcome> {
        let row = match &self.rows {
            Rows::Same => row,
            Rows::At(rows) => (*rows.get(row)?)?,
        };
        self.scores.get(*self.settings.get(&setting)?, row)
    }
}

/// Where the architectures of a study stand in a store.
enum Rows {
    /// In the study's order.
    Same,
    /// At these positions.
    At(Vec<Option<usize>>),
}

/// Where the architectures of a study stand among those of other runs.
#[derive(Default)]
struct Positions {
    /// All architectures of the space, and where those of the study are among them. Made when it is first wanted.
    whole: Option<(Vec<String>, Vec<Option<usize>>)>,
}

impl Positions {
    /// A store has no keys, only a checksum of them. So it is known which they are where they are those of the study, all of
    /// the space, or those that the run's table lists.
    fn of(&mut self, stored: &Fingerprint, path: &Path, wanted: &Wanted<'_>) -> Option<Rows> {
        if stored.is_of(wanted.architectures) {
            return Some(Rows::Same);
        }
        let size = spaces::find(wanted.study.space.name()).and_then(|space| space.size);
        if size == Some(stored.sizes().1) {
            if self.whole.is_none() {
                let all = keys(&wanted.study.space.architectures().ok()?);
                let rows = rows_among(&all, wanted.architectures);
                self.whole = Some((all, rows));
            }
            let (all, rows) = self.whole.as_ref()?;
            return stored.is_of(all).then(|| Rows::At(rows.clone()));
        }
        let table = Table::read(&path.with_file_name("architectures.parquet")).ok()?;
        let listed = table.text("arch").ok()?;
        stored.is_of(&listed).then(|| Rows::At(rows_among(&listed, wanted.architectures)))
    }
}

/// Where these architectures stand in a list.
fn rows_among(list: &[String], architectures: &[String]) -> Vec<Option<usize>> {
    let positions: HashMap<&str, usize> =
        list.iter().enumerate().map(|(position, key)| (key.as_str(), position)).collect();
    architectures.iter().map(|key| positions.get(key.as_str()).copied()).collect()
}
