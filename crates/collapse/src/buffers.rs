use crate::real::{Lanes, Real};

/// Free buffers for tiles of maps and for rows. The one freed last is handed out first: it is still in a near cache.
#[derive(Debug)]
pub(crate) struct Pool<T: Real> {
    /// Free buffers by length; few lengths occur.
    free: Vec<(usize, Vec<Vec<Lanes<T>>>)>,
}

impl<T: Real> Pool<T> {
    pub const fn new() -> Self {
        Self { free: Vec::new() }
    }

    /// A buffer of `lines` cache lines with arbitrary contents.
    pub fn take(&mut self, lines: usize) -> Vec<Lanes<T>> {
        let free = self.free.iter_mut().find(|(length, _)| *length == lines);
        free.and_then(|(_, free)| free.pop()).unwrap_or_else(|| vec![Lanes::default(); lines])
    }

    pub fn give(&mut self, buffer: Vec<Lanes<T>>) {
        match self.free.iter_mut().find(|(length, _)| *length == buffer.len()) {
            Some((_, free)) => free.push(buffer),
            None => self.free.push((buffer.len(), vec![buffer])),
        }
    }
}
