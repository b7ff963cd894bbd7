//! The shared container behind every compound value, with its accounting and its non-recursive drop.

use std::cell::{Cell, Ref, RefCell};
use std::mem;
use std::rc::Rc;

use crate::{Global, Value};

/// Estimated bytes of an empty container with its bookkeeping.
const EMPTY: u64 = 96;
/// Steps counted for making a container.
const STEPS: usize = 8;

/// The bytes (estimated) that the live values of a stream take, and the steps so far: items copied or examined, and
/// containers made.
///
/// A stream can refer to one large value again and again, at a few bytes each. That takes no memory, but copying or
/// searching the value takes time, so it counts as steps.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    held: Cell<u64>,
    steps: Cell<u64>,
}

impl Ledger {
    pub(crate) fn charge(&self, bytes: u64) {
        self.held.set(self.held.get().saturating_add(bytes));
    }

    pub(crate) fn release(&self, bytes: u64) {
        self.held.set(self.held.get().saturating_sub(bytes));
    }

    pub(crate) fn held(&self) -> u64 {
        self.held.get()
    }

    /// Counts items that are copied or examined.
    pub(crate) fn count_steps(&self, items: usize) {
        self.steps.set(self.steps.get().saturating_add(items as u64));
    }

    pub(crate) fn steps(&self) -> u64 {
        self.steps.get()
    }
}

/// The charge for holding this value: the `Value` itself and the payload of text and bytes. Shared text is charged at
/// each holder, which errs on the safe side.
pub(crate) fn cost(value: &Value) -> u64 {
    let payload = match value {
        Value::Str(text) => text.len(),
        Value::Bytes(bytes) | Value::Long(bytes) => bytes.len(),
        _ => 0,
    };
    (size_of::<Value>() + payload) as u64
}

/// The items of a list, tuple, set, dictionary (key, value, key, value ...), object or persistent id.
pub struct Node {
    pub(crate) class: Option<Rc<Global>>,
    cells: RefCell<Vec<Value>>,
    depth: Cell<u32>,
    ledger: Rc<Ledger>,
}

impl Node {
    pub(crate) fn new(ledger: &Rc<Ledger>, class: Option<Rc<Global>>) -> Self {
        ledger.charge(EMPTY);
        ledger.count_steps(STEPS);
        Self { class, cells: RefCell::default(), depth: Cell::new(1), ledger: Rc::clone(ledger) }
    }

    pub(crate) fn push(&self, value: Value) {
        self.deepen(&value);
        self.ledger.charge(cost(&value));
        self.cells.borrow_mut().push(value);
    }

    pub(crate) fn extend(&self, values: Vec<Value>) {
        for value in &values {
            self.deepen(value);
            self.ledger.charge(cost(value));
        }
        let mut cells = self.cells.borrow_mut();
        if cells.is_empty() { *cells = values } else { cells.extend(values) }
    }

    /// Replaces the cell at `index`, which must exist.
    pub(crate) fn replace(&self, index: usize, value: Value) {
        self.deepen(&value);
        let mut cells = self.cells.borrow_mut();
        if let Some(cell) = cells.get_mut(index) {
            self.ledger.charge(cost(&value));
            self.ledger.release(cost(cell));
            let old = mem::replace(cell, value);
            // Dropping the old value may free other nodes, so end the borrow first.
            drop(cells);
            drop(old);
        }
    }

    fn deepen(&self, value: &Value) {
        if let Some(inner) = value.node() {
            self.depth.set(self.depth.get().max(inner.depth.get().saturating_add(1)));
        }
    }

    pub(crate) fn depth(&self) -> u32 {
        self.depth.get()
    }

    pub(crate) fn cells(&self) -> Ref<'_, [Value]> {
        Ref::map(self.cells.borrow(), Vec::as_slice)
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Empties the node and releases its charge.
    fn empty(&mut self) -> Vec<Value> {
        let cells = mem::take(self.cells.get_mut());
        self.ledger.release(cells.iter().map(cost).sum());
        cells
    }
}

/// Frees nested containers with a work list instead of recursion, since a hostile stream can nest them deeper than any
/// stack.
impl Drop for Node {
    fn drop(&mut self) {
        self.ledger.release(EMPTY);
        let mut pending = self.empty();
        while let Some(value) = pending.pop() {
            if let Some(mut inner) = value.into_node().and_then(Rc::into_inner) {
                pending.append(&mut inner.empty());
            }
        }
    }
}
