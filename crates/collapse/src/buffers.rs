use crate::real::{Lanes, Real};

/// Memory that was used before: tiles of maps, and rows. The one freed last is given out first, since it is the one
/// that is still in a near cache.
#[derive(Debug)]
pub(crate) struct Pool<T: Real> {
    /// By length, of which there are few.
    free: Vec<(usize, Vec<Vec<Lanes<T>>>)>,
}

impl<T: Real> Pool<T> {
    pub const fn new() -> Self {
        Self { free: Vec::new() }
    }

    /// So many lines; their contents are arbitrary.
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
