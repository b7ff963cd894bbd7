//! What is handed back: one record an architecture.

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
    /// One value a query, in the order of the queries: percent for accuracies, nats for losses. `None` where the file
    /// has none.
    pub values: Vec<Option<f64>>,
}

/// The records of all architectures, still without values, from the file's own list.
pub(super) fn from_meta(root: &Dict<'_>, queries: usize, place: &Place) -> Result<Vec<Record>, Error> {
    let missing = || Error::layout(place, "there is no list \"meta_archs\"; is this a file of the release?");
    let archs = root.get("meta_archs").ok_or_else(missing)?;
    let archs = archs.as_sequence().ok_or_else(missing)?;
    let record = |(index, arch): (usize, &Value)| match arch.as_str() {
        Some(arch) => Ok(Record { index, arch: arch.to_owned(), values: vec![None; queries] }),
        None => Err(Error::layout(place, format!("meta_archs[{index}] is {}, not a string", arch.kind()))),
    };
    archs.iter().enumerate().map(record).collect()
}

/// Puts an architecture's answers into its record.
pub(super) fn fill(
    records: &mut [Record],
    index: i64,
    answers: &Answers,
    place: &Place,
) -> Result<(), Error> {
    let count = records.len();
    let record = usize::try_from(index).ok().and_then(|index| records.get_mut(index)).ok_or_else(|| {
        Error::layout(place, format!("there are results of index {index}, but only {count} architectures"))
    })?;
    for &(query, value) in answers {
        record.values[query] = Some(value);
    }
    Ok(())
}

/// The answers in the dictionary of one architecture, whose values were condensed.
pub(super) fn answers(schedules: &Value, index: i64, place: &Place) -> Result<Answers, Error> {
    let dict = schedules.as_dict().ok_or_else(|| {
        Error::layout(
            place,
            format!("the results of index {index} are {}, not a dictionary", schedules.kind()),
        )
    })?;
    if !dict.iter().any(|(_, value)| value.custom::<Answers>().is_some()) {
        return Err(Error::layout(place, format!("index {index} has results of neither 12 nor 200 epochs")));
    }
    Ok(dict.iter().filter_map(|(_, value)| value.custom::<Answers>()).flatten().copied().collect())
}
