use crate::real::{Lanes, Real};

/// The rows of a base that are in memory during a tile.
#[derive(Debug)]
pub(super) struct Rows<'a, T: Real> {
    data: Data<'a, T>,
    width: usize,
    /// Row `r` is at `r & mask`.
    mask: usize,
}

#[derive(Debug)]
enum Data<'a, T: Real> {
    Shared(&'a [Lanes<T>]),
    Own(Vec<Lanes<T>>),
}

impl<'a, T: Real> Rows<'a, T> {
    /// Keeps the last `rows` rows (a power of two) of this width. Empty at first.
    pub const fn ring(width: usize, rows: usize) -> Self {
        Self { data: Data::Shared(&[]), width, mask: rows - 1 }
    }

    /// Keeps all rows of this width. Empty at first.
    pub const fn all(width: usize) -> Self {
        Self { data: Data::Shared(&[]), width, mask: usize::MAX }
    }

    pub fn share(&mut self, data: &'a [Lanes<T>]) {
        self.data = Data::Shared(data);
    }

    pub fn own(&mut self, data: Vec<Lanes<T>>) {
        self.data = Data::Own(data);
    }

    /// Takes the memory out and leaves no rows.
    pub fn take_data(&mut self) -> Option<Vec<Lanes<T>>> {
        match std::mem::replace(&mut self.data, Data::Shared(&[])) {
            Data::Own(data) => Some(data),
            Data::Shared(_) => None,
        }
    }

    /// Takes the rows out, so that they can be written while those of other places are read.
    #[inline(always)]
    pub fn take(&mut self) -> Self {
        Self {
            data: std::mem::replace(&mut self.data, Data::Shared(&[])),
            width: self.width,
            mask: self.mask,
        }
    }

    #[inline(always)]
    pub fn row(&self, row: usize) -> &[Lanes<T>] {
        let data = match &self.data {
            Data::Shared(data) => data,
            Data::Own(data) => &data[..],
        };
        let start = (row & self.mask) * self.width;
        &data[start..start + self.width]
    }

    #[inline(always)]
    pub fn row_mut(&mut self, row: usize) -> &mut [Lanes<T>] {
        let start = (row & self.mask) * self.width;
        match &mut self.data {
            Data::Shared(_) => &mut [],
            Data::Own(data) => &mut data[start..start + self.width],
        }
    }
}
