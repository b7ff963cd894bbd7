use std::sync::LazyLock;

use rand_mt::Mt;

use crate::Cell;

/// Number of cells: five operations on six edges.
pub(crate) const CELLS: usize = 15_625;

/// The seed with which the benchmark's authors shuffled the space.
const SHUFFLE_SEED: u32 = 88;

/// The space in the official order.
static CELL_LIST: LazyLock<Vec<Cell>> = LazyLock::new(|| {
    let mut cells: Vec<Cell> = (0..CELLS).map(Cell::lexicographic).collect();
    let mut generator = Mt::new_with_key([SHUFFLE_SEED]);
    for last in (1..CELLS).rev() {
        let other = below(&mut generator, last as u32 + 1) as usize;
        cells.swap(last, other);
    }
    cells
});

/// The official index of each cell of the lexicographic order.
static INDICES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut indices = vec![0; CELLS];
    for (index, cell) in (0..).zip(CELL_LIST.iter()) {
        indices[cell.place()] = index;
    }
    indices
});

impl Cell {
    /// All 15,625 cells in the official index order: position `i` is architecture `i` of the benchmark.
    ///
    /// The authors enumerated the space lexicographically and shuffled it with Python's `random`, seed 88.
    /// This repeats that shuffle, so no file is needed. Takes about a millisecond the first time.
    pub fn all() -> Vec<Self> {
        CELL_LIST.clone()
    }

    /// Its index in the official order, from 0.
    pub fn index(&self) -> usize {
        usize::from(INDICES[self.place()])
    }

    /// The cell with this index in the official order, which is below 15,625.
    pub(crate) fn at(index: usize) -> Self {
        CELL_LIST[index]
    }
}

/// A uniform number below `bound` as Python draws it: the top bits of a word, redrawn until they are below `bound`.
fn below(generator: &mut Mt, bound: u32) -> u32 {
    let bits = u32::BITS - bound.leading_zeros();
    loop {
        let candidate = generator.next_u32() >> (u32::BITS - bits);
        if candidate < bound {
            return candidate;
        }
    }
}
