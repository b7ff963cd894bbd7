//! Limits the number and the memory of networks that run at a time.

use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, PoisonError};

/// A semaphore with two limits: a count and a number of bytes.
#[derive(Debug)]
pub(crate) struct Gate {
    most: NonZeroUsize,
    bytes: u64,
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Inside {
    count: usize,
    bytes: u64,
}

/// Leaves the gate when it is dropped.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    gate: &'a Gate,
    bytes: u64,
}

impl Gate {
    pub(crate) fn new(most: NonZeroUsize, bytes: u64) -> Self {
        Self { most, bytes, inside: Mutex::default(), left: Condvar::new() }
    }

    /// Waits until there is room for `bytes`. Anything larger than the limit runs alone.
    pub(crate) fn enter(&self, bytes: u64) -> Pass<'_> {
        let bytes = bytes.min(self.bytes);
        let full = |inside: &mut Inside| inside.count >= self.most.get() || bytes > self.bytes - inside.bytes;
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let mut inside = self.left.wait_while(inside, full).unwrap_or_else(PoisonError::into_inner);
        inside.count += 1;
        inside.bytes += bytes;
        Pass { gate: self, bytes }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut inside = self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.count -= 1;
        inside.bytes -= self.bytes;
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn no_more_than_the_limits_are_inside_at_a_time() {
        let gate = Gate::new(NonZeroUsize::new(3).unwrap(), 10);
        // The count of holders in the upper half, their bytes in the lower one.
        let (inside, most, bytes) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for worker in 0..8_u64 {
                let (gate, inside, most, bytes) = (&gate, &inside, &most, &bytes);
                scope.spawn(move || {
                    for turn in 0..50 {
                        // Some want more than the limit.
                        let wanted = (worker * 7 + turn) % 13;
                        let pass = gate.enter(wanted);
                        let mine = (1 << 32) + wanted.min(10);
                        let now = inside.fetch_add(mine, Ordering::SeqCst) + mine;
                        most.fetch_max(now >> 32, Ordering::SeqCst);
                        bytes.fetch_max(now & 0xffff_ffff, Ordering::SeqCst);
                        thread::yield_now();
                        inside.fetch_sub(mine, Ordering::SeqCst);
                        drop(pass);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 3);
        assert!(bytes.into_inner() <= 10);
        assert_eq!(*gate.inside.lock().unwrap(), Inside::default());
    }
}
