//! Packages that hold a pickled dictionary with an object for each cell.

use std::path::Path;
use std::rc::Rc;

use pickle::{Decoder, Globals, Value};
use zip::ZipArchive;

use super::{Error, Place, compressed};

/// Reads such a dictionary out of a wheel, in its order. `cell` reads a key; where it gives nothing, the key is not of a cell.
/// `results` reads the object of a cell, or says what is wrong with it; it is called as soon as the object is decoded, so that
/// the objects are never in memory together.
///
/// # Errors
/// Where the wheel or the dictionary cannot be read, a key is no cell, or an object has no results.
pub(super) fn read<T: Clone + 'static>(
    wheel: &Path,
    member: &str,
    globals: &Globals,
    cell: fn(&Value) -> Option<String>,
    results: fn(&Value) -> Result<T, String>,
) -> Result<Vec<(String, T)>, Error> {
    let place = Place::member(wheel, member);
    let unzip = |source| Error::Pickle { place: place.clone(), source: pickle::Error::Zip { source } };
    let mut archive = ZipArchive::new(fs_err::File::open(wheel)?).map_err(unzip)?;
    let file = archive.by_name(member).map_err(unzip)?;
    let limits = compressed::limits(fs_err::metadata(wheel)?.len());
    let mut problem = None;
    let mut condense = |key: &Value, value: Value| {
        // What an object holds is decoded before it, under keys of its own.
        let Some(arch) = cell(key) else { return value };
        match results(&value) {
            Ok(found) => Value::Custom(Rc::new(found)),
            Err(what) => {
                problem.get_or_insert_with(|| format!("the cell {arch} {what}"));
                Value::None
            }
        }
    };
    let root = Decoder::new(file, globals, &limits).read(&mut condense).map_err(Error::pickle(&place))?;
    if let Some(problem) = problem {
        return Err(Error::layout(&place, problem));
    }
    let root = root.as_dict().ok_or_else(|| Error::layout(&place, "the pickle holds no dictionary"))?;
    let record = |(key, value): (&Value, &Value)| {
        let arch = cell(key).ok_or_else(|| Error::layout(&place, "a key is not six digits from 0 to 4"))?;
        let found = value.custom::<T>().cloned();
        let found = found.ok_or_else(|| Error::layout(&place, format!("the cell {arch} has no results")))?;
        Ok((arch, found))
    };
    root.iter().map(record).collect()
}
