//! Bzip2-compressed pickles.

use std::io::Read;

use bzip2::read::MultiBzDecoder;
use pickle::{Decoder, Error, Limits, Uses, Value};

use super::results::{Reducer, globals};
use super::{Error as FileError, Place, Query};

/// The bytes that a file of `packed` bytes may unpack to. Files of the release unpack to 2 to 20 times their size, a
/// decompression bomb to thousands of times.
const fn allowed(packed: u64) -> u64 {
    packed.saturating_mul(40).saturating_add(1 << 20)
}

/// Limits for the whole benchmark in one file of `bytes` bytes. They reject files that unpack to much more than real ones,
/// or whose values would not fit a small machine. Byte strings up to 8 KiB are kept, for series of metrics; the weights of
/// networks are longer.
pub(super) fn limits(bytes: u64) -> Limits {
    Limits { input: allowed(bytes), memory: 128 << 20, bytes: 8 << 10, ..Limits::default() }
}

/// Limits for a file of `bytes` bytes with the results of one architecture: at most 1.5 million weights in each of two
/// dozen runs, 150 MB, of which only a few are in memory at a time.
fn small(bytes: u64) -> Limits {
    let whole = limits(bytes);
    Limits { input: whole.input.min(512 << 20), memory: 64 << 20, ..whole }
}

/// A pickle with condensed results.
pub(super) struct Unpacked {
    pub(super) root: Value,
    /// The first problem that the reducer found.
    pub(super) problem: Option<String>,
    /// Its unpacked size in bytes.
    pub(super) bytes: u64,
}

/// Reads a compressed pickle of `packed` bytes.
pub(super) fn read(input: impl Read, packed: u64, queries: &[Query]) -> Result<Unpacked, Error> {
    let globals = globals();
    let mut reducer = Reducer::new(queries);
    let mut decoder = Decoder::new(MultiBzDecoder::new(input), &globals, &small(packed));
    let root = decoder.read(&mut reducer)?;
    Ok(Unpacked { root, problem: reducer.problem, bytes: decoder.offset() })
}

/// Reads a compressed pickle of the whole benchmark, in two passes.
pub(super) fn read_large<R: Read>(
    open: impl Fn() -> Result<R, Error>,
    packed: u64,
    queries: &[Query],
) -> Result<(Value, Option<String>), Error> {
    let (globals, limits) = (globals(), limits(packed));
    let uses = Uses::count(MultiBzDecoder::new(open()?), &limits)?;
    let mut reducer = Reducer::new(queries);
    let mut decoder = Decoder::new(MultiBzDecoder::new(open()?), &globals, &limits).with_uses(uses);
    let value = decoder.read(&mut reducer)?;
    Ok((value, reducer.problem))
}

/// The total size of a release's files, packed and unpacked: it rejects many small files that each unpack to a little too
/// much.
#[derive(Default)]
pub(super) struct Total {
    packed: u64,
    unpacked: u64,
}

impl Total {
    /// Unpacked bytes that are allowed in addition to the files' shares.
    const FREE: u64 = 8 << 20;

    /// Adds a file of the release at `place`.
    pub(super) fn add(&mut self, packed: u64, unpacked: u64, place: &Place) -> Result<(), FileError> {
        self.packed += packed;
        self.unpacked += unpacked;
        let limit = allowed(self.packed) + Self::FREE;
        if self.unpacked > limit {
            let problem = format!(
                "its files unpack to more than {limit} bytes, which the release's never do: is it the right one?"
            );
            return Err(FileError::layout(place, problem));
        }
        Ok(())
    }
}
