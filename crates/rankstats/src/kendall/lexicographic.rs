//! Elements in the order of one column, its ties in the order of another.

use crate::order::Ranks;

/// Positions ascending by `x`, and by `y` where `x` ties: a counting sort, O(n).
pub(crate) fn lexicographic(x: &Ranks, y: &Ranks) -> Vec<u32> {
    let mut start = 0;
    let mut slots: Vec<u32> = x
        .sizes
        .iter()
        .map(|&size| {
            let slot = start;
            start += size;
            slot
        })
        .collect();
    let mut positions = vec![0; x.len()];
    for &position in &y.order {
        let slot = &mut slots[x.dense[position as usize] as usize];
        positions[*slot as usize] = position;
        *slot += 1;
    }
    positions
}
