//! Bzip2-compressed pickles.

use std::io::Read;

use bzip2::read::MultiBzDecoder;
use pickle::{Decoder, Error, Limits, Uses, Value};

use super::Query;
use super::results::{Reducer, globals};

/// Bounds for the results of one architecture: 1.5 million weights at most, in two dozen runs, take 150 MB. They are
/// what stops a decompression bomb.
pub(super) fn small() -> Limits {
    Limits { input: 512 << 20, memory: 256 << 20, ..Limits::default() }
}

/// Reads a compressed pickle with condensed results, and what the reducer found odd.
pub(super) fn read(input: impl Read, queries: &[Query]) -> Result<(Value, Option<String>), Error> {
    let globals = globals();
    let mut reducer = Reducer::new(queries);
    let value = Decoder::new(MultiBzDecoder::new(input), &globals, &small()).read(&mut reducer)?;
    Ok((value, reducer.problem))
}

/// The same for a compressed pickle of the whole benchmark, in two passes.
pub(super) fn read_large<R: Read>(
    open: impl Fn() -> Result<R, Error>,
    queries: &[Query],
) -> Result<(Value, Option<String>), Error> {
    let (globals, limits) = (globals(), Limits::default());
    let uses = Uses::count(MultiBzDecoder::new(open()?), &limits)?;
    let mut reducer = Reducer::new(queries);
    let mut decoder = Decoder::new(MultiBzDecoder::new(open()?), &globals, &limits).with_uses(uses);
    let value = decoder.read(&mut reducer)?;
    Ok((value, reducer.problem))
}
