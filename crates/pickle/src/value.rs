//! The values that a pickle describes.

use std::any::Any;
use std::cell::Ref;
use std::fmt;
use std::rc::Rc;

use crate::node::{Ledger, Node};
use crate::{Error, Global};

/// One Python value. Cloning is cheap: compound values are shared, as they are in Python.
///
/// The accessors return `None` for a value of another kind.
#[derive(Clone)]
pub enum Value {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An integer that fits 64 bits.
    Int(i64),
    /// A longer integer: two's complement, little-endian.
    Long(Rc<[u8]>),
    /// A float, bit for bit.
    Float(f64),
    /// A string.
    Str(Rc<str>),
    /// A byte string.
    Bytes(Rc<[u8]>),
    /// A byte string or text that was longer than its limit and was skipped.
    Elided(Elided),
    /// A global name as a value of its own.
    Global(Rc<Global>),
    /// A list.
    List(Rc<Node>),
    /// A tuple.
    Tuple(Rc<Node>),
    /// A set or frozen set.
    Set(Rc<Node>),
    /// A dictionary of any class on the allow-list; the order of the items is kept.
    Dict(Rc<Node>),
    /// An instance of an allowed class, represented by its arguments and state.
    Object(Rc<Node>),
    /// A reference to an object stored outside the pickle, such as a tensor's storage.
    Persistent(Rc<Node>),
    /// A [`Visitor`](crate::Visitor)'s replacement for a value.
    Custom(Rc<dyn Any>),
}

/// The place in the stream of a value that was too long to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elided {
    /// Offset of its first byte.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
    /// Whether the bytes are UTF-8 text. A byte string may be written as text, with one character per byte.
    pub text: bool,
}

/// The items of a dictionary, in the order in which they were set.
///
/// A key that the stream sets twice is here twice; as in Python, [`get`](Self::get) returns the last.
pub struct Dict<'a> {
    cells: Ref<'a, [Value]>,
    ledger: &'a Ledger,
}

impl Dict<'_> {
    /// Keys with their values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Value, &Value)> {
        self.ledger.count_steps(self.len());
        self.items()
    }

    /// The value under a string key. Cost: linear in the number of items.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.find(|k| k.as_str() == Some(key))
    }

    /// The value under an integer key. Cost: linear in the number of items.
    pub fn get_int(&self, key: i64) -> Option<&Value> {
        self.find(|k| k.as_int() == Some(key))
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.cells.len() / 2
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    fn items(&self) -> impl DoubleEndedIterator<Item = (&Value, &Value)> {
        self.cells.as_chunks::<2>().0.iter().map(|[key, value]| (key, value))
    }

    fn find(&self, is: impl Fn(&Value) -> bool) -> Option<&Value> {
        let found = self.items().rev().enumerate().find(|(_, (key, _))| is(key));
        self.ledger.count_steps(found.map_or(self.len(), |(looked_at, _)| looked_at + 1));
        found.map(|(_, (_, value))| value)
    }
}

impl Value {
    /// The integer.
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(value) = self { Some(*value) } else { None }
    }

    /// The number, if this is a float or an integer (which is rounded to the nearest double, as Python does).
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Float(value) => Some(*value),
            Self::Int(value) => Some(*value as f64),
            _ => None,
        }
    }

    /// The string.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Str(value) = self { Some(value) } else { None }
    }

    /// The byte string.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(value) = self { Some(value) } else { None }
    }

    /// The items of a list, tuple or set.
    pub fn as_sequence(&self) -> Option<Ref<'_, [Value]>> {
        match self {
            Self::List(node) | Self::Tuple(node) | Self::Set(node) => {
                let cells = node.cells();
                node.ledger().count_steps(cells.len());
                Some(cells)
            }
            _ => None,
        }
    }

    /// The items of a tuple.
    pub fn as_tuple(&self) -> Option<Ref<'_, [Value]>> {
        if let Self::Tuple(_) = self { self.as_sequence() } else { None }
    }

    /// The items of a dictionary.
    pub fn as_dict(&self) -> Option<Dict<'_>> {
        if let Self::Dict(node) = self {
            Some(Dict { cells: node.cells(), ledger: node.ledger() })
        } else {
            None
        }
    }

    /// The class of an object, or the global name itself.
    pub fn class(&self) -> Option<&Global> {
        match self {
            Self::Object(node) => node.class.as_deref(),
            Self::Global(global) => Some(global),
            _ => None,
        }
    }

    /// The arguments that Python would construct the object with.
    pub fn arguments(&self) -> Option<Value> {
        if let Self::Object(node) = self { node.cells().first().cloned() } else { None }
    }

    /// The saved state of an object, often a dictionary of its attributes; [`Value::None`] if there is none.
    pub fn state(&self) -> Option<Value> {
        if let Self::Object(node) = self { node.cells().get(1).cloned() } else { None }
    }

    /// A visitor's own value, if it is of type `T`.
    pub fn custom<T: 'static>(&self) -> Option<&T> {
        if let Self::Custom(value) = self { value.downcast_ref() } else { None }
    }

    /// The kind of value, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Bool(_) => "a bool",
            Self::Int(_) | Self::Long(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Str(_) => "a string",
            Self::Bytes(_) => "a byte string",
            Self::Elided(elided) if elided.text => "a long text",
            Self::Elided(_) => "a long byte string",
            Self::Global(_) => "a global name",
            Self::List(_) => "a list",
            Self::Tuple(_) => "a tuple",
            Self::Set(_) => "a set",
            Self::Dict(_) => "a dictionary",
            Self::Object(_) => "an object",
            Self::Persistent(_) => "a persistent id",
            Self::Custom(_) => "a summary",
        }
    }

    pub(crate) fn node(&self) -> Option<&Rc<Node>> {
        match self {
            Self::List(node)
            | Self::Tuple(node)
            | Self::Set(node)
            | Self::Dict(node)
            | Self::Object(node)
            | Self::Persistent(node) => Some(node),
            _ => None,
        }
    }

    pub(crate) fn into_node(self) -> Option<Rc<Node>> {
        match self {
            Self::List(node)
            | Self::Tuple(node)
            | Self::Set(node)
            | Self::Dict(node)
            | Self::Object(node)
            | Self::Persistent(node) => Some(node),
            _ => None,
        }
    }

    /// The error for a value of the wrong kind for an opcode.
    pub(crate) fn unfit(&self, opcode: &'static str, expected: &'static str, offset: u64) -> Error {
        Error::Operand { offset, opcode, expected, found: self.kind() }
    }
}

/// Prints simple values in full and compound ones by kind and size, since they can be huge, deep or cyclic.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Str(value) => write!(f, "{value:?}"),
            Self::Bytes(bytes) | Self::Long(bytes) => write!(f, "{} of {} bytes", self.kind(), bytes.len()),
            Self::Elided(elided) => write!(f, "{} of {} bytes", self.kind(), elided.length),
            Self::Global(global) => write!(f, "{}.{}", global.module, global.name),
            _ => match self.node() {
                Some(node) => write!(f, "{} of {} cells", self.kind(), node.cells().len()),
                None => f.write_str(self.kind()),
            },
        }
    }
}
