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

/// Puts serde's messages into the words of people who write no Rust, and adds a suggestion to those about an unknown field or variant, which quotes first the name that was
/// found and then those that are known.
pub(crate) fn improve(message: &str) -> String {
    let message = message
        .replace("expected u64", "expected a whole number")
        .replace("expected usize", "expected a whole number");
    let message = message.as_str();
    if !message.starts_with("unknown field") && !message.starts_with("unknown variant") {
        return message.to_owned();
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(found) = quoted.next() else { return message.to_owned() };
    match closest(found, quoted) {
        Some(name) => format!("{message}; did you mean `{name}`?"),
        None => message.to_owned(),
    }
}
