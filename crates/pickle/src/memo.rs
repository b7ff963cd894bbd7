//! The memo: values that later parts of the stream refer back to.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::node::{Ledger, cost};
use crate::uses::{Uses, in_sequence};
use crate::{Error, Value};

/// Values by slot. With [`Uses`], only those that will be read, each until its last read.
pub(crate) struct Memo {
    uses: Option<Uses>,
    live: BTreeMap<u64, Value>,
    filled: u64,
    ledger: Rc<Ledger>,
}

impl Memo {
    pub(crate) fn new(uses: Option<Uses>, ledger: &Rc<Ledger>) -> Self {
        Self { uses, live: BTreeMap::new(), filled: 0, ledger: Rc::clone(ledger) }
    }

    /// Fills the next slot in sequence.
    pub(crate) fn append(&mut self, value: &Value, offset: u64) -> Result<(), Error> {
        self.put(self.filled, value, offset)
    }

    pub(crate) fn put(&mut self, slot: u64, value: &Value, offset: u64) -> Result<(), Error> {
        in_sequence(slot, self.filled, offset)?;
        self.filled += 1;
        if self.uses.as_ref().is_none_or(|uses| uses.wanted(slot)) {
            self.ledger.charge(2 * size_of::<Value>() as u64 + cost(value));
            if let Some(old) = self.live.insert(slot, value.clone()) {
                self.release(&old);
            }
        }
        Ok(())
    }

    pub(crate) fn get(&mut self, slot: u64, offset: u64) -> Result<Value, Error> {
        let missing = Error::Memo { offset, slot };
        if self.uses.as_mut().is_none_or(|uses| uses.take(slot)) {
            self.live.get(&slot).cloned().ok_or(missing)
        } else {
            let value = self.live.remove(&slot).ok_or(missing)?;
            self.release(&value);
            Ok(value)
        }
    }

    fn release(&self, value: &Value) {
        self.ledger.release(2 * size_of::<Value>() as u64 + cost(value));
    }
}
