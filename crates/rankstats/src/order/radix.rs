//! Sorting positions by a floating-point value: a radix sort on order-preserving integer keys.
//!
//! `benches/coefficients.rs` compares it with the standard library's sort.

use super::groups::{Groups, key};

/// Bits sorted per pass: 2,048 counters stay in the L1 cache.
const DIGIT_BITS: u32 = 11;
const BUCKETS: usize = 1 << DIGIT_BITS;
/// Three passes sort by 33 bits, which tells nearly all values apart; the remaining runs are sorted by comparison.
const PASSES: u32 = 3;

/// Sorts by radix. At most 2^32 values, none of them NaN.
pub(super) fn by_radix(values: &[f64]) -> Groups {
    let (least, most) = values
        .iter()
        .map(|&value| key(value))
        .fold((u64::MAX, 0), |(least, most), key| (least.min(key), most.max(key)));
    let packing = Packing::new(values.len(), most - least);
    let low = packing.low();
    let mut counts = vec![[0_u32; BUCKETS]; packing.passes() as usize];
    let mut packed: Vec<u64> = Vec::with_capacity(values.len());
    for (position, &value) in values.iter().enumerate() {
        let value = packing.pack(key(value) - least, position);
        for (pass, count) in counts.iter_mut().enumerate() {
            count[digit(value, low, pass)] += 1;
        }
        packed.push(value);
    }
    radix_sort(&mut packed, low, counts);
    let mut sorted =
        Groups { order: Vec::with_capacity(values.len()), sizes: Vec::with_capacity(values.len()) };
    let mut run_keys: Vec<(u64, u32)> = Vec::new();
    for run in packed.chunk_by(|a, b| a >> low == b >> low) {
        if let [alone] = run {
            sorted.order.push(packing.position(*alone) as u32);
            sorted.sizes.push(1);
            continue;
        }
        // Equal in the sorted bits, so compare whole keys. Mostly these are ties, and already in order.
        run_keys.clear();
        run_keys.extend(run.iter().map(|&packed| {
            let position = packing.position(packed);
            (key(values[position]), position as u32)
        }));
        if !run_keys.is_sorted() {
            run_keys.sort_unstable();
        }
        sorted.extend(&run_keys);
    }
    sorted
}

/// Packs a key and a position into 64 bits, which halves the memory traffic.
struct Packing {
    position_bits: u32,
    /// Bits kept of the keys' distance to the smallest one.
    key_bits: u32,
    /// How many low bits of the keys do not fit and are dropped.
    dropped: u32,
}

impl Packing {
    fn new(n: usize, span: u64) -> Self {
        let position_bits = usize::BITS - (n - 1).leading_zeros();
        let span_bits = u64::BITS - span.leading_zeros();
        let dropped = span_bits.saturating_sub(u64::BITS - position_bits);
        Self { position_bits, key_bits: span_bits - dropped, dropped }
    }

    fn pack(&self, key: u64, position: usize) -> u64 {
        ((key >> self.dropped) << self.position_bits) | position as u64
    }

    fn position(&self, packed: u64) -> usize {
        (packed & ((1 << self.position_bits) - 1)) as usize
    }

    /// How many passes to make.
    fn passes(&self) -> u32 {
        self.key_bits.div_ceil(DIGIT_BITS).min(PASSES)
    }

    /// The lowest bit that the passes sort by.
    fn low(&self) -> u32 {
        self.position_bits + self.key_bits.saturating_sub(self.passes() * DIGIT_BITS)
    }
}

#[inline]
fn digit(packed: u64, low: u32, pass: usize) -> usize {
    (packed >> (low + pass as u32 * DIGIT_BITS)) as usize & (BUCKETS - 1)
}

/// Sorts by the bits from `low` on, given how many values have each digit in each pass.
fn radix_sort(packed: &mut Vec<u64>, low: u32, mut counts: Vec<[u32; BUCKETS]>) {
    let mut spare = vec![0; packed.len()];
    for (pass, count) in counts.iter_mut().enumerate() {
        let mut start = 0;
        for slot in count.iter_mut() {
            start += std::mem::replace(slot, start);
        }
        for &value in packed.iter() {
            let slot = &mut count[digit(value, low, pass)];
            spare[*slot as usize] = value;
            *slot += 1;
        }
        std::mem::swap(packed, &mut spare);
    }
}

#[cfg(test)]
mod tests {
    use super::super::dense::DenseRanks;
    use super::super::groups::by_comparison;
    use super::*;

    fn uniform(n: usize) -> Vec<f64> {
        let mut state = 7_u64;
        (0..n)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 11) as f64 / (1_u64 << 53) as f64
            })
            .collect()
    }

    #[test]
    fn every_way_to_sort_agrees() {
        let n = 5_121;
        let base = uniform(n);
        let cases: [fn(f64) -> f64; 7] = [
            |u| u,
            |u| 600.0 * u - 300.0,
            |u| (50.0 * u).floor() - 20.0,
            |_| 3.0,
            // Nearly equal keys: with an outlier that widens the span, they differ only below the bits sorted by.
            |u| 1.0 + (u * 4096.0).floor() * f64::EPSILON,
            |u| (1400.0 * u - 700.0).exp(),
            |u| if u < 0.5 { -0.0 } else { 0.0 },
        ];
        for case in cases {
            for outlier in [None, Some(f64::NEG_INFINITY), Some(1e300)] {
                let mut values: Vec<f64> = base.iter().map(|&u| case(u)).collect();
                if let Some(outlier) = outlier {
                    values[n / 3] = outlier;
                }
                let expected = by_comparison(&values);
                assert_eq!(by_radix(&values), expected);
                if let Some(ranks) = DenseRanks::of(&values) {
                    assert_eq!(ranks.groups(), expected);
                }
            }
        }
    }
}
