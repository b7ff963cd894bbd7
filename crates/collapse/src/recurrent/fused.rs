//! Sums of equal products with one accumulator and fused multiply-additions, for many samples side by side.

use super::number::Number;

/// Of how many products sums are taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) all: usize,
    /// After how many the accumulator is also told: at most `all`.
    pub(super) first: usize,
}

/// For each lane a sum of all products, and of the first ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums<T, const LANES: usize> {
    pub(super) all: [T; LANES],
    pub(super) first: [T; LANES],
}

/// For each lane `start` and the products of `weight` and that lane's unit, added one after another.
///
/// Picks the widest vectors that the processor has. All of them give the same bytes. Not inlined: within the loop over a
/// cell's instructions this would not become vector code.
#[inline(never)]
pub(super) fn sums<T: Number, const LANES: usize>(
    weight: T,
    start: T,
    units: &[T; LANES],
    counts: Counts,
) -> Sums<T, LANES> {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("fma") {
        if is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512dq")
        {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sums_avx512(weight, start, units, counts) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sums_avx2(weight, start, units, counts) };
        }
    }
    add_all(weight, start, units, counts)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512dq,fma")]
fn sums_avx512<T: Number, const LANES: usize>(
    weight: T,
    start: T,
    units: &[T; LANES],
    counts: Counts,
) -> Sums<T, LANES> {
    add_all(weight, start, units, counts)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn sums_avx2<T: Number, const LANES: usize>(
    weight: T,
    start: T,
    units: &[T; LANES],
    counts: Counts,
) -> Sums<T, LANES> {
    add_all(weight, start, units, counts)
}

#[inline(always)]
fn add_all<T: Number, const LANES: usize>(
    weight: T,
    start: T,
    units: &[T; LANES],
    counts: Counts,
) -> Sums<T, LANES> {
    let mut all = [start; LANES];
    add(weight, units, counts.first, &mut all);
    let first = all;
    add(weight, units, counts.all - counts.first, &mut all);
    Sums { all, first }
}

#[inline(always)]
fn add<T: Number, const LANES: usize>(weight: T, units: &[T; LANES], count: usize, sums: &mut [T; LANES]) {
    for _ in 0..count {
        // A loop over lanes innermost: their chains of dependent additions overlap.
        for (sum, &unit) in sums.iter_mut().zip(units) {
            *sum = weight.fused(unit, *sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bits_give_the_sums_of_single_additions(
            weight in any::<u32>(),
            start in any::<u32>(),
            units in any::<[u32; 32]>(),
            all in 0_usize..300,
            part in 0.0..1.0_f64,
        ) {
            let (weight, start) = (f32::from_bits(weight), f32::from_bits(start));
            let units = units.map(f32::from_bits);
            let first = (part * all as f64) as usize;
            let found = sums(weight, start, &units, Counts { all, first });
            for (lane, &unit) in units.iter().enumerate() {
                let sum = |count| (0..count).fold(start, |sum: f32, _| weight.mul_add(unit, sum));
                for (found, expected) in [(found.all[lane], sum(all)), (found.first[lane], sum(first))] {
                    prop_assert!(found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan());
                }
            }
        }
    }
}
