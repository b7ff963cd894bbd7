use epsilon::Precision;

use super::fused::{self, Counts, Sums};
use super::number::Number;
use super::program::InitialSum;

/// Products per block of [`Summation::Blocked`].
pub(super) const BLOCK: usize = 192;

/// How a linear map sums the equal products of `n` equal units.
///
/// In exact arithmetic all orders agree, and in double precision they do to about 1e-13. In single precision they
/// differ in the last bits, which the score can amplify to a visible difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Summation {
    /// The rounded product `w h` times `n`, rounded once more: the closest to the exact sum of the rounded products.
    /// An embedding vector is summed in double precision before it is multiplied.
    Product,
    /// Fused multiply-adds in blocks of 192 products, whose sums are added one after another: what PyTorch's matrix
    /// product (Intel's library) does on a CPU, bit for bit where it was compared.
    Blocked,
    /// Fused multiply-adds into one accumulator that starts with the bias: what PyTorch's matrix product does in double
    /// precision, bit for bit where it was compared.
    FromBias,
}

impl Summation {
    /// The default for a precision: in single precision libtorch's order, in double precision the sum that is
    /// closest to the exact one, which is also the fastest.
    pub const fn of(precision: Precision) -> Self {
        match precision {
            Precision::F32 => Self::of_libtorch(precision),
            Precision::F64 => Self::Product,
        }
    }

    /// libtorch's order on a CPU (`docs/nlp-precision.md` compares orders, `crates/verify/examples/summation.rs` finds
    /// the one of a machine's libtorch).
    pub const fn of_libtorch(precision: Precision) -> Self {
        match precision {
            Precision::F32 => Self::Blocked,
            Precision::F64 => Self::FromBias,
        }
    }

    /// Whether sums start with the bias. If not, it is added to the sum of the first input.
    pub(super) const fn bias_first(self) -> bool {
        matches!(self, Self::Blocked | Self::FromBias)
    }

    /// For each lane, the start plus `count` products of `weight` with that lane's unit. (A bias equals the weight.)
    #[inline(always)]
    pub(super) fn equal<T: Number, const LANES: usize>(
        self,
        weight: T,
        start: InitialSum,
        units: &[T; LANES],
        count: usize,
        sums: &mut [T; LANES],
    ) {
        let start = if start == InitialSum::Bias { weight } else { T::ZERO };
        match self {
            Self::Product => {
                let count = T::from_f64(count as f64);
                for (sum, &unit) in sums.iter_mut().zip(units) {
                    *sum = weight * unit * count;
                }
            }
            Self::FromBias => {
                *sums = fused::sums(weight, start, units, Counts { all: count, first: 0 }).all;
            }
            Self::Blocked => Blocks::of(weight, units, count).add_to(start, sums),
        }
    }

    /// The sums of [`Summation::equal`] for both starts, without the bias and with it.
    #[inline(always)]
    pub(super) fn equal_both<T: Number, const LANES: usize>(
        self,
        weight: T,
        units: &[T; LANES],
        count: usize,
        [bare, biased]: [&mut [T; LANES]; 2],
    ) {
        if self == Self::Blocked {
            let blocks = Blocks::of(weight, units, count);
            blocks.add_to(T::ZERO, bare);
            blocks.add_to(weight, biased);
        } else {
            self.equal(weight, InitialSum::Zero, units, count, bare);
            self.equal(weight, InitialSum::Bias, units, count, biased);
        }
    }

    /// The start plus the products of `weight` with `values`.
    pub(super) fn products<T: Number>(self, weight: T, start: InitialSum, values: &[f32]) -> T {
        let start = if start == InitialSum::Bias { weight } else { T::ZERO };
        match self {
            // In double precision, summing a few hundred single-precision numbers loses next to nothing.
            Self::Product => weight * T::from_f64(values.iter().map(|&value| f64::from(value)).sum()),
            Self::FromBias => chain(weight, start, values),
            Self::Blocked => {
                values.chunks(BLOCK).fold(start, |sum, block| sum + chain(weight, T::ZERO, block))
            }
        }
    }
}

/// For [`Summation::Blocked`]: for each lane the sum of a whole block, and of the remaining products.
struct Blocks<T, const LANES: usize> {
    sums: Sums<T, LANES>,
    whole: usize,
    rest: usize,
}

impl<T: Number, const LANES: usize> Blocks<T, LANES> {
    #[inline(always)]
    fn of(weight: T, units: &[T; LANES], count: usize) -> Self {
        let (whole, rest) = (count / BLOCK, count % BLOCK);
        // All products of a lane are equal, so the rest sums like the beginning of a block.
        let sums = fused::sums(weight, T::ZERO, units, Counts { all: BLOCK, first: rest });
        Self { sums, whole, rest }
    }

    #[inline(always)]
    fn add_to(&self, start: T, sums: &mut [T; LANES]) {
        *sums = [start; LANES];
        for _ in 0..self.whole {
            add(sums, &self.sums.all);
        }
        if self.rest > 0 {
            add(sums, &self.sums.first);
        }
    }
}

// The compiler vectorises only an innermost loop over lanes.
#[inline(always)]
fn add<T: Number, const LANES: usize>(sums: &mut [T; LANES], more: &[T; LANES]) {
    for (sum, &more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

fn chain<T: Number>(weight: T, start: T, values: &[f32]) -> T {
    values.iter().fold(start, |sum, &value| weight.fused(T::from_f32(value), sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Summation; 3] = [Summation::Product, Summation::Blocked, Summation::FromBias];

    fn start(summation: Summation) -> InitialSum {
        if summation.bias_first() { InitialSum::Bias } else { InitialSum::Zero }
    }

    fn equal<T: Number>(summation: Summation, weight: T, unit: T, count: usize) -> T {
        let mut sums = [T::ZERO; 3];
        summation.equal(weight, start(summation), &[unit; 3], count, &mut sums);
        sums[1]
    }

    #[test]
    fn all_orders_agree_where_the_sums_are_exact() {
        for summation in ALL {
            for count in [1, 7, 8, 192, 400, 601] {
                let bias = if summation.bias_first() { 0.5 } else { 0.0 };
                assert_eq!(equal(summation, 0.5, 0.5_f32, count), bias + 0.25 * count as f32);
                let products = summation.products(2.0_f64, InitialSum::Zero, &vec![0.5; count]);
                assert_eq!(products, count as f64);
            }
        }
    }

    #[test]
    fn both_starts_together_are_each_by_itself() {
        let (weight, units) = (1e-3_f32, [0.7, 0.1, 3.0]);
        for summation in ALL {
            for count in [5, 191, 192, 250, 400, 600] {
                let ([mut bare, mut biased], mut expected) = ([[0.0; 3]; 2], [0.0; 3]);
                summation.equal_both(weight, &units, count, [&mut bare, &mut biased]);
                summation.equal(weight, InitialSum::Zero, &units, count, &mut expected);
                assert_eq!(bare, expected);
                summation.equal(weight, InitialSum::Bias, &units, count, &mut expected);
                assert_eq!(biased, expected);
            }
        }
    }

    #[test]
    fn sums_of_equal_numbers_are_the_sums_of_those_numbers() {
        let (weight, value) = (1e-3_f32, 0.7_f32);
        for summation in ALL.into_iter().filter(|summation| *summation != Summation::Product) {
            for count in [5, 191, 192, 193, 400, 601] {
                assert_eq!(
                    equal(summation, weight, value, count),
                    summation.products(weight, start(summation), &vec![value; count])
                );
            }
        }
    }
}
