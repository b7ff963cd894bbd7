//! The hook that lets a caller keep only what it needs.

use crate::Value;

/// Gets every dictionary item as it is set, and decides what to keep of its value.
///
/// In every stream written by a pickler, containers inside the value are complete by then. So a caller can read what it
/// needs of a large value and return [`Value::None`], or a summary of its own as [`Value::Custom`]. That is how a file of
/// gigabytes is read in megabytes.
pub trait Visitor {
    /// Takes the value that is about to be stored under `key`, and returns what is stored.
    fn item(&mut self, key: &Value, value: Value) -> Value;
}

/// A visitor that keeps everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeepAll;

impl Visitor for KeepAll {
    fn item(&mut self, _key: &Value, value: Value) -> Value {
        value
    }
}

impl<F: FnMut(&Value, Value) -> Value> Visitor for F {
    fn item(&mut self, key: &Value, value: Value) -> Value {
        self(key, value)
    }
}
