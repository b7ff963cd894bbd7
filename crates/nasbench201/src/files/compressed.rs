//! Bzip2-compressed pickles.

use std::io::Read;

use bzip2::read::MultiBzDecoder;
use pickle::{Decoder, Error, Limits, Uses, Value};

use super::results::{Reducer, globals};
use super::{Error as FileError, Place, Query};

/// What a file of `packed` bytes may unpack to. Files of the release unpack to 2 to 20 times their size; what is made to
/// exhaust a machine, to thousands of times.
const fn allowed(packed: u64) -> u64 {
    packed.saturating_mul(40).saturating_add(1 << 20)
}

/// Bounds for the whole benchmark in one file of `bytes` bytes. A file that unpacks to much more than a real one would is
/// refused, and so is one whose values would not fit a small machine. Byte strings that are kept are series of metrics; the
/// weights of networks are longer.
pub(super) fn limits(bytes: u64) -> Limits {
    Limits { input: allowed(bytes), memory: 128 << 20, bytes: 8 << 10, ..Limits::default() }
}

/// Bounds for a file of `bytes` bytes with the results of one architecture: 1.5 million weights at most, in two dozen
/// runs, take 150 MB, of which a few are alive at a time.
fn small(bytes: u64) -> Limits {
    let whole = limits(bytes);
    Limits { input: whole.input.min(512 << 20), memory: 64 << 20, ..whole }
}

/// A pickle that was read with condensed results.
pub(super) struct Unpacked {
    pub(super) root: Value,
    /// What the reducer found odd.
    pub(super) problem: Option<String>,
    /// How many bytes it took.
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

/// The same for a compressed pickle of the whole benchmark, in two passes.
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

/// What the files of one release take, packed and unpacked: many small files that each unpack to a little too much are
/// refused together.
#[derive(Default)]
pub(super) struct Total {
    packed: u64,
    unpacked: u64,
}

impl Total {
    /// How much more than the files' own allowance they may unpack to together.
    const FREE: u64 = 8 << 20;

    /// Counts one more file of the release at `place`.
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
