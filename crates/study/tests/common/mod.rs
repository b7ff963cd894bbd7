//! A small study on small images, which costs next to nothing.
#![allow(dead_code, reason = "each test file uses its part")]

use config::{Config, Study};

pub const SMALL: &str = "\
study: small
space: {name: nasbench201, image_size: 8, architectures: {sample: 60}}
batch: {kind: grey, size: 4}
proxies:
  - epsilon: {weights: [1e-7, 1], precision: f32}
  - epsilon: {weights: [1e-4, 1], precision: f32}
  - params
";

pub fn study(text: &str) -> Study {
    let (config, source) = Config::parse("test.yaml", text, &[]).unwrap();
    config.check(&source).unwrap()
}
