//! Search spaces.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use benchmark::{ArchitectureRef, SearchSpace, keys};
use config::spaces::{self, SpaceEntry, SpaceOptions};
use network::Property;
use numpy::IntoPyArray as _;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PyString, PyTuple};
use study::{Described, describe};

use crate::error::{raised, wrong};
use crate::readers::Column;
use crate::watch::watched;

/// A space and what was listed of it.
#[pyclass(frozen, subclass, module = "epsilon_nas._native")]
pub struct Space {
    entry: &'static SpaceEntry,
    inner: Arc<dyn SearchSpace>,
    #[pyo3(get)]
    recipes: Option<PathBuf>,
    listed: OnceLock<Vec<ArchitectureRef>>,
    positions: OnceLock<HashMap<String, usize>>,
}

#[pymethods]
impl Space {
    #[new]
    #[pyo3(signature = (name, *, recipes = None))]
    fn new(name: &str, recipes: Option<PathBuf>) -> PyResult<Self> {
        let entry = spaces::find(name).ok_or_else(|| {
            wrong(format!("there is no space `{name}`: there are {}", spaces::names().join(", ")))
        })?;
        let options = SpaceOptions { input: entry.input, recipes: recipes.clone(), skip: false };
        let inner = (entry.open)(options);
        Ok(Self { entry, inner, recipes, listed: OnceLock::new(), positions: OnceLock::new() })
    }

    #[getter]
    fn name(&self) -> &'static str {
        self.entry.name
    }

    fn __repr__(&self) -> String {
        format!("Space({:?})", self.entry.name)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.entry.size.map_or_else(|| Ok(self.listed(py)?.len()), Ok)
    }

    fn __getitem__(&self, py: Python<'_>, position: isize) -> PyResult<String> {
        let listed = self.listed(py)?;
        let place = if position < 0 { position + listed.len() as isize } else { position };
        let found = usize::try_from(place).ok().and_then(|place| listed.get(place));
        found.map(|one| one.key().to_owned()).ok_or_else(|| {
            PyIndexError::new_err(format!(
                "{position} is out of range: there are {} architectures",
                listed.len()
            ))
        })
    }

    fn __contains__(&self, arch: &Bound<'_, PyAny>) -> bool {
        self.parse(arch).is_ok()
    }

    fn keys(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        Ok(keys(self.listed(py)?))
    }

    fn canonical(&self, arch: &Bound<'_, PyAny>) -> PyResult<String> {
        Ok(self.parse(arch)?.key().to_owned())
    }

    fn index(&self, py: Python<'_>, arch: &Bound<'_, PyAny>) -> PyResult<usize> {
        let (found, listed) = (self.parse(arch)?, self.listed(py)?);
        let numbered = || keys(listed).into_iter().zip(0..).collect();
        let key = found.key();
        let position = self.positions.get_or_init(numbered).get(key).copied();
        position.ok_or_else(|| wrong(format!("`{key}` is none of the {} listed architectures", listed.len())))
    }

    /// The columns of `epsilon arch --format csv`.
    #[pyo3(signature = (archs = None))]
    fn columns<'py>(
        &self,
        py: Python<'py>,
        archs: Option<Vec<Bound<'py, PyAny>>>,
    ) -> PyResult<Vec<Column<'py>>> {
        let asked = match archs {
            None => self.listed(py)?.to_vec(),
            Some(archs) => archs.iter().map(|arch| self.parse(arch)).collect::<PyResult<_>>()?,
        };
        let found = watched(py, None, |_, _| Ok(describe(self.entry.input, self.entry.classes, &asked)?))?;
        let texts = |of: &dyn Fn(&Described) -> Option<String>| {
            let texts: Vec<Option<String>> = found.iter().map(of).collect();
            Ok::<_, PyErr>(texts.into_pyobject(py)?.into_any())
        };
        let numbers = |of: &dyn Fn(&Described) -> Option<f64>| {
            let numbers: Vec<f64> = found.iter().map(|one| of(one).unwrap_or(f64::NAN)).collect();
            numbers.into_pyarray(py).into_any()
        };
        let mut columns = vec![
            ("arch".to_owned(), texts(&|one| Some(one.key.clone()))?),
            ("index".to_owned(), numbers(&|one| one.index.map(|index| index as f64))),
            ("naslib".to_owned(), texts(&|one| one.naslib.clone())?),
            ("adjacency".to_owned(), texts(&|one| one.adjacency.clone())?),
            ("function".to_owned(), texts(&|one| one.function.clone())?),
            ("isomorphism".to_owned(), texts(&|one| Some(one.isomorphism.clone()))?),
        ];
        columns.extend(Property::ALL.map(|property| {
            let number = |one: &Described| one.numbers.get(property).map(|number| number as f64);
            (property.name().to_owned(), numbers(&number))
        }));
        Ok(columns)
    }

    fn info<'py>(&self, py: Python<'py>, arch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let found = describe(self.entry.input, self.entry.classes, &[self.parse(arch)?]).map_err(raised)?;
        let info = PyDict::new(py);
        for Described { key, index, naslib, adjacency, function, isomorphism, numbers } in found {
            info.set_item("arch", key)?;
            info.set_item("index", index)?;
            info.set_item("naslib", naslib)?;
            info.set_item("adjacency", adjacency)?;
            info.set_item("function", function)?;
            info.set_item("isomorphism", isomorphism)?;
            for property in Property::ALL {
                info.set_item(property.name(), numbers.get(property))?;
            }
        }
        Ok(info)
    }
}

impl Space {
    fn parse(&self, arch: &Bound<'_, PyAny>) -> PyResult<ArchitectureRef> {
        self.inner.parse(&spelled(arch)?).map_err(raised)
    }

    fn listed(&self, py: Python<'_>) -> PyResult<&[ArchitectureRef]> {
        if let Some(listed) = self.listed.get() {
            return Ok(listed);
        }
        let found = watched(py, None, |_, _| Ok(self.inner.architectures()?))?;
        Ok(self.listed.get_or_init(|| found))
    }
}

/// An architecture as text: a string as it is, an official index, NASLib's tuple, a recipe.
pub fn spelled(arch: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = arch.cast::<PyString>() {
        return text.extract();
    }
    if arch.is_instance_of::<PyDict>() {
        return arch.py().import("json")?.call_method1("dumps", (arch,))?.extract();
    }
    if arch.is_instance_of::<PyTuple>() || arch.is_instance_of::<PyList>() {
        let numbers: Vec<String> = arch.extract::<Vec<u64>>()?.iter().map(u64::to_string).collect();
        return Ok(format!("({})", numbers.join(", ")));
    }
    if !arch.is_instance_of::<PyBool>()
        && let Ok(index) = arch.extract::<u64>()
    {
        return Ok(index.to_string());
    }
    let kind = arch.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "an architecture is a string, an index number, NASLib's tuple of numbers or a recipe as a dict, not {kind}"
    )))
}
