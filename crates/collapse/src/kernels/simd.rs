//! A cache line of numbers in registers, for each instruction set.
//!
//! Every operation is the same IEEE operation on each lane, so all implementations give the same bytes. The types of an
//! instruction set are only named by the entry points in `execute::dispatch`, after the processor was found to have it;
//! everything in between is inlined into those. The compiler does not do so by itself with a function that is compiled
//! for fewer instructions than it calls, so no operation on lines may stand in a closure: all such functions are
//! `inline(always)`.

use crate::real::{Lanes, Real};

/// The numbers of a [`Lanes`], held in registers.
pub(crate) trait Line<T: Real>: Copy {
    fn splat(value: T) -> Self;
    fn load(from: &Lanes<T>) -> Self;
    fn store(self, to: &mut Lanes<T>);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    /// Without the sign.
    fn size(self) -> Self;
    /// `low` where the number lies below it. NaN stays NaN.
    fn at_least(self, low: Self) -> Self;
    /// The larger one, NaN if either is.
    fn larger(self, other: Self) -> Self;
}

/// For processors without any of the instruction sets below: what the compiler makes of arrays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain<T: Real>(T::Array);

impl<T: Real> Plain<T> {
    #[inline(always)]
    fn with(mut self, other: Self, both: impl Fn(T, T) -> T) -> Self {
        for (a, &b) in self.0.as_mut().iter_mut().zip(other.0.as_ref()) {
            *a = both(*a, b);
        }
        self
    }
}

impl<T: Real> Line<T> for Plain<T> {
    #[inline(always)]
    fn splat(value: T) -> Self {
        let mut array = T::ZEROS;
        array.as_mut().fill(value);
        Self(array)
    }

    #[inline(always)]
    fn load(from: &Lanes<T>) -> Self {
        Self(from.0)
    }

    #[inline(always)]
    fn store(self, to: &mut Lanes<T>) {
        to.0 = self.0;
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.with(other, |a, b| a * b)
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.with(other, |a, b| a / b)
    }

    #[inline(always)]
    fn size(self) -> Self {
        self.with(self, |a, _| if a < T::ZERO { -a } else { a })
    }

    #[inline(always)]
    fn at_least(self, low: Self) -> Self {
        self.with(low, |a, low| if a < low { low } else { a })
    }

    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        self.with(other, |a, b| if a < b || b.to_f64().is_nan() { b } else { a })
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2F32, Avx2F64, Avx512F32, Avx512F64};

#[cfg(target_arch = "x86_64")]
mod x86 {
    #[allow(clippy::wildcard_imports, reason = "sixty names that all begin with `_mm`")]
    use std::arch::x86_64::*;

    use super::Line;
    use crate::real::Lanes;

    macro_rules! avx512 {
        ($name:ident, $number:ty, $register:ty, $splat:ident, $load:ident, $store:ident, $add:ident, $sub:ident,
         $mul:ident, $div:ident, $abs:ident, $max:ident, $compare:ident, $blend:ident) => {
            #[derive(Clone, Copy, Debug)]
            pub(crate) struct $name($register);

            // SAFETY (of all blocks): the type is only named where the processor has AVX-512F, and a `Lanes` is 64
            // bytes on a boundary of 64.
            impl Line<$number> for $name {
                #[inline(always)]
                fn splat(value: $number) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $splat(value) })
                }

                #[inline(always)]
                fn load(from: &Lanes<$number>) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $load(from.0.as_ptr()) })
                }

                #[inline(always)]
                fn store(self, to: &mut Lanes<$number>) {
                    // SAFETY: see above.
                    unsafe { $store(to.0.as_mut_ptr(), self.0) }
                }

                #[inline(always)]
                fn add(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $add(self.0, other.0) })
                }

                #[inline(always)]
                fn sub(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $sub(self.0, other.0) })
                }

                #[inline(always)]
                fn mul(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $mul(self.0, other.0) })
                }

                #[inline(always)]
                fn div(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $div(self.0, other.0) })
                }

                #[inline(always)]
                fn size(self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { $abs(self.0) })
                }

                #[inline(always)]
                fn at_least(self, low: Self) -> Self {
                    // The instruction gives its second operand where either is NaN.
                    // SAFETY: see above.
                    Self(unsafe { $max(low.0, self.0) })
                }

                #[inline(always)]
                fn larger(self, other: Self) -> Self {
                    // SAFETY: see above.
                    unsafe {
                        let unordered = $compare::<_CMP_UNORD_Q>(other.0, other.0);
                        Self($blend(unordered, $max(other.0, self.0), other.0))
                    }
                }
            }
        };
    }

    avx512!(
        Avx512F32,
        f32,
        __m512,
        _mm512_set1_ps,
        _mm512_load_ps,
        _mm512_store_ps,
        _mm512_add_ps,
        _mm512_sub_ps,
        _mm512_mul_ps,
        _mm512_div_ps,
        _mm512_abs_ps,
        _mm512_max_ps,
        _mm512_cmp_ps_mask,
        _mm512_mask_blend_ps
    );
    avx512!(
        Avx512F64,
        f64,
        __m512d,
        _mm512_set1_pd,
        _mm512_load_pd,
        _mm512_store_pd,
        _mm512_add_pd,
        _mm512_sub_pd,
        _mm512_mul_pd,
        _mm512_div_pd,
        _mm512_abs_pd,
        _mm512_max_pd,
        _mm512_cmp_pd_mask,
        _mm512_mask_blend_pd
    );

    macro_rules! avx2 {
        ($name:ident, $number:ty, $register:ty, $half:literal, $splat:ident, $load:ident, $store:ident, $add:ident,
         $sub:ident, $mul:ident, $div:ident, $andnot:ident, $max:ident, $compare:ident, $blend:ident) => {
            /// Two registers make a line.
            #[derive(Clone, Copy, Debug)]
            pub(crate) struct $name([$register; 2]);

            // SAFETY (of all blocks): the type is only named where the processor has AVX2, and a `Lanes` is 64 bytes
            // on a boundary of 64.
            impl Line<$number> for $name {
                #[inline(always)]
                fn splat(value: $number) -> Self {
                    // SAFETY: see above.
                    Self([unsafe { $splat(value) }; 2])
                }

                #[inline(always)]
                fn load(from: &Lanes<$number>) -> Self {
                    let (low, high) = from.0.split_at($half);
                    // SAFETY: see above.
                    Self(unsafe { [$load(low.as_ptr()), $load(high.as_ptr())] })
                }

                #[inline(always)]
                fn store(self, to: &mut Lanes<$number>) {
                    let (low, high) = to.0.split_at_mut($half);
                    // SAFETY: see above.
                    unsafe {
                        $store(low.as_mut_ptr(), self.0[0]);
                        $store(high.as_mut_ptr(), self.0[1]);
                    }
                }

                #[inline(always)]
                fn add(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { [$add(self.0[0], other.0[0]), $add(self.0[1], other.0[1])] })
                }

                #[inline(always)]
                fn sub(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { [$sub(self.0[0], other.0[0]), $sub(self.0[1], other.0[1])] })
                }

                #[inline(always)]
                fn mul(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { [$mul(self.0[0], other.0[0]), $mul(self.0[1], other.0[1])] })
                }

                #[inline(always)]
                fn div(self, other: Self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { [$div(self.0[0], other.0[0]), $div(self.0[1], other.0[1])] })
                }

                #[inline(always)]
                fn size(self) -> Self {
                    // SAFETY: see above.
                    Self(unsafe { [$andnot($splat(-0.0), self.0[0]), $andnot($splat(-0.0), self.0[1])] })
                }

                #[inline(always)]
                fn at_least(self, low: Self) -> Self {
                    // The instruction gives its second operand where either is NaN.
                    // SAFETY: see above.
                    Self(unsafe { [$max(low.0[0], self.0[0]), $max(low.0[1], self.0[1])] })
                }

                #[inline(always)]
                fn larger(self, other: Self) -> Self {
                    // SAFETY: see above.
                    unsafe {
                        let ([a, c], [b, d]) = (self.0, other.0);
                        Self([
                            $blend($max(b, a), b, $compare::<_CMP_UNORD_Q>(b, b)),
                            $blend($max(d, c), d, $compare::<_CMP_UNORD_Q>(d, d)),
                        ])
                    }
                }
            }
        };
    }

    avx2!(
        Avx2F32,
        f32,
        __m256,
        8,
        _mm256_set1_ps,
        _mm256_load_ps,
        _mm256_store_ps,
        _mm256_add_ps,
        _mm256_sub_ps,
        _mm256_mul_ps,
        _mm256_div_ps,
        _mm256_andnot_ps,
        _mm256_max_ps,
        _mm256_cmp_ps,
        _mm256_blendv_ps
    );
    avx2!(
        Avx2F64,
        f64,
        __m256d,
        4,
        _mm256_set1_pd,
        _mm256_load_pd,
        _mm256_store_pd,
        _mm256_add_pd,
        _mm256_sub_pd,
        _mm256_mul_pd,
        _mm256_div_pd,
        _mm256_andnot_pd,
        _mm256_max_pd,
        _mm256_cmp_pd,
        _mm256_blendv_pd
    );
}
