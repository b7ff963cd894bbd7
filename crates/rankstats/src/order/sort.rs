//! Sorting positions by a floating-point value: a radix sort on order-preserving integer keys.

/// Bits a pass of the radix sort looks at: 6 passes for 64 bits, and 2,048 counters stay in the L1 cache.
const DIGIT_BITS: u32 = 11;
const BUCKETS: usize = 1 << DIGIT_BITS;
const PASSES: usize = 64_usize.div_ceil(DIGIT_BITS as usize);

/// Below this length a comparison sort beats clearing the counters.
const SMALL: usize = 1024;

/// A value's key (see [`key`]) and its position.
type Keyed = (u64, u32);

/// An integer that orders as the float does, with `-0.0` and `0.0` equal. NaN is the caller's to reject.
pub(super) fn key(value: f64) -> u64 {
    // Adding positive zero turns -0.0 into 0.0 and changes nothing else.
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// Key and position of every value, ascending by key; equal keys keep the order of their positions.
pub(super) fn sorted_keys(values: &[f64]) -> Vec<Keyed> {
    let mut keyed: Vec<Keyed> =
        values.iter().enumerate().map(|(position, &value)| (key(value), position as u32)).collect();
    if keyed.len() < SMALL {
        keyed.sort_unstable();
    } else {
        radix_sort(&mut keyed);
    }
    keyed
}

fn digit(key: u64, pass: usize) -> usize {
    (key >> (pass as u32 * DIGIT_BITS)) as usize & (BUCKETS - 1)
}

fn radix_sort(keyed: &mut Vec<Keyed>) {
    let mut counts = vec![[0_u32; BUCKETS]; PASSES];
    for &(key, _) in keyed.iter() {
        for (pass, count) in counts.iter_mut().enumerate() {
            count[digit(key, pass)] += 1;
        }
    }
    let mut spare = vec![(0, 0); keyed.len()];
    for (pass, count) in counts.iter_mut().enumerate() {
        // All keys share this digit (exponents often do): the pass would only copy.
        if count[digit(keyed[0].0, pass)] as usize == keyed.len() {
            continue;
        }
        let mut start = 0;
        for slot in count.iter_mut() {
            start += std::mem::replace(slot, start);
        }
        for &pair in keyed.iter() {
            let slot = &mut count[digit(pair.0, pass)];
            spare[*slot as usize] = pair;
            *slot += 1;
        }
        std::mem::swap(keyed, &mut spare);
    }
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

    #[test]
    fn radix_and_comparison_sort_agree() {
        let mut state = 7_u64;
        let values: Vec<f64> = (0..5 * SMALL)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                ((state >> 33) as f64 - 1e9) / 1e6
            })
            .map(|value| if value.abs() < 300.0 { value.round() } else { value })
            .collect();
        let mut expected: Vec<Keyed> =
            values.iter().enumerate().map(|(position, &value)| (key(value), position as u32)).collect();
        expected.sort_unstable();
        assert_eq!(sorted_keys(&values), expected);
    }
}
