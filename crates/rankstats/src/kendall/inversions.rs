//! Counting inversions by merge sort.

/// Blocks that are sorted by insertion before anything is merged.
const BLOCK: usize = 16;
/// Sequences from here on are sorted on two threads.
const PARALLEL: usize = 1 << 14;

/// Pairs of `values` that are out of order (the earlier one is strictly larger). Sorts `values`; `spare` is
/// scratch of the same length. O(n log n).
pub(crate) fn inversions(values: &mut [u32], spare: &mut [u32]) -> u64 {
    debug_assert_eq!(values.len(), spare.len());
    if values.len() <= BLOCK {
        return insertion_sort(values);
    }
    let middle = values.len() / 2;
    let inside = {
        let (left, right) = values.split_at_mut(middle);
        let (left_spare, right_spare) = spare.split_at_mut(middle);
        if left.len() < PARALLEL {
            inversions(left, left_spare) + inversions(right, right_spare)
        } else {
            let (a, b) = rayon::join(|| inversions(left, left_spare), || inversions(right, right_spare));
            a + b
        }
    };
    let (left, right) = values.split_at(middle);
    let across = merge(left, right, spare);
    values.copy_from_slice(spare);
    inside + across
}

fn insertion_sort(values: &mut [u32]) -> u64 {
    let mut moved = 0;
    for end in 1..values.len() {
        let value = values[end];
        let mut slot = end;
        while slot > 0 && values[slot - 1] > value {
            values[slot] = values[slot - 1];
            slot -= 1;
        }
        values[slot] = value;
        moved += end - slot;
    }
    moved as u64
}

/// Merges two sorted halves and counts the pairs with the larger element on the left.
fn merge(left: &[u32], right: &[u32], merged: &mut [u32]) -> u64 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    let mut slots = merged.iter_mut();
    // No branch depends on the values: on random data every such branch would be mispredicted half the time.
    while let (Some(&a), Some(&b)) = (left.get(i), right.get(j)) {
        let from_right = b < a;
        if let Some(slot) = slots.next() {
            *slot = if from_right { b } else { a };
        }
        count += if from_right { left.len() - i } else { 0 };
        i += usize::from(!from_right);
        j += usize::from(from_right);
    }
    for (slot, &value) in slots.zip(left[i..].iter().chain(&right[j..])) {
        *slot = value;
    }
    count as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_definition(values in prop::collection::vec(0_u32..40, 0..200)) {
            let mut expected = 0;
            for (position, a) in values.iter().enumerate() {
                expected += values[position + 1..].iter().filter(|&b| b < a).count() as u64;
            }
            let mut sorted = values.clone();
            let mut spare = vec![0; values.len()];
            prop_assert_eq!(inversions(&mut sorted, &mut spare), expected);
            prop_assert!(sorted.is_sorted());
        }
    }
}
