//! Sums of many equal products without adding all of them up.
//!
//! The sum of `n` equal products with one accumulator is `s -> fl(s + w h)`, `n` times from zero. As long as the
//! accumulator stays between two powers of two, `C/2 <= s < C`, it is a multiple of its unit `u` and every addition
//! rounds the same real number `w h` to the same multiple of `u`: the accumulator grows by equal steps. The one
//! exception is a `w h` just half way between two multiples. There the first addition rounds to an even
//! multiple; from an even multiple on the steps are equal too (to the lower neighbour if that is even, else to the
//! upper one). So for each power of two it takes one addition to settle, one to see the step, one product to get
//! to the last multiple below `C` (exact, since the result is a multiple of `u` below `C`), and one addition
//! across: 600 additions become some 100 operations, without a branch.
//!
//! The number of steps up to `C` comes from an approximate quotient, so it is checked: the accumulator must be below `C`
//! before the addition across and not below it after. Where that fails (about once in 100,000 sums), and for
//! products near the ends of the exponent range, all products are added up.

use super::number::Number;

/// Additions before the first jump: fewer do not pay. Sums of up to as many products come along with a longer one.
pub(super) const PLAIN: usize = 32;
/// Smaller products could get into the subnormal numbers, where units do not grow with the numbers.
const LEAST: f32 = 1.0 / (1_u128 << 100) as f32;
/// Larger ones could overflow.
const MOST: f32 = (1_u128 << 100) as f32;
/// Where more sums than this fail, adding up in all lanes is faster than one by one.
const FEW: u32 = 2;
/// Counts from here on are exact in single precision only by luck.
const TOO_MANY: usize = 1 << 24;

/// Of how many products sums are taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) all: usize,
    /// After how many the accumulator is also told: at most [`PLAIN`] and `all`.
    pub(super) first: usize,
}

/// For each lane a sum of all products, and of the first ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums<T, const LANES: usize> {
    pub(super) all: [T; LANES],
    pub(super) first: [T; LANES],
}

/// For each lane the sum of products of `weight` and that lane's unit: one accumulator, fused multiply-additions.
///
/// Picks the widest vectors that the processor has. All of them give the same bytes.
pub(super) fn sum_f32<const LANES: usize>(
    weight: f32,
    units: &[f32; LANES],
    counts: Counts,
    sums: &mut Sums<f32, LANES>,
) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("fma") {
        if is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512dq")
        {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sum_avx512(weight, units, counts, sums) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sum_avx2(weight, units, counts, sums) };
        }
    }
    sum(weight, units, counts, sums);
}

// Functions of their own: inlined into the loop over a cell's instructions they would not become vector code.

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512dq,fma")]
#[inline(never)]
fn sum_avx512<const LANES: usize>(
    weight: f32,
    units: &[f32; LANES],
    counts: Counts,
    sums: &mut Sums<f32, LANES>,
) {
    sum(weight, units, counts, sums);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn sum_avx2<const LANES: usize>(
    weight: f32,
    units: &[f32; LANES],
    counts: Counts,
    sums: &mut Sums<f32, LANES>,
) {
    sum(weight, units, counts, sums);
}

#[inline(always)]
fn sum<const LANES: usize>(weight: f32, units: &[f32; LANES], counts: Counts, sums: &mut Sums<f32, LANES>) {
    let Counts { all: count, first: told } = counts;
    debug_assert!(told <= PLAIN.min(count), "{told} of {count} products are not among the first");
    if count <= 2 * PLAIN || count >= TOO_MANY {
        return add_all(weight, units, counts, sums);
    }
    let w = weight.abs();
    let (mut sound, mut inverse) = ([0; LANES], [0.0; LANES]);
    let h = units.map(f32::abs);
    let first = h.map(|h| w * h);
    // Loops over lanes inside, so that the chains of dependent operations of different lanes overlap.
    let mut sum = first;
    for _ in 1..told {
        for lane in 0..LANES {
            sum[lane] = w.mul_add(h[lane], sum[lane]);
        }
    }
    let early = if told == 0 { [0.0; LANES] } else { sum };
    for _ in told.max(1)..PLAIN {
        for lane in 0..LANES {
            sum[lane] = w.mul_add(h[lane], sum[lane]);
        }
    }
    let (mut bound, mut left) = ([0.0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let state = begin(w, h[lane], first[lane], sum[lane], count as f32);
        inverse[lane] = 1.0 / first[lane];
        (sum[lane], bound[lane], left[lane], sound[lane]) = state;
    }
    // The powers of two that are crossed whatever the product: the sum gets to at least `count` times the one below it.
    for _ in 0..(count - 1).ilog2() - PLAIN.ilog2() {
        for lane in 0..LANES {
            let state = (sum[lane], bound[lane], left[lane], sound[lane]);
            let state = cross(w, h[lane], inverse[lane], state);
            (sum[lane], bound[lane], left[lane], sound[lane]) = state;
        }
    }
    for lane in 0..LANES {
        let state = (sum[lane], bound[lane], left[lane], sound[lane]);
        let (sum, reached) = end(w, h[lane], inverse[lane], state);
        // Zero, infinity and NaN stay what they are.
        let whole = mask(first[lane] > 0.0) & mask(first[lane] < f32::INFINITY) != 0;
        sound[lane] = if whole { reached } else { 1 };
        let sum = if whole { sum } else { first[lane] };
        let sign = (weight.to_bits() ^ units[lane].to_bits()) & 0x8000_0000;
        // Zero plus a negative zero is positive, but a negative product that is too small for any number is not zero.
        let sign = if mask(w == 0.0) | mask(h[lane] == 0.0) == 0 { sign } else { 0 };
        sums.all[lane] = f32::from_bits(sum.to_bits() | sign);
        // Of no products the sum is a positive zero.
        let sign = if told == 0 { 0 } else { sign };
        sums.first[lane] = f32::from_bits(early[lane].to_bits() | sign);
    }
    let unsound = sound.iter().map(|sound| 1 - sound).sum::<u32>();
    if unsound > FEW {
        add(weight, units, count, &mut sums.all);
    } else if unsound > 0 {
        for lane in (0..LANES).filter(|&lane| sound[lane] == 0) {
            add(weight, &units[lane..=lane], count, &mut sums.all[lane..=lane]);
        }
    }
}

/// The same by the definition.
#[inline(always)]
pub(super) fn add_all<T: Number, const LANES: usize>(
    weight: T,
    units: &[T; LANES],
    counts: Counts,
    sums: &mut Sums<T, LANES>,
) {
    add(weight, units, counts.first, &mut sums.first);
    sums.all = sums.first;
    add_products(weight, units, counts.all - counts.first, &mut sums.all);
}

#[inline(always)]
fn add<T: Number>(weight: T, units: &[T], count: usize, sums: &mut [T]) {
    sums.fill(T::ZERO);
    add_products(weight, units, count, sums);
}

/// Products added to what the sums are so far.
#[inline(always)]
pub(super) fn add_products<T: Number>(weight: T, units: &[T], count: usize, sums: &mut [T]) {
    for _ in 0..count {
        for (sum, &unit) in sums.iter_mut().zip(units) {
            *sum = weight.fused(unit, *sum);
        }
    }
}

/// An accumulator that has settled, the next power of two, the additions that are left, and whether it is sound.
type State = (f32, f32, f32, u32);

/// One or nothing, so that the loops have no branch.
#[inline(always)]
fn mask(condition: bool) -> u32 {
    u32::from(condition)
}

/// The state after 32 or 33 additions. With `base` the power of two at or below the product, the sum of 32 is between
/// 32 and 64 times that: a small product has just come there and has to settle, a large one may be about to leave.
#[inline(always)]
fn begin(w: f32, h: f32, first: f32, sum: f32, count: f32) -> State {
    let base = f32::from_bits(first.to_bits() & 0x7f80_0000);
    let more = w.mul_add(h, sum);
    let small = first < 1.5 * base;
    let (sum, done) = if small { (more, PLAIN as f32 + 1.0) } else { (sum, PLAIN as f32) };
    (sum, 2.0 * PLAIN as f32 * base, count - done, mask(first >= LEAST) & mask(first < MOST))
}

/// The step, and how many steps stay below the next power of two.
#[inline(always)]
fn steps(w: f32, h: f32, inverse: f32, sum: f32, bound: f32) -> (f32, f32) {
    let step = w.mul_add(h, sum) - sum;
    // The step is the rounded product: one Newton iteration makes the product's inverse the step's.
    let inverse = inverse * (-step).mul_add(inverse, 2.0);
    (step, ((bound - sum) * inverse).ceil() - 1.0)
}

/// On to the next power of two, across it, and settled there.
#[inline(always)]
fn cross(w: f32, h: f32, inverse: f32, (sum, bound, left, sound): State) -> State {
    let (step, jumped) = steps(w, h, inverse, sum, bound);
    let before = jumped.mul_add(step, sum);
    let after = w.mul_add(h, before);
    let sound = sound & mask(before < bound) & mask(after >= bound);
    (w.mul_add(h, after), 2.0 * bound, left - jumped - 2.0, sound)
}

/// The sum, and whether it is sound. It ends before the next power of two or after it.
#[inline(always)]
fn end(w: f32, h: f32, inverse: f32, (sum, bound, left, sound): State) -> (f32, u32) {
    let (step, jumped) = steps(w, h, inverse, sum, bound);
    let ends = left <= jumped;
    let jumped = if ends { left } else { jumped };
    let before = jumped.mul_add(step, sum);
    let after = w.mul_add(h, before);
    let settled = w.mul_add(h, after);
    let step = w.mul_add(h, settled) - settled;
    let left = left - jumped;
    let far = (left - 2.0).mul_add(step, settled);
    let beyond = if left > 1.0 { far } else { after };
    let sum = if ends { before } else { beyond };
    let crossed = mask(ends) | mask(after >= bound);
    (sum, sound & mask(before < bound) & crossed & mask(sum < 2.0 * bound))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Counts on all sides of the powers of two, and those of the benchmark.
    const COUNTS: [usize; 17] =
        [1, 2, 64, 65, 66, 127, 128, 129, 192, 255, 256, 257, 400, 512, 513, 600, 1300];

    fn check(weight: f32, units: [f32; 32]) {
        check_counts(weight, units, &COUNTS);
    }

    fn check_counts(weight: f32, units: [f32; 32], counts: &[usize]) {
        for &count in counts {
            for first in [0, 1, 16, 24, PLAIN].into_iter().filter(|&first| first <= count) {
                let mut sums = Sums { all: [1.0; 32], first: [2.0; 32] };
                sum_f32(weight, &units, Counts { all: count, first }, &mut sums);
                for (count, sums) in [(count, sums.all), (first, sums.first)] {
                    let mut expected = [3.0; 32];
                    add(weight, &units, count, &mut expected);
                    for (lane, unit) in units.iter().enumerate() {
                        let same = sums[lane].to_bits() == expected[lane].to_bits();
                        assert!(
                            same || sums[lane].is_nan() && expected[lane].is_nan(),
                            "{count} times {weight:e} x {unit:e}: {:e} is not {:e}",
                            sums[lane],
                            expected[lane]
                        );
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn any_bits_give_the_sum_by_definition(weight in any::<u32>(), units in any::<[u32; 32]>()) {
            check(f32::from_bits(weight), units.map(f32::from_bits));
        }

        /// Units and weights with few bits are the ones that lie half way between two multiples.
        #[test]
        fn ties_give_the_sum_by_definition(
            weight in 1_u32..1 << 13,
            units in proptest::array::uniform32(1_u32..1 << 13),
            exponent in -20_i32..20,
        ) {
            let scale = 2.0_f32.powi(exponent);
            check(weight as f32 * scale, units.map(|unit| unit as f32));
        }

        /// Just below and above powers of two and their simple fractions, where crossings are close.
        #[test]
        fn close_crossings_give_the_sum_by_definition(
            part in 1_u32..700,
            ulps in proptest::array::uniform32(-3_i32..4),
            weight in prop_oneof![Just(1.0_f32), Just(1e-3), Just(1e-5), Just(-3.0)],
        ) {
            let unit = 512.0 / part as f32;
            check(weight, ulps.map(|ulp| f32::from_bits((unit.to_bits() as i32 + ulp) as u32)));
        }
    }

    #[test]
    fn the_ends_of_the_range_give_the_sum_by_definition() {
        let mut units = [0.0; 32];
        let ends =
            [0.0, -0.0, f32::MIN_POSITIVE, f32::MAX, f32::INFINITY, f32::NAN, 1e-45, -3e-42, 2e36, -1e38];
        for (unit, end) in units.iter_mut().zip(ends) {
            *unit = end;
        }
        for weight in [1.0, -1.0, 1e-5, 1e-30, 1e-45, 1e30, 0.0, f32::NAN, f32::INFINITY] {
            check(weight, units);
        }
    }

    #[test]
    fn mantissas_all_over_give_the_sum_by_definition() {
        let mantissas: Vec<f32> =
            (0..1 << 23).step_by(1021).map(|bits| f32::from_bits(0x3f00_0000 + bits)).collect();
        for weight in [1e-3_f32, 1e-5, 0.73] {
            for units in mantissas.as_chunks().0 {
                check_counts(weight, *units, &[400, 600]);
            }
        }
    }

    #[test]
    fn nearly_all_sums_are_jumped_to() {
        // The definition is left out here: an unsound state would be.
        let (mut sound, all) = (0, 50_000);
        for lane in 0..all {
            let (w, h) = (1e-3_f32, (lane as f32 + 0.3) / all as f32);
            let first = w * h;
            let sum = (1..PLAIN).fold(first, |sum, _| w.mul_add(h, sum));
            let mut state = begin(w, h, first, sum, 600.0);
            for _ in 0..4 {
                state = cross(w, h, 1.0 / first, state);
            }
            sound += end(w, h, 1.0 / first, state).1;
        }
        assert!(sound > all - 25, "{sound} of {all}");
    }
}
