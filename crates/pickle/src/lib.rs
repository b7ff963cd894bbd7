//! A reader for Python pickles that executes nothing.
//!
//! A pickle is a program for a small stack machine, and Python's own reader lets that program import and call
//! anything. This one runs the machine on plain data only: a global name is looked up in a list that the caller
//! supplies ([`Globals`]), and what Python would have called is represented ([`Value`]), never run. A name that
//! is not on the list is an error with its name and place.
//!
//! It streams: [`Uses::count`] finds in a first pass which values the stream refers back to, and a [`Visitor`] gets each
//! dictionary item as it is set, and drops or condenses what it does not need. So a file of gigabytes is read in
//! megabytes. [`Limits`] bound memory, nesting, text and input whatever the stream declares, and no input makes the
//! reader panic.
//!
//! Protocols 0 to 5 are read, as are [`torch`]'s files.
//!
//! ```
//! use pickle::{Decoder, Globals, KeepAll, Limits};
//!
//! // pickle.dumps({"rho": 0.5}, 2)
//! let bytes = b"\x80\x02}q\x00X\x03\x00\x00\x00rhoq\x01G?\xe0\x00\x00\x00\x00\x00\x00s.";
//! let value = Decoder::new(&bytes[..], &Globals::none(), &Limits::default()).read(&mut KeepAll)?;
//! let rho = value.as_dict().and_then(|dict| dict.get("rho")?.as_number());
//! assert_eq!(rho, Some(0.5));
//! # Ok::<(), pickle::Error>(())
//! ```
//!
//! # References
//! The opcodes are described in Python's `pickletools` module and PEP 307, 3154 and 574.

mod error;
mod globals;
mod limits;
mod machine;
mod memo;
mod node;
mod numpy;
mod opcode;
mod reduce;
mod source;
mod stack;
mod text;
pub mod torch;
mod uses;
mod value;
mod visitor;

pub use error::Error;
pub use globals::{Global, Globals, Meaning};
pub use limits::Limits;
pub use machine::Decoder;
pub use numpy::Array;
pub use uses::Uses;
pub use value::{Dict, Elided, Value};
pub use visitor::{KeepAll, Visitor};
