//! Counting weighted inversions one element at a time, in several resamples at once.

/// Resamples that are counted side by side. They differ in weights only, so every step is the same for all and the
/// compiler vectorises it.
pub(super) const LANES: usize = 8;

/// One number for each resample.
pub(super) type Lanes = [u32; LANES];

/// Masks of a node by the element's bit: with 0 the element reads the node, with 1 it adds its weight.
static MASKS: [(Lanes, Lanes); 2] = [([u32::MAX; LANES], [0; LANES]), ([0; LANES], [u32::MAX; LANES])];

/// Weights of the elements so far, by group, answering "how much weight is above this group" in a fixed number of steps:
/// one per bit of the group number.
///
/// For each bit and each prefix of higher bits it keeps the weight of the elements whose bit is 1. Walking the bits
/// takes the same path for reading and for adding and has no branch that depends on the data, which makes it about
/// twice as fast as a Fenwick tree, whose loop lengths the processor cannot predict.
#[derive(Debug, Clone)]
pub(super) struct Counter {
    /// For each bit, from the lowest, where its nodes start.
    starts: Vec<usize>,
    nodes: Vec<Lanes>,
}

impl Counter {
    pub(super) fn new(groups: usize) -> Self {
        let bits = usize::BITS - groups.saturating_sub(1).leading_zeros();
        let mut starts = Vec::with_capacity(bits as usize);
        let mut end = 0;
        for bit in 0..bits {
            starts.push(end);
            end += (groups.saturating_sub(1) >> (bit + 1)) + 1;
        }
        Self { starts, nodes: vec![[0; LANES]; end] }
    }

    pub(super) fn clear(&mut self) {
        self.nodes.fill([0; LANES]);
    }

    /// The weight so far in groups above `group`; then adds `weight` to `group`.
    #[inline]
    pub(super) fn above_then_add(&mut self, group: u32, weight: &Lanes) -> Lanes {
        let mut above = [0; LANES];
        let mut rest = group;
        for &start in &self.starts {
            // Looked up, because the compiler turns a computed mask into a branch that is mispredicted half the time.
            let (read, write) = &MASKS[(rest & 1) as usize];
            rest >>= 1;
            let node = &mut self.nodes[start + rest as usize];
            let seen = *node;
            above = add_masked(above, &seen, read);
            *node = add_masked(seen, weight, write);
        }
        above
    }
}

/// Array in, array out: in this form the compiler keeps all lanes in vector registers.
#[inline]
fn add_masked(sum: Lanes, term: &Lanes, mask: &Lanes) -> Lanes {
    std::array::from_fn(|lane| sum[lane].wrapping_add(term[lane] & mask[lane]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_definition(
            groups in 1_u32..70,
            elements in prop::collection::vec((any::<u32>(), 0_u32..5), 0..150),
        ) {
            let mut counter = Counter::new(groups as usize);
            let mut seen: Vec<(u32, u32)> = Vec::new();
            for (group, weight) in elements {
                let group = group % groups;
                let expected: u32 = seen.iter().filter(|(g, _)| *g > group).map(|(_, w)| w).sum();
                let mut weights = [0; LANES];
                weights[3] = weight;
                let mut above = [0; LANES];
                above[3] = expected;
                prop_assert_eq!(counter.above_then_add(group, &weights), above);
                seen.push((group, weight));
            }
        }
    }
}
