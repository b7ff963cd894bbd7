//! How many elements each element disagrees with.

use super::lexicographic;
use crate::order::Ranks;

/// For each element the number of others with which it is discordant (one column says larger, the other smaller).
/// O(n log n) with a Fenwick tree.
pub(crate) fn discordances(x: &Ranks, y: &Ranks) -> Vec<u32> {
    let mut below = 0;
    // How many elements have a smaller y than each group of y.
    let smaller: Vec<u32> = y
        .sizes
        .iter()
        .map(|&size| {
            let count = below;
            below += size;
            count
        })
        .collect();
    let mut seen = Fenwick::new(y.sizes.len());
    let mut counts = vec![0; x.len()];
    // Within a tie of x, y ascends: an earlier element with larger y, or a later one with smaller y, never ties in x.
    for (before, position) in (0_u32..).zip(lexicographic(x, y)) {
        let group = y.dense[position as usize] as usize;
        let seen_below = seen.below(group);
        let seen_larger = before - seen.below(group + 1);
        counts[position as usize] = seen_larger + (smaller[group] - seen_below);
        seen.add(group);
    }
    counts
}

/// Prefix counts under insertion.
struct Fenwick {
    tree: Vec<u32>,
}

impl Fenwick {
    fn new(groups: usize) -> Self {
        Self { tree: vec![0; groups + 1] }
    }

    fn add(&mut self, group: usize) {
        let mut node = group + 1;
        while let Some(count) = self.tree.get_mut(node) {
            *count += 1;
            node += node & node.wrapping_neg();
        }
    }

    /// How many of the groups below `group` have been added.
    fn below(&self, group: usize) -> u32 {
        let mut node = group;
        let mut sum = 0;
        while node > 0 {
            sum += self.tree[node];
            node &= node - 1;
        }
        sum
    }
}
