//! Errors of pickles, with the byte offset.

use std::io;

/// Why a pickle could not be read.
///
/// Every variant about the stream carries the byte offset, counted from the first byte passed to the reader: the start of
/// the file, or of the decompressed member. Names from the stream are printed escaped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The underlying reader failed.
    #[error("cannot read at byte {offset}: {source}")]
    Io {
        /// How many bytes had been read.
        offset: u64,
        /// The reader's error.
        source: io::Error,
    },
    /// The stream ends before the pickle does.
    #[error("the data ends at byte {offset}, in the middle of a pickle; the file is truncated")]
    Truncated {
        /// Where the data ends.
        offset: u64,
    },
    /// A byte that is not an opcode of protocols 0 to 5.
    #[error("byte 0x{opcode:02x} at byte {offset} is no pickle opcode; the file is damaged or no pickle")]
    UnknownOpcode {
        /// Its offset.
        offset: u64,
        /// The byte.
        opcode: u8,
    },
    /// An existing opcode that this reader does not support.
    #[error("opcode {opcode} at byte {offset} is not supported")]
    Unsupported {
        /// Its offset.
        offset: u64,
        /// The opcode's name.
        opcode: &'static str,
    },
    /// A protocol newer than 5.
    #[error("pickle protocol {found} at byte {offset} is not supported; protocols 0 to 5 are")]
    Protocol {
        /// Where it is declared.
        offset: u64,
        /// The declared protocol.
        found: u8,
    },
    /// A global name outside the caller's allow-list.
    #[error(
        "the pickle names the global {module:?} {name:?} at byte {offset}, which is not on the list of known \
         harmless names; nothing was executed"
    )]
    ForbiddenGlobal {
        /// Where it is named.
        offset: u64,
        /// The Python module.
        module: String,
        /// The name inside it.
        name: String,
    },
    /// An opcode needs more values than the stack has.
    #[error("opcode {opcode} at byte {offset} needs values that are not on the stack; the file is damaged")]
    Stack {
        /// The opcode's offset.
        offset: u64,
        /// The opcode's name.
        opcode: &'static str,
    },
    /// An opcode got a value of the wrong kind.
    #[error("opcode {opcode} at byte {offset} needs {expected}, found {found}")]
    Operand {
        /// The opcode's offset.
        offset: u64,
        /// The opcode's name.
        opcode: &'static str,
        /// What it needs.
        expected: &'static str,
        /// The kind of value it got.
        found: &'static str,
    },
    /// A memo slot is read that was never filled.
    #[error("memo slot {slot} is used at byte {offset}, but was never filled; the file is damaged")]
    Memo {
        /// Where it is used.
        offset: u64,
        /// The slot.
        slot: u64,
    },
    /// A memo slot is filled far out of sequence, as no pickler does.
    #[error(
        "memo slot {slot} is filled at byte {offset} after only {filled} others; picklers number them in sequence"
    )]
    MemoOrder {
        /// Where it is filled.
        offset: u64,
        /// The slot.
        slot: u64,
        /// How many slots were filled before.
        filled: u64,
    },
    /// Text that is malformed for its opcode (invalid UTF-8, a bad number or escape).
    #[error("opcode {opcode} at byte {offset} carries malformed text; the file is damaged")]
    Text {
        /// The opcode's offset.
        offset: u64,
        /// The opcode's name.
        opcode: &'static str,
    },
    /// The stream exceeds the caller's [`Limits`](crate::Limits).
    #[error("the limit of {limit} {what} is exceeded at byte {offset}")]
    Limit {
        /// Where it is exceeded.
        offset: u64,
        /// What is limited, with its unit.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The file is not a `torch.save` file.
    #[error("not a torch.save file: at byte {offset}, {problem}")]
    NotTorch {
        /// Where the layout breaks.
        offset: u64,
        /// What is wrong there.
        problem: &'static str,
    },
    /// A `torch.save` file in the zip format whose archive cannot be read.
    #[error("cannot read the zip archive of a torch.save file: {source}")]
    Zip {
        /// The zip reader's error.
        #[from]
        source: zip::result::ZipError,
    },
    /// A file could not be opened; the message names it.
    #[error(transparent)]
    Open(io::Error),
}

impl Error {
    /// The byte offset of the error; `None` if it is not about a byte of a pickle.
    pub fn offset(&self) -> Option<u64> {
        match *self {
            Self::Io { offset, .. }
            | Self::Truncated { offset }
            | Self::UnknownOpcode { offset, .. }
            | Self::Unsupported { offset, .. }
            | Self::Protocol { offset, .. }
            | Self::ForbiddenGlobal { offset, .. }
            | Self::Stack { offset, .. }
            | Self::Operand { offset, .. }
            | Self::Memo { offset, .. }
            | Self::MemoOrder { offset, .. }
            | Self::Text { offset, .. }
            | Self::Limit { offset, .. }
            | Self::NotTorch { offset, .. } => Some(offset),
            Self::Zip { .. } | Self::Open(_) => None,
        }
    }
}
