//! How exact the engine's tanh and logistic function are, in units in the last place of the exact value.

use collapse::recurrent::accuracy::{sigmoid_f32, sigmoid_f64, tanh_f32, tanh_f64};

/// Above the largest errors at stride 31 (2.35 and 2.45), found with
/// `EPSILON_STRIDE=31 cargo test --release -p collapse --test accuracy -- --nocapture`.
const TANH_F32: f64 = 2.5;
const SIGMOID_F32: f64 = 2.6;
/// Above what is found on the points of tests/functions/points.csv (1.41 and 1.81).
const TANH_F64: f64 = 1.5;
const SIGMOID_F64: f64 = 1.9;

/// Distance between neighbours at `value` in single precision.
fn ulp_f32(value: f64) -> f64 {
    let exponent = value.abs().log2().floor().max(-126.0) as i32;
    2.0_f64.powi(exponent - 23)
}

fn ulp_f64(value: f64) -> f64 {
    let value = value.abs().max(f64::MIN_POSITIVE);
    f64::from_bits(value.to_bits() + 1) - value
}

#[test]
fn single_precision_over_all_numbers() {
    let stride = std::env::var("EPSILON_STRIDE").map_or(997, |text| text.parse().unwrap());
    let (mut tanh, mut sigmoid) = (0.0_f64, 0.0_f64);
    for bits in (0..=f32::INFINITY.to_bits()).step_by(stride) {
        for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
            // The C library's double precision is exact enough as a reference.
            let wide = f64::from(x);
            let exact = wide.tanh();
            tanh = tanh.max((f64::from(tanh_f32(x)) - exact).abs() / ulp_f32(exact));
            let exact = 1.0 / (1.0 + (-wide).exp());
            // Below, e^-x overflows in single precision, as it does in the field's libraries.
            if x > -88.72 {
                sigmoid = sigmoid.max((f64::from(sigmoid_f32(x)) - exact).abs() / ulp_f32(exact));
            }
        }
    }
    eprintln!("tanh_f32 {tanh:.3} ulp, sigmoid_f32 {sigmoid:.3} ulp at stride {stride}");
    assert!(tanh <= TANH_F32 && sigmoid <= SIGMOID_F32);
}

/// A hexadecimal float as Python writes it.
fn hex(text: &str) -> f64 {
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let (digits, exponent) = text.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa = u64::from_str_radix(&format!("{whole}{fraction}"), 16).unwrap() as f64;
    let exponent: i32 = exponent.parse::<i32>().unwrap() - 4 * fraction.len() as i32;
    // Two steps, since the power alone may be below the smallest number.
    sign * mantissa * 2.0_f64.powi(exponent / 2) * 2.0_f64.powi(exponent - exponent / 2)
}

#[test]
fn double_precision_at_points_known_to_106_bits() {
    let (mut tanh, mut sigmoid) = (0.0_f64, 0.0_f64);
    for line in include_str!("functions/points.csv").lines() {
        let cells: Vec<f64> = line.split(',').map(hex).collect();
        let [x, tanh_high, tanh_low, sigmoid_high, sigmoid_low] = cells[..] else { panic!("{line}") };
        let error = (tanh_f64(x) - tanh_high) - tanh_low;
        tanh = tanh.max(error.abs() / ulp_f64(tanh_high));
        let error = (sigmoid_f64(x) - sigmoid_high) - sigmoid_low;
        sigmoid = sigmoid.max(error.abs() / ulp_f64(sigmoid_high));
    }
    eprintln!("tanh_f64 {tanh:.3} ulp, sigmoid_f64 {sigmoid:.3} ulp");
    assert!(tanh <= TANH_F64 && sigmoid <= SIGMOID_F64);
}

#[test]
fn double_precision_follows_the_c_library_over_a_grid() {
    let (mut tanh, mut sigmoid) = (0.0_f64, 0.0_f64);
    for step in -2_000_000..=2_000_000 {
        let x = f64::from(step) * 1.1e-5;
        let exact = x.tanh();
        tanh = tanh.max((tanh_f64(x) - exact).abs() / ulp_f64(exact));
        let exact = 1.0 / (1.0 + (-x).exp());
        sigmoid = sigmoid.max((sigmoid_f64(x) - exact).abs() / ulp_f64(exact));
    }
    eprintln!("tanh_f64 {tanh:.3} ulp, sigmoid_f64 {sigmoid:.3} ulp from the C library");
    // The library's own error comes on top, 2 ulp for tanh and as much for the quotient, and half an ulp
    // where the exact value is on the other side of a power of two.
    assert!(tanh <= TANH_F64 + 2.5 && sigmoid <= SIGMOID_F64 + 2.5);
}

#[test]
fn special_values() {
    assert!(tanh_f32(f32::NAN).is_nan() && tanh_f64(f64::NAN).is_nan());
    assert!(sigmoid_f32(f32::NAN).is_nan() && sigmoid_f64(f64::NAN).is_nan());
    assert_eq!((tanh_f32(f32::INFINITY), tanh_f64(f64::NEG_INFINITY)), (1.0, -1.0));
    assert_eq!((sigmoid_f32(f32::INFINITY), sigmoid_f64(f64::INFINITY)), (1.0, 1.0));
    assert_eq!((sigmoid_f32(f32::NEG_INFINITY), sigmoid_f64(f64::NEG_INFINITY)), (0.0, 0.0));
    assert_eq!((sigmoid_f32(0.0), sigmoid_f64(-0.0)), (0.5, 0.5));
    assert_eq!(tanh_f32(-0.0).to_bits(), (-0.0_f32).to_bits());
    assert_eq!(tanh_f32(1e-45), 1e-45);
    assert_eq!(tanh_f64(-5e-324), -5e-324);
}
