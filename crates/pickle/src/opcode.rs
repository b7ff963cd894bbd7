//! The opcodes of pickle protocols 0 to 5 and what follows each in the stream.

use std::io::Read;

use crate::source::Source;
use crate::{Error, Limits};

/// What follows an opcode byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Argument {
    /// Nothing.
    None,
    /// That many bytes.
    Fixed(u64),
    /// A length of that many little-endian bytes, then the payload.
    Sized(u8),
    /// Text up to a newline.
    Line,
    /// Two lines.
    Lines,
}

macro_rules! opcodes {
    ($($name:ident = $byte:literal, $argument:expr;)*) => {
        $(
            #[allow(dead_code, reason = "the table is complete; some opcodes are told apart by their argument only")]
            pub(crate) const $name: u8 = $byte;
        )*

        /// Name and argument of each byte that is an opcode.
        static OPCODES: [Option<(&str, Argument)>; 256] = {
            use Argument::{Fixed, Line, Lines, None as Nothing, Sized};
            let mut opcodes = [None; 256];
            $(
                assert!(opcodes[$byte as usize].is_none());
                opcodes[$byte as usize] = Some((stringify!($name), $argument));
            )*
            opcodes
        };
    };
}

opcodes! {
    MARK = b'(', Nothing;
    STOP = b'.', Nothing;
    POP = b'0', Nothing;
    POP_MARK = b'1', Nothing;
    DUP = b'2', Nothing;
    FLOAT = b'F', Line;
    INT = b'I', Line;
    BININT = b'J', Fixed(4);
    BININT1 = b'K', Fixed(1);
    LONG = b'L', Line;
    BININT2 = b'M', Fixed(2);
    NONE = b'N', Nothing;
    PERSID = b'P', Line;
    BINPERSID = b'Q', Nothing;
    REDUCE = b'R', Nothing;
    STRING = b'S', Line;
    BINSTRING = b'T', Sized(4);
    SHORT_BINSTRING = b'U', Sized(1);
    UNICODE = b'V', Line;
    BINUNICODE = b'X', Sized(4);
    APPEND = b'a', Nothing;
    BUILD = b'b', Nothing;
    GLOBAL = b'c', Lines;
    DICT = b'd', Nothing;
    EMPTY_DICT = b'}', Nothing;
    APPENDS = b'e', Nothing;
    GET = b'g', Line;
    BINGET = b'h', Fixed(1);
    INST = b'i', Lines;
    LONG_BINGET = b'j', Fixed(4);
    LIST = b'l', Nothing;
    EMPTY_LIST = b']', Nothing;
    OBJ = b'o', Nothing;
    PUT = b'p', Line;
    BINPUT = b'q', Fixed(1);
    LONG_BINPUT = b'r', Fixed(4);
    SETITEM = b's', Nothing;
    TUPLE = b't', Nothing;
    EMPTY_TUPLE = b')', Nothing;
    SETITEMS = b'u', Nothing;
    BINFLOAT = b'G', Fixed(8);
    PROTO = 0x80, Fixed(1);
    NEWOBJ = 0x81, Nothing;
    EXT1 = 0x82, Fixed(1);
    EXT2 = 0x83, Fixed(2);
    EXT4 = 0x84, Fixed(4);
    TUPLE1 = 0x85, Nothing;
    TUPLE2 = 0x86, Nothing;
    TUPLE3 = 0x87, Nothing;
    NEWTRUE = 0x88, Nothing;
    NEWFALSE = 0x89, Nothing;
    LONG1 = 0x8a, Sized(1);
    LONG4 = 0x8b, Sized(4);
    BINBYTES = b'B', Sized(4);
    SHORT_BINBYTES = b'C', Sized(1);
    SHORT_BINUNICODE = 0x8c, Sized(1);
    BINUNICODE8 = 0x8d, Sized(8);
    BINBYTES8 = 0x8e, Sized(8);
    EMPTY_SET = 0x8f, Nothing;
    ADDITEMS = 0x90, Nothing;
    FROZENSET = 0x91, Nothing;
    NEWOBJ_EX = 0x92, Nothing;
    STACK_GLOBAL = 0x93, Nothing;
    MEMOIZE = 0x94, Nothing;
    FRAME = 0x95, Fixed(8);
    BYTEARRAY8 = 0x96, Sized(8);
    NEXT_BUFFER = 0x97, Nothing;
    READONLY_BUFFER = 0x98, Nothing;
}

/// Name and argument of an opcode; `None` for any other byte.
pub(crate) fn describe(opcode: u8) -> Option<(&'static str, Argument)> {
    OPCODES[usize::from(opcode)]
}

/// Reads a payload's length from its `width` little-endian bytes.
pub(crate) fn length<R: Read>(source: &mut Source<R>, width: u8) -> Result<u64, Error> {
    Ok(match width {
        1 => u64::from(source.byte()?),
        4 => u64::from(u32::from_le_bytes(source.array()?)),
        _ => u64::from_le_bytes(source.array()?),
    })
}

/// Reads the memo slot of a GET or PUT of any width.
pub(crate) fn slot<R: Read>(
    source: &mut Source<R>,
    opcode: u8,
    offset: u64,
    text: &mut Vec<u8>,
    limits: &Limits,
) -> Result<u64, Error> {
    match opcode {
        BINGET | BINPUT => Ok(u64::from(source.byte()?)),
        LONG_BINGET | LONG_BINPUT => Ok(u64::from(u32::from_le_bytes(source.array()?))),
        _ => {
            source.line(limits.text.min(32), text)?;
            let opcode = if opcode == GET { "GET" } else { "PUT" };
            let slot = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
            slot.ok_or(Error::Text { offset, opcode })
        }
    }
}
