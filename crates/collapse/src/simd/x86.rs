//! Lines in the registers of x86-64 processors.

#[allow(clippy::wildcard_imports, reason = "sixty names that all begin with `_mm`")]
use std::arch::x86_64::*;

use super::Line;
use crate::real::Lanes;

/// A line of one or two registers.
macro_rules! line {
    ($name:ident: [$number:ty; $each:literal] in $register:ty, at $($at:literal)*;
     $splat:ident, $load:ident, $store:ident, $add:ident, $sub:ident, $mul:ident, $div:ident, $andnot:ident, $max:ident;
     |$a:ident, $b:ident| $maximum:expr) => {
        #[derive(Clone, Copy, Debug)]
        pub(in crate::simd) struct $name([$register; [$($at),*].len()]);

        // SAFETY (of all blocks): `dispatch` alone names the type, after it found that the processor has its instructions,
        // and a `Lanes` is 64 bytes on a boundary of 64.
        impl Line<$number> for $name {
            #[inline(always)]
            fn splat(value: $number) -> Self {
                // SAFETY: see above.
                Self([unsafe { $splat(value) }; _])
            }

            #[inline(always)]
            fn load(from: &Lanes<$number>) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$($load(from.0[$at * $each..].as_ptr())),*] })
            }

            #[inline(always)]
            fn store(self, to: &mut Lanes<$number>) {
                // SAFETY: see above.
                unsafe { $($store(to.0[$at * $each..].as_mut_ptr(), self.0[$at]);)* }
            }

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$($add(self.0[$at], other.0[$at])),*] })
            }

            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$($sub(self.0[$at], other.0[$at])),*] })
            }

            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$($mul(self.0[$at], other.0[$at])),*] })
            }

            #[inline(always)]
            fn div(self, other: Self) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$($div(self.0[$at], other.0[$at])),*] })
            }

            #[inline(always)]
            fn abs(self) -> Self {
                // SAFETY: see above.
                Self(unsafe { [$($andnot($splat(-0.0), self.0[$at])),*] })
            }

            #[inline(always)]
            fn clamp_min(self, low: Self) -> Self {
                // The instruction gives its second operand where either is NaN.
                // SAFETY: see above.
                Self(unsafe { [$($max(low.0[$at], self.0[$at])),*] })
            }

            #[inline(always)]
            fn maximum(self, other: Self) -> Self {
                // SAFETY: see above.
                Self(unsafe {
                    [$({
                        let ($a, $b) = (self.0[$at], other.0[$at]);
                        $maximum
                    }),*]
                })
            }
        }
    };
}

line!(
    Avx512F32: [f32; 16] in __m512, at 0;
    _mm512_set1_ps, _mm512_load_ps, _mm512_store_ps, _mm512_add_ps, _mm512_sub_ps, _mm512_mul_ps, _mm512_div_ps,
    _mm512_andnot_ps, _mm512_max_ps;
    |a, b| _mm512_mask_blend_ps(_mm512_cmp_ps_mask::<_CMP_UNORD_Q>(b, b), _mm512_max_ps(b, a), b)
);
line!(
    Avx512F64: [f64; 8] in __m512d, at 0;
    _mm512_set1_pd, _mm512_load_pd, _mm512_store_pd, _mm512_add_pd, _mm512_sub_pd, _mm512_mul_pd, _mm512_div_pd,
    _mm512_andnot_pd, _mm512_max_pd;
    |a, b| _mm512_mask_blend_pd(_mm512_cmp_pd_mask::<_CMP_UNORD_Q>(b, b), _mm512_max_pd(b, a), b)
);
line!(
    Avx2F32: [f32; 8] in __m256, at 0 1;
    _mm256_set1_ps, _mm256_load_ps, _mm256_store_ps, _mm256_add_ps, _mm256_sub_ps, _mm256_mul_ps, _mm256_div_ps,
    _mm256_andnot_ps, _mm256_max_ps;
    |a, b| _mm256_blendv_ps(_mm256_max_ps(b, a), b, _mm256_cmp_ps::<_CMP_UNORD_Q>(b, b))
);
line!(
    Avx2F64: [f64; 4] in __m256d, at 0 1;
    _mm256_set1_pd, _mm256_load_pd, _mm256_store_pd, _mm256_add_pd, _mm256_sub_pd, _mm256_mul_pd, _mm256_div_pd,
    _mm256_andnot_pd, _mm256_max_pd;
    |a, b| _mm256_blendv_pd(_mm256_max_pd(b, a), b, _mm256_cmp_pd::<_CMP_UNORD_Q>(b, b))
);
