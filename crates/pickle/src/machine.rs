//! The stack machine.

use std::collections::HashMap;
use std::io::Read;
use std::rc::Rc;

use crate::memo::Memo;
use crate::node::{Ledger, Node};
use crate::opcode as op;
use crate::source::Source;
use crate::stack::Stack;
use crate::{Elided, Error, Global, Globals, Limits, Uses, Value, Visitor, reduce, text};

/// Reads the pickles of one stream, one after the other.
pub struct Decoder<'a, R> {
    pub(crate) source: Source<R>,
    globals: &'a Globals,
    limits: Limits,
    uses: Option<Uses>,
    ledger: Rc<Ledger>,
    /// Names used so far, so that each is stored once.
    known: HashMap<(String, String), Rc<Global>>,
}

impl<'a, R: Read> Decoder<'a, R> {
    /// A decoder for a stream, which need not be buffered.
    pub fn new(input: R, globals: &'a Globals, limits: &Limits) -> Self {
        Self {
            source: Source::new(input, limits),
            globals,
            limits: *limits,
            uses: None,
            ledger: Rc::default(),
            known: HashMap::new(),
        }
    }

    /// Supplies the counts of a first pass over the next pickle, so that values are freed after their last use.
    ///
    /// By default, every value in the memo is kept until the pickle ends.
    #[must_use]
    pub fn with_uses(mut self, uses: Uses) -> Self {
        self.uses = Some(uses);
        self
    }

    /// Offset of the next byte.
    pub fn offset(&self) -> u64 {
        self.source.offset()
    }

    /// Reads the next pickle.
    ///
    /// # Errors
    /// If the stream is truncated or malformed, names a global outside the allow-list, or exceeds the limits.
    pub fn read(&mut self, visitor: &mut dyn Visitor) -> Result<Value, Error> {
        let memo = Memo::new(self.uses.take(), &self.ledger);
        let stack = Stack::new(&self.ledger);
        Machine { decoder: self, visitor, memo, stack, payload: Vec::new() }.run()
    }
}

/// Steps allowed in addition to one per byte read; see [`Ledger`](crate::node::Ledger). The benchmarks' files have hundreds
/// of bytes for each container.
const FREE_STEPS: u64 = 1 << 22;

struct Machine<'d, 'a, R> {
    decoder: &'d mut Decoder<'a, R>,
    visitor: &'d mut dyn Visitor,
    memo: Memo,
    stack: Stack,
    payload: Vec<u8>,
}

impl<R: Read> Machine<'_, '_, R> {
    fn run(mut self) -> Result<Value, Error> {
        loop {
            let offset = self.decoder.source.offset();
            let opcode = self.decoder.source.byte()?;
            let (name, argument) = op::describe(opcode).ok_or(Error::UnknownOpcode { offset, opcode })?;
            (self.stack.opcode, self.stack.offset) = (name, offset);
            if opcode == op::STOP {
                let value = self.stack.pop()?;
                self.stack.clear();
                return Ok(value);
            }
            match argument {
                op::Argument::None => self.structure(opcode)?,
                op::Argument::Fixed(_) => self.fixed(opcode)?,
                op::Argument::Sized(width) => self.sized(opcode, width)?,
                op::Argument::Line | op::Argument::Lines => self.line(opcode)?,
            }
            self.within_limits()?;
        }
    }

    /// An error if the values take too much memory or too many steps.
    fn within_limits(&self) -> Result<(), Error> {
        let (offset, memory) = (self.stack.offset, self.decoder.limits.memory);
        if self.decoder.ledger.held() > memory {
            return Err(Error::Limit { offset, what: "bytes of live values", limit: memory });
        }
        let steps = FREE_STEPS + offset;
        if self.decoder.ledger.steps() > steps {
            let what = "steps for as many bytes";
            return Err(Error::Limit { offset, what, limit: steps });
        }
        Ok(())
    }

    fn node(&self) -> Rc<Node> {
        Rc::new(Node::new(&self.decoder.ledger, None))
    }

    fn checked(&self, node: &Node) -> Result<(), Error> {
        let limit = self.decoder.limits.depth;
        if node.depth() > limit {
            return Err(Error::Limit {
                offset: self.stack.offset,
                what: "levels of nesting",
                limit: limit.into(),
            });
        }
        Ok(())
    }

    fn malformed(&self) -> Error {
        Error::Text { offset: self.stack.offset, opcode: self.stack.opcode }
    }

    /// Opcodes with an argument of a fixed length.
    fn fixed(&mut self, opcode: u8) -> Result<(), Error> {
        let offset = self.stack.offset;
        let value = match opcode {
            op::PROTO => {
                return match self.decoder.source.byte()? {
                    0..=5 => Ok(()),
                    found => Err(Error::Protocol { offset, found }),
                };
            }
            op::FRAME => return self.decoder.source.skip(8),
            op::BINPUT | op::LONG_BINPUT => return self.put(opcode),
            op::BINGET | op::LONG_BINGET => return self.get(opcode),
            op::BININT => Value::Int(i32::from_le_bytes(self.decoder.source.array()?).into()),
            op::BININT1 => Value::Int(self.decoder.source.byte()?.into()),
            op::BININT2 => Value::Int(u16::from_le_bytes(self.decoder.source.array()?).into()),
            op::BINFLOAT => Value::Float(f64::from_be_bytes(self.decoder.source.array()?)),
            _ => return Err(Error::Unsupported { offset, opcode: self.stack.opcode }),
        };
        self.stack.push(value);
        Ok(())
    }

    fn put(&mut self, opcode: u8) -> Result<(), Error> {
        let offset = self.stack.offset;
        let slot =
            op::slot(&mut self.decoder.source, opcode, offset, &mut self.payload, &self.decoder.limits)?;
        self.memo.put(slot, self.stack.top()?, offset)
    }

    fn get(&mut self, opcode: u8) -> Result<(), Error> {
        let offset = self.stack.offset;
        let slot =
            op::slot(&mut self.decoder.source, opcode, offset, &mut self.payload, &self.decoder.limits)?;
        let value = self.memo.get(slot, offset)?;
        self.stack.push(value);
        Ok(())
    }

    /// Opcodes with a length and a payload.
    fn sized(&mut self, opcode: u8, width: u8) -> Result<(), Error> {
        let offset = self.stack.offset;
        let length = op::length(&mut self.decoder.source, width)?;
        let limits = self.decoder.limits;
        let (bytes, text, limit) = match opcode {
            op::SHORT_BINBYTES | op::BINBYTES | op::BINBYTES8 | op::BYTEARRAY8 => (true, false, limits.bytes),
            op::BINSTRING | op::SHORT_BINSTRING => (false, false, limits.bytes),
            op::LONG1 | op::LONG4 if length > limits.text => {
                return Err(Error::Limit { offset, what: "bytes of a number", limit: limits.text });
            }
            op::LONG1 | op::LONG4 => (false, false, limits.text),
            _ => (false, true, limits.text),
        };
        if length > limit {
            let elided = Elided { offset: self.decoder.source.offset(), length, text };
            self.decoder.source.skip(length)?;
            self.stack.push(Value::Elided(elided));
            return Ok(());
        }
        self.decoder.source.take(length, &mut self.payload)?;
        let value = match opcode {
            _ if bytes => Value::Bytes(self.payload.as_slice().into()),
            op::LONG1 | op::LONG4 => text::long(&self.payload),
            op::BINSTRING | op::SHORT_BINSTRING => text::string(&self.payload),
            _ => match std::str::from_utf8(&self.payload) {
                Ok(text) => Value::Str(text.into()),
                // Python may write lone surrogates, which are not UTF-8; no name or label has any.
                Err(_) => return Err(self.malformed()),
            },
        };
        self.stack.push(value);
        Ok(())
    }

    /// Opcodes of protocol 0, with lines of text.
    fn line(&mut self, opcode: u8) -> Result<(), Error> {
        match opcode {
            op::GET => return self.get(opcode),
            op::PUT => return self.put(opcode),
            _ => {}
        }
        let limit = self.decoder.limits.text;
        self.decoder.source.line(limit, &mut self.payload)?;
        let value = match opcode {
            op::GLOBAL | op::INST => {
                let module = String::from_utf8(self.payload.clone()).map_err(|_| self.malformed())?;
                self.decoder.source.line(limit, &mut self.payload)?;
                let name = String::from_utf8(self.payload.clone()).map_err(|_| self.malformed())?;
                let global = self.global(module, name)?;
                if opcode == op::GLOBAL {
                    Some(Value::Global(global))
                } else {
                    let arguments = Value::Tuple(self.node_to_mark()?);
                    Some(self.construct(&Value::Global(global), arguments)?)
                }
            }
            op::INT => text::integer(&self.payload, false),
            op::LONG => text::integer(&self.payload, true),
            op::FLOAT => text::float(&self.payload),
            op::STRING => text::quoted(&self.payload),
            op::UNICODE => text::raw_unicode(&self.payload).map(Value::Str),
            // PERSID
            _ => {
                let node = self.node();
                node.push(text::string(&self.payload));
                Some(Value::Persistent(node))
            }
        };
        let value = value.ok_or_else(|| self.malformed())?;
        self.stack.push(value);
        Ok(())
    }

    fn global(&mut self, module: String, name: String) -> Result<Rc<Global>, Error> {
        let key = (module, name);
        if let Some(global) = self.decoder.known.get(&key) {
            return Ok(Rc::clone(global));
        }
        let (module, name) = key.clone();
        let Some(meaning) = self.decoder.globals.get(&module, &name) else {
            let shorten = |text: String| text.chars().take(100).collect();
            let (module, name) = (shorten(module), shorten(name));
            return Err(Error::ForbiddenGlobal { offset: self.stack.offset, module, name });
        };
        let global = Rc::new(Global { module, name, meaning });
        self.decoder.known.insert(key, Rc::clone(&global));
        Ok(global)
    }

    fn construct(&self, callable: &Value, arguments: Value) -> Result<Value, Error> {
        let value = reduce::construct(callable, arguments, &self.decoder.ledger, &self.stack)?;
        if let Some(node) = value.node() {
            self.checked(node)?;
        }
        Ok(value)
    }

    fn filled(&self, values: Vec<Value>) -> Result<Rc<Node>, Error> {
        let node = self.node();
        node.extend(values);
        self.checked(&node)?;
        Ok(node)
    }

    fn node_to_mark(&mut self) -> Result<Rc<Node>, Error> {
        let values = self.stack.pop_to_mark()?;
        self.filled(values)
    }

    /// Opcodes without an argument.
    fn structure(&mut self, opcode: u8) -> Result<(), Error> {
        match opcode {
            op::MARK => {
                let limit = self.decoder.limits.depth;
                if self.stack.mark() > limit as usize {
                    let (offset, what) = (self.stack.offset, "levels of nesting");
                    return Err(Error::Limit { offset, what, limit: limit.into() });
                }
                Ok(())
            }
            op::POP => self.stack.discard(),
            op::POP_MARK => self.stack.pop_to_mark().map(drop),
            op::MEMOIZE => self.memo.append(self.stack.top()?, self.stack.offset),
            op::APPEND => {
                let item = self.stack.pop()?;
                self.append(vec![item])
            }
            op::APPENDS | op::ADDITEMS => {
                let items = self.stack.pop_to_mark()?;
                self.append(items)
            }
            op::SETITEM => {
                let (value, key) = (self.stack.pop()?, self.stack.pop()?);
                self.set_items(vec![key, value])
            }
            op::SETITEMS => {
                let items = self.stack.pop_to_mark()?;
                self.set_items(items)
            }
            op::DICT => {
                let items = self.stack.pop_to_mark()?;
                self.stack.push(Value::Dict(self.node()));
                self.set_items(items)
            }
            op::BUILD => {
                let state = self.stack.pop()?;
                let target = self.stack.top()?;
                let grown = reduce::build(target, state, &self.stack)?;
                grown.map_or(Ok(()), |node| self.checked(node))
            }
            _ => {
                let value = self.simple(opcode)?;
                self.stack.push(value);
                Ok(())
            }
        }
    }

    /// Opcodes without an argument that make a value.
    fn simple(&mut self, opcode: u8) -> Result<Value, Error> {
        Ok(match opcode {
            op::DUP => self.stack.top()?.clone(),
            op::NONE => Value::None,
            op::NEWTRUE => Value::Bool(true),
            op::NEWFALSE => Value::Bool(false),
            op::EMPTY_LIST => Value::List(self.node()),
            op::EMPTY_TUPLE => Value::Tuple(self.node()),
            op::EMPTY_DICT => Value::Dict(self.node()),
            op::EMPTY_SET => Value::Set(self.node()),
            op::LIST | op::FROZENSET | op::TUPLE => {
                let node = self.node_to_mark()?;
                match opcode {
                    op::LIST => Value::List(node),
                    op::FROZENSET => Value::Set(node),
                    _ => Value::Tuple(node),
                }
            }
            op::TUPLE1 | op::TUPLE2 | op::TUPLE3 => {
                let mut values = Vec::with_capacity(3);
                for _ in op::TUPLE1..=opcode {
                    values.push(self.stack.pop()?);
                }
                values.reverse();
                Value::Tuple(self.filled(values)?)
            }
            op::STACK_GLOBAL => {
                let (name, module) = (self.stack.pop()?, self.stack.pop()?);
                let (Value::Str(module), Value::Str(name)) = (&module, &name) else {
                    return Err(self.stack.unfit(&name, "two strings"));
                };
                Value::Global(self.global(module.to_string(), name.to_string())?)
            }
            op::REDUCE | op::NEWOBJ => {
                let (arguments, callable) = (self.stack.pop()?, self.stack.pop()?);
                self.construct(&callable, arguments)?
            }
            op::NEWOBJ_EX => {
                let (named, arguments, callable) = (self.stack.pop()?, self.stack.pop()?, self.stack.pop()?);
                if named.as_dict().is_none() {
                    return Err(self.stack.unfit(&named, "a dictionary of arguments"));
                }
                self.construct(&callable, arguments)?
            }
            op::OBJ => {
                let mut values = self.stack.pop_to_mark()?;
                if values.is_empty() {
                    return Err(self.stack.underflow());
                }
                let callable = values.remove(0);
                let arguments = Value::Tuple(self.filled(values)?);
                self.construct(&callable, arguments)?
            }
            op::BINPERSID => {
                let node = self.node();
                node.push(self.stack.pop()?);
                self.checked(&node)?;
                Value::Persistent(node)
            }
            _ => return Err(Error::Unsupported { offset: self.stack.offset, opcode: self.stack.opcode }),
        })
    }

    fn append(&mut self, items: Vec<Value>) -> Result<(), Error> {
        let target = self.stack.top()?;
        let (Value::List(node) | Value::Set(node) | Value::Object(node)) = target else {
            return Err(self.stack.unfit(target, "a list or set"));
        };
        node.extend(items);
        self.checked(node)
    }

    fn set_items(&mut self, items: Vec<Value>) -> Result<(), Error> {
        let target = self.stack.top()?;
        let (Value::Dict(node) | Value::Object(node)) = target else {
            return Err(self.stack.unfit(target, "a dictionary"));
        };
        if !items.len().is_multiple_of(2) {
            return Err(self.stack.underflow());
        }
        let node = Rc::clone(node);
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            let value = self.visitor.item(&key, value);
            node.push(key);
            node.push(value);
            self.within_limits()?;
        }
        self.checked(&node)
    }
}
