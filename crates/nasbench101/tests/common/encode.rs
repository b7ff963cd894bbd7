//! Encodes records in the layout of the official files, with arbitrary metrics.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// One evaluation: epoch, training time, and the accuracies on train, valid, test.
pub type Evaluation = [f64; 5];

/// A `ModelMetrics` message.
pub fn metrics(evaluations: &[Evaluation], parameters: u32) -> Vec<u8> {
    let mut message = Vec::new();
    for evaluation in evaluations {
        message.extend([1 << 3 | 2, 9 * evaluation.len() as u8]);
        for (field, value) in (1u8..).zip(evaluation) {
            message.push(field << 3 | 1);
            message.extend(value.to_le_bytes());
        }
    }
    message.push(2 << 3);
    let mut rest = parameters;
    while rest >= 0x80 {
        message.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    message.push(rest as u8);
    message.push(3 << 3 | 1);
    message.extend(1234.5f64.to_le_bytes());
    message
}

/// A payload; `matrix` is the full adjacency of 0 and 1, `operations` the comma-separated names.
pub fn payload(hash: &str, epochs: u32, matrix: &str, operations: &str, metrics: &[u8]) -> String {
    let mut text = format!(r#"["{hash}", {epochs}, "{matrix}", "{operations}", ""#);
    STANDARD.encode_string(metrics, &mut text);
    let _ = write!(text, r#""]"#);
    text
}

/// Adjacency and operations of a module, in the form of a payload.
pub fn module(spec: nasbench101::ModuleSpec) -> (String, String) {
    let places = 0..spec.vertices();
    let matrix = places
        .clone()
        .flat_map(|from| places.clone().map(move |to| (from, to)))
        .map(|(from, to)| if spec.has_edge(from, to) { '1' } else { '0' })
        .collect();
    let mut operations = String::from("input,");
    for operation in spec.operations() {
        let _ = write!(operations, "{operation},");
    }
    operations.push_str("output");
    (matrix, operations)
}
