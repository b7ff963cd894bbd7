//! A first pass that counts how often each memo slot will be read.

use std::io::Read;

use crate::opcode::{self, Argument};
use crate::source::Source;
use crate::{Error, Limits};

/// How often each memo slot of a pickle is read: up to 254 times, or 255 for more.
///
/// A pickler gives nearly every string and container a memo slot, in case it occurs again. Without the counts a reader must
/// keep them all, and so the whole file. One byte per slot suffices to free each value after its last use, and not to
/// keep the many that have none.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    counts: Vec<u8>,
}

impl Uses {
    /// Reads one pickle without building any value and counts the uses of its memo slots.
    ///
    /// Cost: one pass over the bytes, one byte of memory per slot.
    ///
    /// # Errors
    /// If the stream is truncated, has an unknown opcode, numbers its slots out of sequence or exceeds the limits.
    pub fn count<R: Read>(input: R, limits: &Limits) -> Result<Self, Error> {
        Self::count_next(&mut Source::new(input, limits), limits)
    }

    pub(crate) fn count_next<R: Read>(source: &mut Source<R>, limits: &Limits) -> Result<Self, Error> {
        let mut uses = Self::default();
        let mut text = Vec::new();
        let mut filled = 0_u64;
        loop {
            let offset = source.offset();
            let opcode = source.byte()?;
            match opcode {
                opcode::STOP => return Ok(uses),
                opcode::GET | opcode::BINGET | opcode::LONG_BINGET => {
                    let slot = opcode::slot(source, opcode, offset, &mut text, limits)?;
                    let count = usize::try_from(slot).ok().and_then(|slot| uses.counts.get_mut(slot));
                    let count = count.ok_or(Error::Memo { offset, slot })?;
                    *count = count.saturating_add(1);
                }
                opcode::MEMOIZE => {
                    uses.fill(filled, filled, offset)?;
                    filled += 1;
                }
                opcode::PUT | opcode::BINPUT | opcode::LONG_BINPUT => {
                    let slot = opcode::slot(source, opcode, offset, &mut text, limits)?;
                    uses.fill(slot, filled, offset)?;
                    filled += 1;
                }
                _ => match opcode::describe(opcode).ok_or(Error::UnknownOpcode { offset, opcode })?.1 {
                    Argument::None => {}
                    Argument::Fixed(count) => source.skip(count)?,
                    Argument::Sized(width) => {
                        let length = opcode::length(source, width)?;
                        source.skip(length)?;
                    }
                    Argument::Line => source.line(limits.text, &mut text)?,
                    Argument::Lines => {
                        source.line(limits.text, &mut text)?;
                        source.line(limits.text, &mut text)?;
                    }
                },
            }
        }
    }

    fn fill(&mut self, slot: u64, filled: u64, offset: u64) -> Result<(), Error> {
        in_sequence(slot, filled, offset)?;
        if slot >= self.counts.len() as u64 {
            self.counts.resize(slot as usize + 1, 0);
        }
        Ok(())
    }

    /// Takes one use of a slot; returns whether more may follow.
    pub(crate) fn take(&mut self, slot: u64) -> bool {
        match self.counts.get_mut(slot as usize) {
            Some(&mut u8::MAX) => true,
            Some(count) => {
                *count = count.saturating_sub(1);
                *count > 0
            }
            None => false,
        }
    }

    pub(crate) fn wanted(&self, slot: u64) -> bool {
        self.counts.get(slot as usize).is_some_and(|&count| count > 0)
    }
}

/// Rejects a slot number far above the number of slots filled so far: memory for slots would not be bounded by the size of
/// the file. Some old picklers start at 1.
pub(crate) fn in_sequence(slot: u64, filled: u64, offset: u64) -> Result<(), Error> {
    if slot > filled + 1 { Err(Error::MemoOrder { offset, slot, filled }) } else { Ok(()) }
}
