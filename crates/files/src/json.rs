use std::borrow::Cow;

/// The bare words that Python writes for numbers and JSON does not have, each with a text of the same length that
/// [`number`](crate::number) reads as the same number. Longest first, so that no sign is left behind.
const WORDS: [(&[u8], &[u8]); 3] =
    [(b"-Infinity", br#""-inf"   "#), (b"Infinity", br#""inf"   "#), (b"NaN", br#""" "#)];

/// The same JSON with the bare words `NaN`, `Infinity` and `-Infinity` turned into texts that [`number`](crate::number)
/// reads; strings stay as they are. Nothing moves, so lines and columns in errors are those of the file.
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
        // A torn end is left to the parser.
        assert_eq!(standard_json(br#"["\"#).as_ref(), br#"["\"#);
    }
}
