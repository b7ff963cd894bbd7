//! The allow-list of global names.

use std::collections::BTreeMap;

/// The meaning of a global name. Nothing is ever imported or called: it only decides how the values that Python would build
/// are represented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A class or function. Its results are [`Value::Object`](crate::Value::Object)s with their arguments and state.
    Opaque,
    /// A dictionary class, read as [`Value::Dict`](crate::Value::Dict) in the order of its items.
    Dict,
    /// A set class, read as [`Value::Set`](crate::Value::Set).
    Set,
    /// `_codecs.encode`, which old protocols use for byte strings.
    Encode,
    /// `numpy.core.multiarray.scalar`, read as a number if its type is a plain one.
    NumpyScalar,
    /// `copyreg._reconstructor`, which old protocols use for new objects.
    Reconstructor,
}

/// The global names that a pickle may use, and their meaning.
///
/// Any other name stops the reader with [`Error::ForbiddenGlobal`](crate::Error::ForbiddenGlobal).
#[derive(Debug, Clone, Default)]
pub struct Globals {
    names: BTreeMap<String, BTreeMap<String, Meaning>>,
}

impl Globals {
    /// An empty list: not even `collections.OrderedDict` is known.
    pub fn none() -> Self {
        Self::default()
    }

    /// The data types of Python's standard library: `OrderedDict`, `defaultdict`, `set`, `frozenset`, the built-in
    /// types as names, `_codecs.encode` and `copyreg._reconstructor`.
    pub fn standard() -> Self {
        let mut globals = Self::none()
            .allow("collections", "OrderedDict", Meaning::Dict)
            .allow("collections", "defaultdict", Meaning::Dict)
            .allow("_codecs", "encode", Meaning::Encode);
        for module in ["builtins", "__builtin__"] {
            for name in ["set", "frozenset"] {
                globals = globals.allow(module, name, Meaning::Set);
            }
            for name in
                ["dict", "list", "tuple", "int", "float", "str", "bytes", "bytearray", "object", "complex"]
            {
                globals = globals.allow(module, name, Meaning::Opaque);
            }
        }
        for module in ["copyreg", "copy_reg"] {
            globals = globals.allow(module, "_reconstructor", Meaning::Reconstructor);
        }
        globals
    }

    /// Adds numpy's scalars, types and arrays. An array is an object that [`Value::as_array`](crate::Value::as_array) reads.
    #[must_use]
    pub fn with_numpy(mut self) -> Self {
        for core in ["numpy.core.multiarray", "numpy._core.multiarray"] {
            self =
                self.allow(core, "scalar", Meaning::NumpyScalar).allow(core, "_reconstruct", Meaning::Opaque);
        }
        for core in ["numpy.core.numeric", "numpy._core.numeric"] {
            self = self.allow(core, "_frombuffer", Meaning::Opaque);
        }
        self.allow("numpy", "dtype", Meaning::Opaque).allow("numpy", "ndarray", Meaning::Opaque)
    }

    /// Adds torch's tensors and storages; all stay opaque.
    #[must_use]
    pub fn with_torch(mut self) -> Self {
        for name in ["_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_parameter"] {
            self = self.allow("torch._utils", name, Meaning::Opaque);
        }
        for kind in
            ["Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool", "Untyped"]
        {
            self = self.allow("torch", &format!("{kind}Storage"), Meaning::Opaque);
        }
        self.allow("torch.storage", "_load_from_bytes", Meaning::Opaque)
            .allow("torch", "Size", Meaning::Opaque)
            .allow("torch", "device", Meaning::Opaque)
            .allow("torch", "Tensor", Meaning::Opaque)
            .allow("torch.nn.parameter", "Parameter", Meaning::Opaque)
    }

    /// Adds a name, or changes its meaning.
    #[must_use]
    pub fn allow(mut self, module: &str, name: &str, meaning: Meaning) -> Self {
        self.names.entry(module.to_owned()).or_default().insert(name.to_owned(), meaning);
        self
    }

    /// The meaning of a name; `None` if it is not on the list.
    pub fn get(&self, module: &str, name: &str) -> Option<Meaning> {
        self.names.get(module)?.get(name).copied()
    }
}

/// An allowed global name that a pickle uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Global {
    /// The Python module.
    pub module: String,
    /// The name inside it.
    pub name: String,
    /// Its meaning by the allow-list.
    pub meaning: Meaning,
}
