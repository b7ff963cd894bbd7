use crate::real::{Lanes, Real};

/// Maps in memory, as `[tile][row][column]` of [`Lanes`]. Freed maps are kept for the next one of their
/// size, so that a network allocates only at its widest point.
#[derive(Debug)]
pub(crate) struct Pool<T: Real> {
    free: Vec<Vec<Lanes<T>>>,
}

impl<T: Real> Pool<T> {
    pub const fn new() -> Self {
        Self { free: Vec::new() }
    }

    /// A map of `pixels` pixels over all tiles; its contents are arbitrary.
    pub fn take(&mut self, pixels: usize) -> Vec<Lanes<T>> {
        match self.free.iter().rposition(|map| map.len() == pixels) {
            Some(position) => self.free.swap_remove(position),
            None => vec![Lanes::default(); pixels],
        }
    }

    pub fn give(&mut self, map: Vec<Lanes<T>>) {
        self.free.push(map);
    }
}
