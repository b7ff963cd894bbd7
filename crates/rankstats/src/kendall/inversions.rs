//! Counting inversions by merge sort.

/// Length of the blocks that are sorted by comparing every pair, before merging.
const BLOCK: usize = 8;
/// From this length on, the two halves are sorted on two threads.
const PARALLEL: usize = 1 << 14;

/// Pairs of `values` that are out of order (the earlier one is strictly larger). Sorts `values`; `spare` is
/// scratch of the same length. O(n log n).
pub(crate) fn inversions(values: &mut [u32], spare: &mut [u32]) -> u64 {
    assert_eq!(values.len(), spare.len(), "the scratch must be as long as the values");
    sort(values, spare, false)
}

/// Sorts into `values`, or into `spare` if `to_spare`: merging from one to the other and back needs no copies.
fn sort(values: &mut [u32], spare: &mut [u32], to_spare: bool) -> u64 {
    if values.len() <= BLOCK {
        return sort_block(values, spare, to_spare);
    }
    let middle = values.len() / 2;
    let (left, right) = values.split_at_mut(middle);
    let (left_spare, right_spare) = spare.split_at_mut(middle);
    let inside = if left.len() < PARALLEL {
        sort(left, left_spare, !to_spare) + sort(right, right_spare, !to_spare)
    } else {
        let (a, b) =
            rayon::join(|| sort(left, left_spare, !to_spare), || sort(right, right_spare, !to_spare));
        a + b
    };
    let (from, to) = if to_spare { (values, spare) } else { (spare, values) };
    let (left, right) = from.split_at(middle);
    inside + merge(left, right, to)
}

/// Each value's place is the number of values that belong before it, computed without branches.
fn sort_block(values: &mut [u32], spare: &mut [u32], to_spare: bool) -> u64 {
    let mut places = [0_usize; BLOCK];
    let mut count = 0;
    for second in 1..values.len() {
        for first in 0..second {
            let inverted = usize::from(values[first] > values[second]);
            places[first] += inverted;
            places[second] += 1 - inverted;
            count += inverted;
        }
    }
    for (value, place) in values.iter().zip(places) {
        spare[place] = *value;
    }
    if !to_spare {
        values.copy_from_slice(spare);
    }
    count as u64
}

/// Merges two sorted runs, the right one as long as the left or longer by one, and counts the pairs with the larger
/// element on the left.
///
/// Merges from both ends at once: each step of a merge depends on the last comparison, so two independent merges take the
/// time of one. No branch depends on the values.
fn merge(left: &[u32], right: &[u32], merged: &mut [u32]) -> u64 {
    let (half, total) = (left.len(), merged.len());
    debug_assert!(right.len() == half || right.len() == half + 1);
    let (mut i, mut j) = (0, 0);
    let (mut i_end, mut j_end) = (half, right.len());
    let mut count = 0;
    // Before step k, k elements have been taken from either end, so neither run is exhausted while k < half.
    for k in 0..half {
        let (a, b) = (left[i], right[j]);
        let from_right = b < a;
        merged[k] = a.min(b);
        count += if from_right { half - i } else { 0 };
        i += usize::from(!from_right);
        j += usize::from(from_right);

        let (a, b) = (left[i_end - 1], right[j_end - 1]);
        let from_right = b >= a;
        merged[total - 1 - k] = a.max(b);
        count += if from_right { half - i_end } else { 0 };
        i_end -= usize::from(!from_right);
        j_end -= usize::from(from_right);
    }
    if total > 2 * half {
        // One element is left in the middle.
        if i < i_end {
            merged[half] = left[i];
        } else {
            merged[half] = right[j];
            count += half - i;
        }
    }
    count as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(values: &[u32]) -> Result<(), TestCaseError> {
        let mut expected = 0;
        for (position, a) in values.iter().enumerate() {
            expected += values[position + 1..].iter().filter(|&b| b < a).count() as u64;
        }
        let mut sorted = values.to_vec();
        let mut spare = vec![0; values.len()];
        prop_assert_eq!(inversions(&mut sorted, &mut spare), expected);
        let mut by_comparison = values.to_vec();
        by_comparison.sort_unstable();
        prop_assert_eq!(sorted, by_comparison);
        Ok(())
    }

    proptest! {
        #[test]
        fn equals_the_definition(values in prop::collection::vec(0_u32..40, 0..200)) {
            check(&values)?;
        }

        #[test]
        fn equals_the_definition_without_ties(values in prop::collection::vec(any::<u32>(), 0..200)) {
            check(&values)?;
        }
    }

    #[test]
    fn long_sequences_are_split_over_threads() {
        let n = 4 * PARALLEL as u64 + 3;
        let mut descending: Vec<u32> = (0..n as u32).rev().collect();
        let mut spare = vec![0; descending.len()];
        assert_eq!(inversions(&mut descending, &mut spare), n * (n - 1) / 2);
        assert!(descending.is_sorted());
        assert_eq!(inversions(&mut descending, &mut spare), 0);
    }
}
