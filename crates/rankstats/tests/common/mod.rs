//! Reading oracle files and comparing with them.
#![allow(dead_code)]

use serde_json::Value;

/// Every statistic must agree with its oracle to this relative difference.
pub const RELATIVE: f64 = 1e-12;

pub fn read(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/oracles/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn column(case: &Value, key: &str) -> Vec<f64> {
    let values = case[key].as_array().unwrap_or_else(|| panic!("no column {key}"));
    values.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
}

pub fn number(case: &Value, key: &str) -> f64 {
    match &case[key] {
        Value::Null => {
            assert!(case.as_object().is_some_and(|object| object.contains_key(key)), "no value {key}");
            f64::NAN
        }
        value => value.as_f64().unwrap_or_else(|| panic!("{key} is no number")),
    }
}

/// Asserts that `found` is the value under `key`, relative to the larger of it and `scale`: a coefficient near zero is a
/// difference of larger numbers, and its error is relative to those.
pub fn agree_to(case: &Value, key: &str, found: f64, relative: f64, scale: f64) {
    let expected = number(case, key);
    let near = (found - expected).abs() <= relative * expected.abs().max(scale);
    assert!(
        near || (found.is_nan() && expected.is_nan()),
        "{} {key}: found {found:e}, expected {expected:e}",
        case["name"]
    );
}

pub fn agree(case: &Value, key: &str, found: f64) {
    agree_to(case, key, found, RELATIVE, 0.0);
}
