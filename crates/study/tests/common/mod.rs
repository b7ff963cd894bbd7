//! A small study on the mock backend, which costs nothing.
#![allow(dead_code, reason = "each test file uses its part")]

use study::checked::Study;
use study::config::Config;

pub const SMALL: &str = "\
study: small
space: {name: nasbench201, architectures: {sample: 60}}
batch: {kind: grey, size: 4}
proxies:
  - epsilon: {weights: [1e-7, 1], precision: f32, backend: mock}
  - epsilon: {weights: [1e-4, 1], precision: f32, backend: mock}
  - params
";

pub fn study(text: &str) -> Study {
    let (config, source) = Config::parse("test.yaml", text, &[]).unwrap();
    config.check(&source).unwrap()
}
