//! Picks the widest vectors that the processor has. All of them give the same bytes.

use super::pass::{Job, sweep_tiles};
use crate::buffers::Pool;
use crate::kernels::simd::Plain;
#[cfg(target_arch = "x86_64")]
use crate::kernels::simd::{Avx2F32, Avx2F64, Avx512F32, Avx512F64};
use crate::real::Real;

/// A number with its vectors.
pub(crate) trait Vectors: Real {
    #[cfg(target_arch = "x86_64")]
    type Avx2: crate::kernels::simd::Line<Self>;
    #[cfg(target_arch = "x86_64")]
    type Avx512: crate::kernels::simd::Line<Self>;
}

impl Vectors for f32 {
    #[cfg(target_arch = "x86_64")]
    type Avx2 = Avx2F32;
    #[cfg(target_arch = "x86_64")]
    type Avx512 = Avx512F32;
}

impl Vectors for f64 {
    #[cfg(target_arch = "x86_64")]
    type Avx2 = Avx2F64;
    #[cfg(target_arch = "x86_64")]
    type Avx512 = Avx512F64;
}

pub(super) fn sweep<T: Vectors>(job: &mut Job<'_, T>, pool: &mut Pool<T>) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") && allowed() >= 2 {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sweep_avx512(job, pool) };
        }
        if is_x86_feature_detected!("avx2") && allowed() >= 1 {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { sweep_avx2(job, pool) };
        }
    }
    sweep_tiles::<T, Plain<T>>(job, pool);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl")]
fn sweep_avx512<T: Vectors>(job: &mut Job<'_, T>, pool: &mut Pool<T>) {
    sweep_tiles::<T, T::Avx512>(job, pool);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn sweep_avx2<T: Vectors>(job: &mut Job<'_, T>, pool: &mut Pool<T>) {
    sweep_tiles::<T, T::Avx2>(job, pool);
}

/// How many of the instruction sets may be used: all but in tests.
#[cfg(all(target_arch = "x86_64", not(test)))]
const fn allowed() -> u8 {
    u8::MAX
}

#[cfg(all(target_arch = "x86_64", test))]
fn allowed() -> u8 {
    tests::ALLOWED.get()
}

#[cfg(all(target_arch = "x86_64", test))]
mod tests {
    use std::cell::Cell;

    use epsilon::{Backend, ImageBatch, Initialisation, Outputs, Precision, synthetic};
    use network::{Network, Shape};

    use crate::Collapsed;

    thread_local! {
        pub(super) static ALLOWED: Cell<u8> = const { Cell::new(u8::MAX) };
    }

    fn networks() -> Vec<Network> {
        let cells = nasbench201::Cell::all();
        let config = nasbench201::MacroConfig::new(8, 1);
        let cells = cells.into_iter().step_by(977).map(|cell| nasbench201::network(cell, &config).unwrap());
        let config =
            nasbench101::MacroConfig { image: Shape::new(3, 8, 8), ..Default::default() }.with_outputs(1);
        let modules = ["100001110001011:0120", "1010110011:201", "1101001011:012"]
            .map(|module| nasbench101::network(module.parse().unwrap(), &config).unwrap());
        cells.chain(modules).map(Network::Image).collect()
    }

    /// All outputs as bits.
    fn outputs(batch: &ImageBatch, networks: &[Network], precision: Precision, allowed: u8) -> Vec<u64> {
        ALLOWED.set(allowed);
        let engine = Collapsed::new(batch, precision);
        let mut bits = Vec::new();
        for network in networks {
            for weight in [1e-7, 1e-4, 1.0, 10.0] {
                match engine.forward(network, &Initialisation::Constant(weight)).unwrap() {
                    Outputs::F32(values) => {
                        bits.extend(values.iter().map(|value| u64::from(value.to_bits())));
                    }
                    Outputs::F64(values) => bits.extend(values.iter().map(|value| value.to_bits())),
                }
            }
        }
        ALLOWED.set(u8::MAX);
        bits
    }

    #[test]
    fn every_instruction_set_gives_the_same_bytes() {
        let batch = synthetic::normal(Shape::new(3, 8, 8), 19, 5).unwrap();
        let networks = networks();
        for precision in [Precision::F32, Precision::F64] {
            let plain = outputs(&batch, &networks, precision, 0);
            for allowed in [1, 2] {
                assert!(outputs(&batch, &networks, precision, allowed) == plain, "{precision}: {allowed}");
            }
        }
    }
}
