//! A check of the device's arithmetic, run on the device itself.

use epsilon::Precision;
use tch::{Kind, TchError, Tensor};

use crate::layer::convolution;
use crate::{Device, SetupError};

/// Elements of a test vector: libtorch runs an operation of fewer than 32,768 on one thread, and every thread must be
/// tested, since the processor's flush-to-zero flag is per thread.
const ELEMENTS: i64 = 1 << 18;

pub(crate) const fn kind(precision: Precision) -> Kind {
    match precision {
        Precision::F32 => Kind::Float,
        Precision::F64 => Kind::Double,
    }
}

/// Fails if the device flushes denormals or truncates factors, in elementwise or in matrix operations.
pub(crate) fn check(precision: Precision, name: Device, device: tch::Device) -> Result<(), SetupError> {
    // The product is the smallest normal number times 2^-20: a denormal.
    let (small, bits) = match precision {
        Precision::F32 => (f64::from(f32::MIN_POSITIVE), f32::MANTISSA_DIGITS),
        Precision::F64 => (f64::MIN_POSITIVE, f64::MANTISSA_DIGITS),
    };
    let shrink = (0.5_f64).powi(20);
    if !products_are(small, shrink, small * shrink, precision, device)? {
        return Err(SetupError::Flushes { device: name.to_string() });
    }
    // A factor whose last bit is set, which TF32 (11 bits) and bfloat16 (8 bits) would lose.
    let long = 1.0 + (0.5_f64).powi(bits as i32 - 1);
    if !products_are(long, 1.0, long, precision, device)? {
        return Err(SetupError::Shortens { device: name.to_string(), precision });
    }
    Ok(())
}

/// Whether `a * b` is `expected` elementwise, in a matrix product and in a convolution.
fn products_are(
    a: f64,
    b: f64,
    expected: f64,
    precision: Precision,
    device: tch::Device,
) -> Result<bool, TchError> {
    let options = (kind(precision), device);
    // 64 by 4096 as a matrix; 64 channels of 64 by 64 as an image.
    let vector = Tensor::f_full([64, ELEMENTS / 64], a, options)?;
    let elementwise = vector.f_mul_scalar(b)?;
    // With a diagonal matrix, each sum has only one nonzero term.
    let diagonal = Tensor::f_eye(64, options)?.f_mul_scalar(b)?;
    let product = diagonal.f_matmul(&vector)?;
    let image = vector.f_reshape([1, 64, 64, ELEMENTS / 4096])?;
    let convolved = convolution(&image, &diagonal.f_reshape([64, 64, 1, 1])?, 1, 0)?;
    for result in [elementwise, product, convolved] {
        let (low, high) = (result.f_min()?, result.f_max()?);
        if low.f_double_value(&[])? != expected || high.f_double_value(&[])? != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_keeps_denormals_and_all_bits() {
        for precision in [Precision::F32, Precision::F64] {
            check(precision, Device::Cpu, tch::Device::Cpu).unwrap();
        }
    }

    #[test]
    fn a_difference_is_seen() {
        // Off by one unit in the last place, as with a truncated factor.
        let next = f64::from(1.0_f32.next_up());
        assert!(products_are(next, 1.0, next, Precision::F32, tch::Device::Cpu).unwrap());
        assert!(!products_are(next, 1.0, 1.0, Precision::F32, tch::Device::Cpu).unwrap());
        let tiny = f64::from(f32::from_bits(1));
        assert!(products_are(tiny, 1.0, tiny, Precision::F32, tch::Device::Cpu).unwrap());
        assert!(!products_are(tiny, 1.0, 0.0, Precision::F32, tch::Device::Cpu).unwrap());
    }
}
