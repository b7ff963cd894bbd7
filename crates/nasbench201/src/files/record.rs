//! The result: one record per architecture.

use std::collections::HashMap;

use benchmark::Skipped;
use pickle::{Dict, Value};

use super::results::Answers;
use super::{Error, Place};

/// The labels of one architecture.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its index in the official order.
    pub index: usize,
    /// Its string, as in the file.
    pub arch: String,
    /// One value per query, in their order: percent for accuracies, nats for losses. `None` if the file has none.
    pub values: Vec<Option<f64>>,
}

/// The contents of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// One record for each architecture that the release lists, in the official order.
    pub records: Vec<Record>,
    /// The listed architectures without results; their records have no values.
    pub absent: Option<Skipped>,
}

/// The architectures that a release lists, with the records read so far.
pub(super) struct Listing {
    records: Vec<Record>,
    /// Where the results of each are.
    found: Vec<Option<Place>>,
    place: Place,
}

impl Listing {
    /// All architectures, still without values, from the list in the file at `place`.
    pub(super) fn new(root: &Dict<'_>, queries: usize, place: &Place) -> Result<Self, Error> {
        let missing =
            || Error::layout(place, "there is no list \"meta_archs\"; is this a file of the release?");
        let archs = root.get("meta_archs").ok_or_else(missing)?;
        let archs = archs.as_sequence().ok_or_else(missing)?;
        let mut records = Vec::with_capacity(archs.len());
        let mut indices = HashMap::with_capacity(archs.len());
        for (index, arch) in archs.iter().enumerate() {
            let problem = || format!("meta_archs[{index}] is {}, not a string", arch.kind());
            let arch = arch.as_str().ok_or_else(|| Error::layout(place, problem()))?;
            if let Some(first) = indices.insert(arch.trim(), index) {
                let problem =
                    format!("meta_archs[{first}] and meta_archs[{index}] are the same cell, {arch:.200?}");
                return Err(Error::layout(place, problem));
            }
            records.push(Record { index, arch: arch.to_owned(), values: vec![None; queries] });
        }
        Ok(Self { found: vec![None; records.len()], records, place: place.clone() })
    }

    /// Fills in an architecture's answers, found at `place`.
    pub(super) fn fill(&mut self, index: i64, answers: &Answers, place: &Place) -> Result<(), Error> {
        let count = self.records.len();
        let position = usize::try_from(index).ok().filter(|&index| index < count).ok_or_else(|| {
            Error::layout(
                place,
                format!("there are results of index {index}, but only {count} architectures"),
            )
        })?;
        if let Some(first) = self.found[position].replace(place.clone()) {
            let what = format!("the results of architecture {index}");
            return Err(Error::Twice { what, first: Box::new(first), second: Box::new(place.clone()) });
        }
        let record = &mut self.records[position];
        if let Some(arch) = answers.arch.as_deref().filter(|arch| arch.trim() != record.arch.trim()) {
            let problem = format!(
                "the results of index {index} say that they are those of {arch:.200?}, but the list in {} has {:.200?} \
                 there",
                self.place, record.arch
            );
            return Err(Error::layout(place, problem));
        }
        for &(query, value) in &answers.values {
            record.values[query] = Some(value);
        }
        Ok(())
    }

    /// The records, after all results of the release at `place` have been read.
    pub(super) fn finish(self, place: &Place) -> Result<Release, Error> {
        let absent = self.found.iter().zip(&self.records).filter(|(found, _)| found.is_none());
        let mut skipped = Skipped::absent(&place.path, self.records.len() as u64);
        absent
            .for_each(|(_, record)| skipped.add(&format!("architecture {}, {}", record.index, record.arch)));
        if skipped.count == self.records.len() as u64 {
            return Err(Error::Missing { place: place.clone(), wanted: "results of an architecture" });
        }
        Ok(Release { records: self.records, absent: (skipped.count > 0).then_some(skipped) })
    }
}

/// The answers in the dictionary of one architecture, whose values are already condensed.
pub(super) fn answers(schedules: &Value, index: i64, place: &Place) -> Result<Answers, Error> {
    let dict = schedules.as_dict().ok_or_else(|| {
        Error::layout(
            place,
            format!("the results of index {index} are {}, not a dictionary", schedules.kind()),
        )
    })?;
    let mut all: Option<Answers> = None;
    let mut known = Vec::new();
    for (_, answers) in dict.iter() {
        let Some(answers) = answers.custom::<Answers>() else { continue };
        if known.contains(&answers.epochs) {
            let problem = format!("index {index} has two results of {} epochs", answers.epochs);
            return Err(Error::layout(place, problem));
        }
        known.push(answers.epochs);
        match &mut all {
            None => all = Some(answers.clone()),
            Some(all) if all.arch != answers.arch => {
                let problem = format!(
                    "the results of index {index} are those of {:.200?} and of {:.200?}",
                    all.arch, answers.arch
                );
                return Err(Error::layout(place, problem));
            }
            Some(all) => all.values.extend_from_slice(&answers.values),
        }
    }
    all.ok_or_else(|| {
        Error::layout(place, format!("index {index} has no results of 01, 12, 90 or 200 epochs"))
    })
}
