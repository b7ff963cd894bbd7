use super::line::{Line, Plain};
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2F32, Avx2F64, Avx512F32, Avx512F64};
use crate::real::Real;

/// A set of vector instructions: the type of a line for each kind of number.
pub(crate) trait InstructionSet {
    type F32: Line<f32>;
    type F64: Line<f64>;

    /// Runs one loop of a kernel that has been dispatched to this set. With 32 registers it is inlined. With fewer it is a
    /// function of its own, since the compiler takes minutes over one function that holds all loops.
    fn run<K: Kernel>(kernel: K) -> K::Output;
}

/// A number with its lines.
pub(crate) trait Vectors: Real {
    type Line<S: InstructionSet>: Line<Self>;
}

impl Vectors for f32 {
    type Line<S: InstructionSet> = S::F32;
}

impl Vectors for f64 {
    type Line<S: InstructionSet> = S::F64;
}

/// Loops that are compiled once for each instruction set. `run` and everything it calls must be `inline(always)`, or be
/// called by [`InstructionSet::run`]: only code inlined into the functions below is compiled for their instruction set.
pub(crate) trait Kernel {
    type Output;
    fn run<S: InstructionSet>(self) -> Self::Output;
}

struct Portable;

impl InstructionSet for Portable {
    type F32 = Plain<f32>;
    type F64 = Plain<f64>;

    #[inline(never)]
    fn run<K: Kernel>(kernel: K) -> K::Output {
        kernel.run::<Self>()
    }
}

// The x86-64 sets are private to this file, so only `dispatch` can use their lines.

#[cfg(target_arch = "x86_64")]
struct Avx2;

#[cfg(target_arch = "x86_64")]
impl InstructionSet for Avx2 {
    type F32 = Avx2F32;
    type F64 = Avx2F64;

    #[inline(always)]
    fn run<K: Kernel>(kernel: K) -> K::Output {
        // SAFETY: `dispatch` alone names the set, after it found that the processor has it.
        unsafe { with_avx2(kernel) }
    }
}

#[cfg(target_arch = "x86_64")]
struct Avx512;

#[cfg(target_arch = "x86_64")]
impl InstructionSet for Avx512 {
    type F32 = Avx512F32;
    type F64 = Avx512F64;

    #[inline(always)]
    fn run<K: Kernel>(kernel: K) -> K::Output {
        kernel.run::<Self>()
    }
}

/// Runs a kernel with the widest vectors that the processor has. All of them give the same bytes.
#[inline]
pub(crate) fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && allowed() >= 1 {
        if is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512dq")
            && allowed() >= 2
        {
            // SAFETY: the processor has just been found to have these instructions.
            return unsafe { with_avx512(kernel) };
        }
        // SAFETY: the processor has just been found to have these instructions.
        return unsafe { with_avx2(kernel) };
    }
    kernel.run::<Portable>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512dq,fma")]
fn with_avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<Avx512>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn with_avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<Avx2>()
}

/// How many of the instruction sets may be used: all of them, except in tests.
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

    use batch::{ImageBatch, synthetic};
    use epsilon::{Backend, Initialisation, Outputs, Precision};
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
