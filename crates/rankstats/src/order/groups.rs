//! A column in ascending order, and the keys that it is sorted by.

/// A sorted column with its tie groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    /// How many elements each tie group holds, in ascending order of value.
    pub sizes: Vec<u32>,
    /// Positions of the elements in ascending order of value; ties keep the order of their positions.
    pub order: Vec<u32>,
}

impl Groups {
    /// Appends sorted keys with their positions; they must be larger than all before.
    pub(super) fn extend(&mut self, keyed: &[(u64, u32)]) {
        self.order.extend(keyed.iter().map(|&(_, position)| position));
        self.sizes.extend(keyed.chunk_by(|a, b| a.0 == b.0).map(|group| group.len() as u32));
    }

    /// For each group the centred rank, twice the average rank minus n + 1: an integer, and over all elements they sum to 0.
    pub(crate) fn centred(&self) -> Vec<i64> {
        centred(&self.sizes, self.order.len())
    }
}

/// [`Groups::centred`] of groups of these sizes; n elements in total.
pub(super) fn centred(sizes: &[u32], n: usize) -> Vec<i64> {
    let n = n as i64;
    let mut below = 0;
    sizes
        .iter()
        .map(|&size| {
            let size = i64::from(size);
            // The ranks below + 1 ..= below + size average to below + (size + 1) / 2.
            let centred = 2 * below + size - n;
            below += size;
            centred
        })
        .collect()
}

/// An integer that orders as the float does, with `-0.0` and `0.0` equal. The value must not be NaN.
pub(super) fn key(value: f64) -> u64 {
    // Adding positive zero turns -0.0 into 0.0 and changes nothing else.
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// Sorts a column. At most 2^32 values, none of them NaN.
pub(super) fn sorted(values: &[f64]) -> Groups {
    let mut keyed: Vec<(u64, u32)> =
        values.iter().enumerate().map(|(position, &value)| (key(value), position as u32)).collect();
    keyed.sort_unstable();
    let mut groups = Groups::default();
    groups.extend(&keyed);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_floats_do() {
        let ascending = [
            f64::NEG_INFINITY,
            f64::MIN,
            -1.5,
            -f64::MIN_POSITIVE,
            0.0,
            5e-324,
            1.0,
            f64::MAX,
            f64::INFINITY,
        ];
        assert!(ascending.windows(2).all(|pair| key(pair[0]) < key(pair[1])));
        assert_eq!(key(-0.0), key(0.0));
    }
}
