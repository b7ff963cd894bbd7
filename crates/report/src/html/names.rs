//! Thousands of architecture names in little space.
//!
//! The names of one space share their pieces: a NAS-Bench-201 cell of some 100 bytes is 12 pieces out of 20. Where
//! that pays, each piece becomes one character of an alphabet; where it does not (hashes), names stay as they are.

use std::collections::BTreeMap;

use super::json::json_string;

/// One-character codes. Printable ASCII first (one byte each), without what JSON or HTML would escape and
/// without the space, which separates names; then two-byte letters.
fn alphabet() -> impl Iterator<Item = char> {
    ('!'..='~').filter(|c| !matches!(c, '"' | '\\' | '<' | '&' | '\'')).chain('\u{100}'..='\u{17f}')
}

/// Most different pieces: the length of the alphabet.
const PIECES: usize = 89 + 128;

/// A JSON object `{"d": [pieces], "s": "codes separated by spaces"}` or `{"n": [names]}`; the script reads both.
pub(super) fn encode(names: &[String]) -> String {
    coded(names).unwrap_or_else(|| {
        let list: Vec<String> = names.iter().map(|name| json_string(name)).collect();
        format!("{{\"n\":[{}]}}", list.join(","))
    })
}

fn coded(names: &[String]) -> Option<String> {
    let mut codes: BTreeMap<&str, char> = BTreeMap::new();
    let mut dictionary = Vec::new();
    let mut letters = alphabet().take(PIECES);
    let (mut text, mut plain) = (String::new(), 0);
    for (i, name) in names.iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        plain += name.len() + 3;
        for piece in name.split_inclusive(['|', '+', ',', ':', ';', '/']) {
            let code = if let Some(code) = codes.get(piece) {
                *code
            } else {
                let code = letters.next()?;
                codes.insert(piece, code);
                dictionary.push(json_string(piece));
                code
            };
            text.push(code);
        }
    }
    let encoded = format!("{{\"d\":[{}],\"s\":\"{text}\"}}", dictionary.join(","));
    (encoded.len() < plain).then_some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_shared_pieces_shrink() {
        let cell = |a, b| format!("|nor_conv_3x3~{a}|+|none~{b}|skip_connect~1|");
        let names: Vec<String> = (0..100).map(|i| cell(i % 3, i % 2)).collect();
        let encoded = encode(&names);
        assert!(encoded.starts_with("{\"d\":["), "{encoded}");
        assert!(encoded.len() < 1_200, "{} bytes", encoded.len());
    }

    #[test]
    fn hashes_stay_as_they_are() {
        let names: Vec<String> = (0..300).map(|i| format!("{:032x}", u128::MAX / (i + 1))).collect();
        assert!(encode(&names).starts_with("{\"n\":[\"ffffffff"));
    }

    #[test]
    fn a_name_cannot_break_out_of_its_script() {
        let encoded = encode(&["</script>|</script>".repeat(9)]);
        assert!(!encoded.contains("</"), "{encoded}");
    }
}
