//! What was probably meant.

use std::fmt::Write as _;

/// The known name that is most like `found`, if one is like it at all.
pub(crate) fn closest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&found.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// `x is not a batch kind: use one of a, b (did you mean b?)`.
pub(crate) fn unknown(what: &str, found: &str, known: &[&str]) -> String {
    let mut text = format!("`{found}` is not {what}: use one of {}", known.join(", "));
    if let Some(name) = closest(found, known.iter().copied()) {
        let _ = write!(text, "; did you mean `{name}`?");
    }
    text
}

/// What serde expects, in its words and in those of people who write no Rust.
const EXPECTED: [(&str, &str); 12] = [
    ("u64", "a whole number"),
    ("u32", "a whole number"),
    ("u16", "a whole number"),
    ("usize", "a whole number"),
    ("i64", "a whole number"),
    ("f64", "a number"),
    ("f32", "a number"),
    ("a boolean", "true or false"),
    ("a sequence", "a list"),
    ("a string", "a text"),
    ("path string", "a path"),
    ("option", "a value"),
];
/// What serde found.
const FOUND: [(&str, &str); 7] = [
    ("unit value", "nothing"),
    ("sequence", "a list"),
    ("map", "a map"),
    ("string ", "the text "),
    ("integer ", "the number "),
    ("floating point ", "the number "),
    ("boolean ", ""),
];

/// Puts serde's messages into plain words, and adds a suggestion to those about an unknown field or variant, which quotes
/// first the name that was found and then those that are known.
pub(crate) fn improve(message: &str) -> String {
    let message = plain(message);
    let message = message.as_str();
    if !message.starts_with("unknown field") && !message.starts_with("unknown variant") {
        return message.to_owned();
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(found) = quoted.next() else { return message.to_owned() };
    let message =
        message.replacen(", expected one of ", ": use one of ", 1).replacen(", expected ", ": use ", 1);
    match closest(found, quoted) {
        Some(name) => format!("{message}; did you mean `{name}`?"),
        None => message,
    }
}

/// `invalid type: unit value, expected struct SeedsConfig` as `nothing stands here, but it has to be a map of fields`.
fn plain(message: &str) -> String {
    let Some(rest) = ["invalid type: ", "invalid value: ", "invalid length "]
        .into_iter()
        .find_map(|start| message.strip_prefix(start))
    else {
        return message.to_owned();
    };
    // What was found may quote anything, so what was expected is behind the last comma of its kind.
    let Some((found, expected)) = rest.rsplit_once(", expected ") else { return message.to_owned() };
    let expected = match EXPECTED.into_iter().find(|(word, _)| *word == expected) {
        Some((_, plain)) => plain.to_owned(),
        None if expected.starts_with("struct ") || expected == "a map" => "a map of fields".to_owned(),
        None => expected.to_owned(),
    };
    let found = match FOUND.into_iter().find_map(|(word, plain)| Some((plain, found.strip_prefix(word)?))) {
        Some((plain, value)) => format!("{plain}{value}"),
        None if found.bytes().all(|letter| letter.is_ascii_digit()) => format!("a list of {found}"),
        None => found.to_owned(),
    };
    format!("{found} stands here, but it has to be {expected}")
}

#[cfg(test)]
mod tests {
    use super::improve;

    #[test]
    fn messages_name_no_types_of_this_program() {
        for (message, plain) in [
            (
                "invalid type: unit value, expected struct SeedsConfig",
                "nothing stands here, but it has to be a map of fields",
            ),
            (
                "invalid type: string \"a, expected b\", expected u64",
                "the text \"a, expected b\" stands here, but it has to be a whole number",
            ),
            (
                "invalid length 0, expected struct BatchConfig with 8 elements",
                "a list of 0 stands here, but it has to be a map of fields",
            ),
            (
                "invalid value: integer `-1`, expected usize",
                "the number `-1` stands here, but it has to be a whole number",
            ),
            ("invalid type: map, expected a string", "a map stands here, but it has to be a text"),
            (
                "invalid type: integer `3`, expected a list of pairs",
                "the number `3` stands here, but it has to be a list of pairs",
            ),
        ] {
            assert_eq!(improve(message), plain);
        }
    }
}
