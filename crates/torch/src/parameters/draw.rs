//! Random weights from a named generator.

use epsilon::Scheme;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tch::{TchError, Tensor};

/// Draws the weights of one layer after the other, in double precision.
///
/// The generator is ChaCha8 with one stream per node. libtorch's own generator is global state.
#[derive(Debug)]
pub(super) struct Draw {
    generator: ChaCha8Rng,
}

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self { generator: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// Switches to a node's stream.
    pub(super) fn at_node(&mut self, index: u64) {
        self.generator.set_stream(index);
        self.generator.set_word_pos(0);
    }

    /// A convolution's weight as an `[outputs, inputs * area]` matrix, `area` being the pixels of its window.
    pub(super) fn matrix(
        &mut self,
        scheme: Scheme,
        outputs: i64,
        inputs: i64,
        area: i64,
    ) -> Result<Tensor, TchError> {
        let count = outputs * inputs * area;
        match scheme {
            Scheme::Uniform => self.uniform(count, 0.0, 1.0),
            Scheme::Normal => self.normal(count, 1.0),
            Scheme::KaimingUniform => {
                let bound = (6.0 / (inputs * area) as f64).sqrt();
                self.uniform(count, -bound, bound)
            }
            Scheme::KaimingNormal => self.normal(count, (2.0 / (outputs * area) as f64).sqrt()),
            Scheme::Orthogonal => {
                let normal = self.normal(count, 1.0)?.f_reshape([outputs, inputs * area])?;
                orthogonal(&normal)
            }
            Scheme::Zero => Tensor::f_from_slice(&vec![0.0; count as usize]),
        }
    }

    /// `count` numbers, normal with mean zero (Box-Muller).
    pub(super) fn normal(&mut self, count: i64, deviation: f64) -> Result<Tensor, TchError> {
        let count = count as usize;
        let mut values = Vec::with_capacity(count + 1);
        while values.len() < count {
            // 1 - u is never zero, so the logarithm is finite.
            let radius = deviation * (-2.0 * (1.0 - self.unit()).ln()).sqrt();
            let angle = std::f64::consts::TAU * self.unit();
            values.push(radius * angle.cos());
            values.push(radius * angle.sin());
        }
        Tensor::f_from_slice(&values[..count])
    }

    fn uniform(&mut self, count: i64, low: f64, high: f64) -> Result<Tensor, TchError> {
        let values: Vec<f64> = (0..count).map(|_| low + (high - low) * self.unit()).collect();
        Tensor::f_from_slice(&values)
    }

    /// Uniform in [0, 1) with 24 random bits, which single precision holds exactly.
    fn unit(&mut self) -> f64 {
        f64::from(self.generator.next_u32() >> 8) / f64::from(1_u32 << 24)
    }
}

/// The orthogonal factor of a normal matrix: orthonormal rows, or columns where there are more rows.
///
/// A QR decomposition is unique up to signs; choosing those that make the diagonal of R positive makes the result uniform
/// among all such matrices.
fn orthogonal(normal: &Tensor) -> Result<Tensor, TchError> {
    let wide = normal.size()[0] < normal.size()[1];
    let tall = if wide { normal.f_tr()? } else { normal.shallow_clone() };
    let (q, r) = Tensor::f_linalg_qr(&tall, "reduced")?;
    let q = q.f_mul(&r.f_diagonal(0, 0, 1)?.f_sign()?)?;
    if wide { q.f_tr()?.f_contiguous() } else { q.f_contiguous() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tests allow five standard errors, a false alarm in a million; the seed is fixed, so the result is too.
    const COUNT: usize = 64 * 16 * 9;

    fn draw(scheme: Scheme) -> Vec<f64> {
        let mut draw = Draw::new(7);
        draw.at_node(3);
        let weight = draw.matrix(scheme, 64, 16, 9).unwrap();
        Vec::try_from(&weight.reshape([-1])).unwrap()
    }

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        values.sum::<f64>() / COUNT as f64
    }

    #[track_caller]
    fn assert_moments(scheme: Scheme, expected_mean: f64, variance: f64, fourth: f64) {
        let values = draw(scheme);
        let standard_error = (variance / COUNT as f64).sqrt();
        let found = mean(values.iter().copied());
        assert!((found - expected_mean).abs() < 5.0 * standard_error, "{scheme}: mean {found}");
        let standard_error = ((fourth - variance * variance) / COUNT as f64).sqrt();
        let found = mean(values.iter().map(|value| (value - expected_mean).powi(2)));
        assert!((found - variance).abs() < 5.0 * standard_error, "{scheme}: variance {found}");
    }

    #[test]
    fn each_scheme_has_its_mean_and_variance() {
        // A uniform distribution of width d has variance d^2/12 and fourth moment d^4/80.
        assert_moments(Scheme::Uniform, 0.5, 1.0 / 12.0, 1.0 / 80.0);
        let width = 2.0 * (6.0_f64 / 144.0).sqrt();
        assert_moments(Scheme::KaimingUniform, 0.0, width.powi(2) / 12.0, width.powi(4) / 80.0);
        // A normal one has fourth moment 3 v^2.
        assert_moments(Scheme::Normal, 0.0, 1.0, 3.0);
        let variance = 2.0 / 576.0;
        assert_moments(Scheme::KaimingNormal, 0.0, variance, 3.0 * variance * variance);
    }

    #[test]
    fn uniform_numbers_keep_to_their_bounds() {
        assert!(draw(Scheme::Uniform).iter().all(|value| (0.0..1.0).contains(value)));
        let bound = (6.0_f64 / 144.0).sqrt();
        assert!(draw(Scheme::KaimingUniform).iter().all(|value| (-bound..bound).contains(value)));
        assert!(draw(Scheme::Zero).iter().all(|&value| value == 0.0));
    }

    #[test]
    fn orthogonal_weights_are_orthonormal() {
        for (outputs, inputs) in [(6, 2), (20, 2), (18, 2)] {
            let mut draw = Draw::new(1);
            let weight = draw.matrix(Scheme::Orthogonal, outputs, inputs, 9).unwrap();
            assert_eq!(weight.size(), [outputs, inputs * 9]);
            let gram =
                if outputs <= inputs * 9 { weight.matmul(&weight.tr()) } else { weight.tr().matmul(&weight) };
            let identity = Tensor::eye(gram.size()[0], (tch::Kind::Double, tch::Device::Cpu));
            let distance = (gram - identity).abs().max().double_value(&[]);
            // Rounding of a product of about 20 terms.
            assert!(distance < 1e-14, "{outputs}x{inputs}: {distance}");
        }
    }

    #[test]
    fn a_node_has_its_own_numbers_whatever_came_before() {
        let mut other = Draw::new(7);
        other.at_node(2);
        let before = other.matrix(Scheme::Normal, 64, 16, 9).unwrap();
        other.at_node(3);
        let weight = other.matrix(Scheme::Normal, 64, 16, 9).unwrap();
        assert_eq!(Vec::<f64>::try_from(&weight).unwrap(), draw(Scheme::Normal));
        assert_ne!(Vec::<f64>::try_from(&before).unwrap(), draw(Scheme::Normal));
    }
}
