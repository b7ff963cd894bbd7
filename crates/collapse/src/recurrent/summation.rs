use super::number::Number;

/// How a linear map sums the equal products of `n` equal units.
///
/// In exact arithmetic all of them are the same, and so they are in double precision to about 1e-13. In single
/// precision they differ in the last bits, and this score can turn that into a visible difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Summation {
    /// The rounded product `w h` times `n`, rounded once more: the closest to what exact sums of the rounded
    /// products give. The sum of an embedding vector is exact before it is multiplied. The default.
    #[default]
    Product,
    /// One accumulator, `n` additions, each rounded: a plain loop.
    Sequential,
    /// Eight accumulators, summed in pairs at the end: a loop of 8-wide vectors.
    EightLanes,
}

impl Summation {
    /// For each lane the sum of `count` products that are all equal to that lane's `products`.
    #[inline(always)]
    pub(super) fn equal<T: Number, const LANES: usize>(self, products: &mut [T; LANES], count: usize) {
        match self {
            Self::Product => {
                let count = T::from_count(count);
                for product in products {
                    *product = *product * count;
                }
            }
            Self::Sequential => *products = repeat(products, count),
            Self::EightLanes => {
                let short = repeat(products, count / 8);
                for (lane, product) in products.iter_mut().enumerate() {
                    let one = |index| if index < count % 8 { short[lane] + *product } else { short[lane] };
                    *product = pairs(std::array::from_fn(one));
                }
            }
        }
    }

    /// The sum of the products of `weight` with `values`.
    pub(super) fn products<T: Number>(self, weight: T, values: &[f32]) -> T {
        match self {
            // A sum of some hundred single-precision numbers in double precision is as good as exact.
            Self::Product => weight * T::from_f64(values.iter().map(|&value| f64::from(value)).sum()),
            Self::Sequential => {
                values.iter().fold(T::ZERO, |sum, &value| sum + weight * T::from_f64(f64::from(value)))
            }
            Self::EightLanes => {
                let mut lanes = [T::ZERO; 8];
                for (index, &value) in values.iter().enumerate() {
                    lanes[index % 8] = lanes[index % 8] + weight * T::from_f64(f64::from(value));
                }
                pairs(lanes)
            }
        }
    }
}

#[inline(always)]
fn repeat<T: Number, const LANES: usize>(products: &[T; LANES], count: usize) -> [T; LANES] {
    let mut sums = [T::ZERO; LANES];
    for _ in 0..count {
        for (sum, &product) in sums.iter_mut().zip(products) {
            *sum = *sum + product;
        }
    }
    sums
}

#[inline(always)]
fn pairs<T: Number>(lanes: [T; 8]) -> T {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal<T: Number>(summation: Summation, product: T, count: usize) -> T {
        let mut lanes = [product; 3];
        summation.equal(&mut lanes, count);
        lanes[1]
    }

    #[test]
    fn all_orders_agree_where_the_sums_are_exact() {
        for summation in [Summation::Product, Summation::Sequential, Summation::EightLanes] {
            for count in [1, 7, 8, 400, 601] {
                assert_eq!(equal(summation, 0.25_f32, count), 0.25 * count as f32);
                assert_eq!(summation.products(2.0_f64, &vec![0.5; count]), count as f64);
            }
        }
    }

    #[test]
    fn sums_of_equal_numbers_are_the_sums_of_those_numbers() {
        let (weight, value) = (1e-3_f32, 0.7_f32);
        for summation in [Summation::Sequential, Summation::EightLanes] {
            for count in [5, 400, 601] {
                assert_eq!(
                    equal(summation, weight * value, count),
                    summation.products(weight, &vec![value; count])
                );
            }
        }
    }
}
