//! Sums of equal products by fused multiply-adds, with one accumulator per sample.

use super::number::Number;
use crate::simd::{InstructionSet, Kernel, dispatch};

/// How many products to add.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) all: usize,
    /// The accumulator is also recorded after this many products, at most `all`.
    pub(super) first: usize,
}

/// For each lane the sum of all products, and of the first ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums<T, const LANES: usize> {
    pub(super) all: [T; LANES],
    pub(super) first: [T; LANES],
}

/// For each lane, adds to `start` the products of `weight` and that lane's unit, one after another.
///
/// Not inlined: inside the loop over a cell's instructions the compiler would not vectorise it.
#[inline(never)]
pub(super) fn sums<T: Number, const LANES: usize>(
    weight: T,
    start: T,
    units: &[T; LANES],
    counts: Counts,
) -> Sums<T, LANES> {
    dispatch(AddAll { weight, start, units, counts })
}

struct AddAll<'a, T, const LANES: usize> {
    weight: T,
    start: T,
    units: &'a [T; LANES],
    counts: Counts,
}

impl<T: Number, const LANES: usize> Kernel for AddAll<'_, T, LANES> {
    type Output = Sums<T, LANES>;

    #[inline(always)]
    fn run<S: InstructionSet>(self) -> Sums<T, LANES> {
        let Self { weight, start, units, counts } = self;
        let mut all = [start; LANES];
        add(weight, units, counts.first, &mut all);
        let first = all;
        add(weight, units, counts.all - counts.first, &mut all);
        Sums { all, first }
    }
}

#[inline(always)]
fn add<T: Number, const LANES: usize>(weight: T, units: &[T; LANES], count: usize, sums: &mut [T; LANES]) {
    for _ in 0..count {
        // The loop over lanes is innermost, so that their chains of dependent additions overlap.
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
