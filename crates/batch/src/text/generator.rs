use rand_mt::Mt;

/// The random numbers of torch's CPU generator: 32-bit Mersenne Twister (MT19937), uniform numbers of 24 bits.
///
/// # Example
///
/// ```
/// use batch::text::TorchGenerator;
///
/// let mut generator = TorchGenerator::new(21);
/// assert_eq!(generator.uniform(), 0.473_568_5);
/// ```
///
/// # References
/// M. Matsumoto, T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
/// number generator", 1998, <https://doi.org/10.1145/272991.272995>.
#[derive(Clone, Debug)]
pub struct TorchGenerator {
    twister: Mt,
}

impl TorchGenerator {
    /// The generator after `torch.manual_seed(seed)`. Torch uses the low 32 bits of a seed.
    pub fn new(seed: u64) -> Self {
        Self { twister: Mt::new(seed as u32) }
    }

    /// The next 32 random bits.
    pub fn bits(&mut self) -> u32 {
        self.twister.next_u32()
    }

    /// The next value of `torch.rand`: a multiple of 2^-24 in [0, 1).
    pub fn uniform(&mut self) -> f32 {
        const BITS: u32 = 24;
        (self.bits() & ((1 << BITS) - 1)) as f32 / (1_u32 << BITS) as f32
    }

    /// The next value of `tensor.uniform_(low, high)`, computed in single precision.
    pub fn uniform_between(&mut self, low: f32, high: f32) -> f32 {
        self.uniform() * (high - low) + low
    }

    /// The next value of `torch.randint(bound, ...)`: the random bits modulo `bound`.
    ///
    /// # Panics
    /// If `bound` is zero.
    pub fn below(&mut self, bound: u32) -> u32 {
        self.bits() % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_values_are_those_of_torch() {
        // torch.manual_seed(21); torch.rand(3).tolist()
        let mut generator = TorchGenerator::new(21);
        let values: Vec<f64> = (0..3).map(|_| f64::from(generator.uniform())).collect();
        assert_eq!(values, [0.473_568_499_088_287_35, 0.613_598_763_942_718_5, 0.012_073_040_008_544_922]);
    }

    #[test]
    fn an_interval_is_scaled_and_shifted() {
        let (mut unit, mut centred) = (TorchGenerator::new(3), TorchGenerator::new(3));
        for _ in 0..100 {
            assert_eq!(centred.uniform_between(-0.5, 0.5), unit.uniform() - 0.5);
        }
    }
}
