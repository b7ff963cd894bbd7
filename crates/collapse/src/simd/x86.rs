//! Lines in the registers of x86-64 processors.

#[allow(clippy::wildcard_imports, reason = "sixty names that all begin with `_mm`")]
use std::arch::x86_64::*;

use super::Line;
use crate::real::Lanes;

macro_rules! avx512 {
    ($name:ident, $number:ty, $register:ty, $splat:ident, $load:ident, $store:ident, $add:ident, $sub:ident,
     $mul:ident, $div:ident, $abs:ident, $max:ident, $compare:ident, $blend:ident) => {
        #[derive(Clone, Copy, Debug)]
        pub(in crate::simd) struct $name($register);

        // SAFETY (of all blocks): `dispatch` alone names the type, after it found that the processor has AVX-512F, and a `Lanes` is 64
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
            fn abs(self) -> Self {
                // SAFETY: see above.
                Self(unsafe { $abs(self.0) })
            }

            #[inline(always)]
            fn clamp_min(self, low: Self) -> Self {
                // The instruction gives its second operand where either is NaN.
                // SAFETY: see above.
                Self(unsafe { $max(low.0, self.0) })
            }

            #[inline(always)]
            fn maximum(self, other: Self) -> Self {
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
        pub(in crate::simd) struct $name([$register; 2]);

        // SAFETY (of all blocks): `dispatch` alone names the type, after it found that the processor has AVX2, and a `Lanes` is 64 bytes
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
            fn abs(self) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$andnot($splat(-0.0), self.0[0]), $andnot($splat(-0.0), self.0[1])] })
            }

            #[inline(always)]
            fn clamp_min(self, low: Self) -> Self {
                // The instruction gives its second operand where either is NaN.
                // SAFETY: see above.
                Self(unsafe { [$max(low.0[0], self.0[0]), $max(low.0[1], self.0[1])] })
            }

            #[inline(always)]
            fn maximum(self, other: Self) -> Self {
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
