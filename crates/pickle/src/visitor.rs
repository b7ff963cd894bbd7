//! The hook through which a caller keeps only what it needs.

use crate::Value;

/// Sees every dictionary item as it is set, and says what to keep of its value.
///
/// Containers inside the value are complete by then in every stream that a pickler wrote, so a caller can read
/// what it needs of a large value and give back [`Value::None`], or a summary of its own as
/// [`Value::Custom`]. That is how a file of gigabytes is read in megabytes.
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
