//! The pairs that each element is in.

use crate::order::Ranks;

/// For each element, how many others it is discordant or tied with.
pub(crate) struct Elements<'a> {
    x: &'a Ranks,
    y: &'a Ranks,
    /// Others that are larger in one column and smaller in the other.
    pub discordant: Vec<u32>,
    /// Others that tie in both columns.
    pub tied_both: Vec<u32>,
}

/// The pairs of one element.
pub(crate) struct Pairs {
    /// Concordant minus discordant.
    pub s: i64,
    pub tied_x: u64,
    pub tied_y: u64,
}

impl<'a> Elements<'a> {
    /// Counts in O(n log n), given the elements' positions in the order of x and, where x ties, of y.
    pub(crate) fn new(x: &'a Ranks, y: &'a Ranks, positions: &[u32]) -> Self {
        let mut tied_both = vec![0; x.len()];
        let same = |a: &u32, b: &u32| {
            let (a, b) = (*a as usize, *b as usize);
            x.dense[a] == x.dense[b] && y.dense[a] == y.dense[b]
        };
        for run in positions.chunk_by(same) {
            for &position in run {
                tied_both[position as usize] = run.len() as u32 - 1;
            }
        }
        Self { x, y, discordant: discordances(x, y, positions), tied_both }
    }

    pub(crate) fn pairs(&self, element: usize) -> Pairs {
        let tied = |ranks: &Ranks| u64::from(ranks.sizes[ranks.dense[element] as usize]) - 1;
        let (tied_x, tied_y) = (tied(self.x), tied(self.y));
        let others = self.x.len() as u64 - 1;
        let ordered = (others + u64::from(self.tied_both[element])) as i64 - (tied_x + tied_y) as i64;
        Pairs { s: ordered - 2 * i64::from(self.discordant[element]), tied_x, tied_y }
    }
}

/// For each element, the number of others with which it is discordant. O(n log n) with a Fenwick tree.
fn discordances(x: &Ranks, y: &Ranks, positions: &[u32]) -> Vec<u32> {
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
    for (before, &position) in (0_u32..).zip(positions) {
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
