//! What several commands take.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use config::Named;

/// Takes the words of a config for a value.
pub(super) fn word<T: Named + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::all().into_iter().map(|(name, _)| name)).try_map(|word| T::read(&word))
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For reading.
    Table,
    /// For programs, with numbers at full precision.
    Csv,
}
