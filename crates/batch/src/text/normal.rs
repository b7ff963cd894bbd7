use super::TorchGenerator;
use crate::normal::normal_pair;

/// Values per Box-Muller block.
const BLOCK: usize = 16;

impl TorchGenerator {
    /// Fills `values` as `tensor.normal_(0, deviation)` does for 16 values or more: uniform numbers for all,
    /// then Box-Muller in blocks of 16, where value `j` and value `j + 8` form a pair. If the last block is incomplete,
    /// the last 16 values are drawn anew.
    ///
    /// The transform is computed in double precision and rounded, so that it is the same on every machine;
    /// torch's own, in vectorised single precision, differs from it in the last bits.
    ///
    /// # Panics
    /// If there are fewer than 16 values.
    pub fn fill_normal(&mut self, values: &mut [f32], deviation: f32) {
        assert!(values.len() >= BLOCK, "torch has another algorithm for fewer than 16 values");
        values.fill_with(|| self.uniform());
        let whole = values.len() - values.len() % BLOCK;
        for block in values[..whole].chunks_exact_mut(BLOCK) {
            box_muller(block, deviation);
        }
        if whole < values.len() {
            let start = values.len() - BLOCK;
            let last = &mut values[start..];
            last.fill_with(|| self.uniform());
            box_muller(last, deviation);
        }
    }
}

fn box_muller(block: &mut [f32], deviation: f32) {
    let (first, second) = block.split_at_mut(BLOCK / 2);
    for (a, b) in first.iter_mut().zip(second) {
        let deviation = f64::from(deviation);
        [*a, *b] = normal_pair((*a).into(), (*b).into()).map(|value| (value * deviation) as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `torch.manual_seed(seed); torch.randn(16)`, as torch prints it.
    fn check(seed: u64, expected: [f32; 16]) {
        let mut values = [0.0; 16];
        TorchGenerator::new(seed).fill_normal(&mut values, 1.0);
        for (value, expected) in values.into_iter().zip(expected) {
            // Torch prints four decimals.
            assert!((value - expected).abs() <= 0.000_051, "{value} is not {expected}");
        }
    }

    #[test]
    fn sixteen_values_are_those_of_torch() {
        check(
            0,
            [
                -1.1258, -1.1524, -0.2506, -0.4339, 0.8487, 0.6920, -0.3160, -2.1152, 0.3223, -1.2633,
                0.3500, 0.3081, 0.1198, 1.2377, 1.1168, -0.2473,
            ],
        );
        check(
            42,
            [
                1.9269, 1.4873, 0.9007, -2.1055, 0.6784, -1.2345, -0.0431, -1.6047, -0.7521, 1.6487, -0.3925,
                -1.4036, -0.7279, -0.5594, -0.7688, 0.7624,
            ],
        );
    }

    #[test]
    fn a_rest_redraws_the_last_block() {
        let mut values = [0.0; 20];
        TorchGenerator::new(7).fill_normal(&mut values, 0.1);
        let mut generator = TorchGenerator::new(7);
        let mut first = [0.0; 16];
        generator.fill_normal(&mut first, 0.1);
        assert_eq!(values[..4], first[..4]);
        // Four uniforms are drawn and discarded, then 16 new ones follow.
        for _ in 0..4 {
            generator.uniform();
        }
        let mut last = [0.0; 16];
        generator.fill_normal(&mut last, 0.1);
        assert_eq!(values[4..], last);
    }
}
