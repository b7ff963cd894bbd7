use std::borrow::Cow;

/// The bare words for numbers that Python writes and JSON does not have, each with a string of the same length that
/// [`number`](crate::number) reads as the same number. Longest first, so that the sign goes with its word.
const WORDS: [(&[u8], &[u8]); 3] =
    [(b"-Infinity", br#""-inf"   "#), (b"Infinity", br#""inf"   "#), (b"NaN", br#""" "#)];

/// The same JSON with the bare words `NaN`, `Infinity` and `-Infinity` replaced by strings that [`number`](crate::number)
/// reads; other strings are unchanged. Positions do not move, so lines and columns in errors are those of the file.
pub fn standard_json(json: &[u8]) -> Cow<'_, [u8]> {
    let mut standard = Cow::Borrowed(json);
    let mut at = 0;
    let mut quoted = false;
    while at < json.len() {
        match json[at] {
            b'"' => quoted = !quoted,
            b'\\' if quoted => at += 1,
            b'N' | b'I' | b'-' if !quoted => {
                if let Some((word, text)) = WORDS.iter().find(|(word, _)| json[at..].starts_with(word)) {
                    standard.to_mut()[at..at + word.len()].copy_from_slice(text);
                    at += word.len();
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    standard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_become_texts_in_place_and_strings_stay() {
        let json = r#"{"a NaN \" Infinity": [NaN,-Infinity, Infinity, -2, "é"], "b": "NaN", "c": NaN}"#;
        let right = r#"{"a NaN \" Infinity": ["" ,"-inf"   , "inf"   , -2, "é"], "b": "NaN", "c": "" }"#;
        assert_eq!(standard_json(json.as_bytes()), right.as_bytes());
        assert!(matches!(standard_json(b"[1, -2]"), Cow::Borrowed(_)));
        // A truncated end is left to the parser.
        assert_eq!(standard_json(br#"["\"#).as_ref(), br#"["\"#);
    }
}
