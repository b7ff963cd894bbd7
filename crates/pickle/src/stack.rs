//! The machine's stack with its marks.

use std::rc::Rc;

use crate::node::{Ledger, cost};
use crate::{Error, Value};

/// Values under construction, each charged to the ledger while it is here.
pub(crate) struct Stack {
    values: Vec<Value>,
    marks: Vec<usize>,
    ledger: Rc<Ledger>,
    /// The opcode being executed, for messages.
    pub(crate) opcode: &'static str,
    pub(crate) offset: u64,
}

impl Stack {
    pub(crate) fn new(ledger: &Rc<Ledger>) -> Self {
        Self { values: Vec::new(), marks: Vec::new(), ledger: Rc::clone(ledger), opcode: "", offset: 0 }
    }

    pub(crate) fn mark(&mut self) -> usize {
        self.marks.push(self.values.len());
        self.marks.len()
    }

    pub(crate) fn push(&mut self, value: Value) {
        self.ledger.charge(cost(&value));
        self.values.push(value);
    }

    /// The error for a missing value.
    pub(crate) fn underflow(&self) -> Error {
        Error::Stack { offset: self.offset, opcode: self.opcode }
    }

    /// The error for a value of the wrong kind.
    pub(crate) fn unfit(&self, value: &Value, expected: &'static str) -> Error {
        value.unfit(self.opcode, expected, self.offset)
    }

    /// Takes the top value, if it is above the last mark.
    pub(crate) fn pop(&mut self) -> Result<Value, Error> {
        if self.values.len() <= self.marks.last().copied().unwrap_or(0) {
            return Err(self.underflow());
        }
        let value = self.values.pop().ok_or_else(|| self.underflow())?;
        self.ledger.release(cost(&value));
        Ok(value)
    }

    /// POP: removes the top value, or a mark if that is on top.
    pub(crate) fn discard(&mut self) -> Result<(), Error> {
        if self.marks.last() == Some(&self.values.len()) {
            self.marks.pop();
            return Ok(());
        }
        self.pop().map(drop)
    }

    /// Takes everything above the last mark, and the mark.
    pub(crate) fn pop_to_mark(&mut self) -> Result<Vec<Value>, Error> {
        let mark = self.marks.pop().ok_or_else(|| self.underflow())?;
        let values = self.values.split_off(mark);
        self.ledger.release(values.iter().map(cost).sum());
        Ok(values)
    }

    pub(crate) fn top(&self) -> Result<&Value, Error> {
        if self.values.len() <= self.marks.last().copied().unwrap_or(0) {
            return Err(self.underflow());
        }
        self.values.last().ok_or_else(|| self.underflow())
    }

    pub(crate) fn clear(&mut self) {
        self.ledger.release(self.values.iter().map(cost).sum());
        self.values.clear();
        self.marks.clear();
    }
}
