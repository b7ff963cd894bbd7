//! Tanh and the logistic function as straight-line code, so that loops over them become vector code.
//!
//! Both rest on `expm1` by the usual reduction: `x = n ln 2 + r` with `|r| <= ln 2 / 2`, a Taylor polynomial in
//! `r`, and a scaling by `2^n` in the exponent bits. The integer `n` comes from adding and subtracting a
//! large constant, which rounds to the nearest integer in every vector instruction set. There are no fused
//! operations and no table, so results are the same bytes on every processor.
//!
//! The test `accuracy` bounds their errors, in units in the last place.
//!
//! # References
//! W. J. Cody, W. Waite, "Software Manual for the Elementary Functions", 1980 (the reduction in two steps).

/// `r` and bits whose low end is `n`, for `x = n ln 2 + r`.
macro_rules! reduce {
    ($x:expr, $shift:expr, $inverse:expr, $high:expr, $low:expr) => {{
        let shifted = $x * $inverse + $shift;
        let n = shifted - $shift;
        ($x - n * $high - n * $low, shifted.to_bits())
    }};
}

mod single {
    pub(super) use std::f32::consts::LOG2_E;

    /// 1.5 times 2^23: adding it rounds to an integer.
    pub(super) const SHIFT: f32 = 12_582_912.0;
    /// The first 9 bits of ln 2: times any exponent it is exact.
    pub(super) const LN2_HIGH: f32 = 355.0 / 512.0;
    /// ln 2 minus [`LN2_HIGH`].
    pub(super) const LN2_LOW: f32 = -2.121_944_4e-4;

    /// `(e^r - 1 - r) / r^2` for `|r| <= 0.35`, with a truncation error of `r^6 / 40320`.
    #[inline(always)]
    pub(super) fn tail(r: f32) -> f32 {
        const C: [f32; 6] = [1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0];
        let s = r * r;
        // Estrin's order: shorter chains than Horner's.
        let low = C[0] + C[1] * r;
        let middle = C[2] + C[3] * r;
        let high = C[4] + C[5] * r;
        low + s * (middle + s * high)
    }

    /// `2^n` from the bits of a shifted number.
    #[inline(always)]
    pub(super) fn power_of_two(shifted: u32) -> f32 {
        f32::from_bits((shifted << 23).wrapping_add(0x3f80_0000))
    }
}

mod double {
    pub(super) use std::f64::consts::LOG2_E;

    /// 1.5 times 2^52.
    pub(super) const SHIFT: f64 = 6_755_399_441_055_744.0;
    /// The first 32 bits of ln 2: times any exponent it is exact.
    pub(super) const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    /// ln 2 minus [`LN2_HIGH`].
    pub(super) const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

    /// `(e^r - 1 - r) / r^2` for `|r| <= 0.35`, with a truncation error of `r^12 / 14!`.
    #[inline(always)]
    pub(super) fn tail(r: f64) -> f64 {
        const C: [f64; 12] = [
            1.0 / 2.0,
            1.0 / 6.0,
            1.0 / 24.0,
            1.0 / 120.0,
            1.0 / 720.0,
            1.0 / 5040.0,
            1.0 / 40_320.0,
            1.0 / 362_880.0,
            1.0 / 3_628_800.0,
            1.0 / 39_916_800.0,
            1.0 / 479_001_600.0,
            1.0 / 6_227_020_800.0,
        ];
        let s = r * r;
        let q = s * s;
        let a = (C[0] + C[1] * r) + s * (C[2] + C[3] * r);
        let b = (C[4] + C[5] * r) + s * (C[6] + C[7] * r);
        let c = (C[8] + C[9] * r) + s * (C[10] + C[11] * r);
        a + q * (b + q * c)
    }

    /// `2^n` from the bits of a shifted number.
    #[inline(always)]
    pub(super) fn power_of_two(shifted: u64) -> f64 {
        f64::from_bits((shifted << 52).wrapping_add(0x3ff0_0000_0000_0000))
    }
}

macro_rules! functions {
    ($tanh:ident, $sigmoid:ident, $type:ty, $parts:ident, $top:expr, $least:expr, $most:expr) => {
        /// Hyperbolic tangent. NaN gives NaN, zeros keep their sign.
        #[inline(always)]
        #[must_use]
        pub fn $tanh(x: $type) -> $type {
            let twice = 2.0 * x.abs();
            // Above this the result rounds to 1. NaN compares false and passes through.
            let y = if twice > $top { $top } else { twice };
            let (r, bits) = reduce!(y, $parts::SHIFT, $parts::LOG2_E, $parts::LN2_HIGH, $parts::LN2_LOW);
            let scale = $parts::power_of_two(bits);
            let expm1 = scale * (r + r * r * $parts::tail(r)) + (scale - 1.0);
            (expm1 / (expm1 + 2.0)).copysign(x)
        }

        /// Logistic function `1 / (1 + e^-x)`. NaN gives NaN; below about -88 (single precision) or -709 (double
        /// precision) the exponential overflows and the result is 0, as it is in the field's libraries.
        #[inline(always)]
        #[must_use]
        pub fn $sigmoid(x: $type) -> $type {
            let negative = -x;
            // Below the lower bound e^-x vanishes beside 1, above the upper one it overflows.
            let y = if negative < $least { $least } else { negative };
            let y = if y > $most { $most } else { y };
            let (r, bits) = reduce!(y, $parts::SHIFT, $parts::LOG2_E, $parts::LN2_HIGH, $parts::LN2_LOW);
            // Half the power first: 2^n itself may overflow where the product does not.
            let half = $parts::power_of_two(bits.wrapping_sub(1));
            let exponential = (half + half * (r + r * r * $parts::tail(r))) * 2.0;
            1.0 / (1.0 + exponential)
        }
    };
}

functions!(tanh_f32, sigmoid_f32, f32, single, 20.0, -30.0, 89.0);
functions!(tanh_f64, sigmoid_f64, f64, double, 40.0, -60.0, 710.0);
