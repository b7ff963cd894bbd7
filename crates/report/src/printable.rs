use std::borrow::Cow;

/// A text as a terminal may show it, wherever it comes from: control characters but newlines, and signs that turn the
/// direction of writing, become escapes such as `\u{1b}`. So a name in a file can't move the cursor, hide what stands
/// before it, or set a terminal's title.
///
/// ```
/// assert_eq!(report::printable("\u{1b}[2Jgone\n"), "\\u{1b}[2Jgone\n");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if acts(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a terminal does something at this character instead of showing it.
fn acts(letter: char) -> bool {
    let turns = matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    turns || (letter.is_control() && letter != '\n')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_acts_on_a_terminal_is_escaped_and_all_else_stays() {
        for text in ["", "plain\nlines", "精度 ±0.5 → é", "a\u{301}"] {
            assert_eq!(printable(text), text);
        }
        for (text, shown) in [
            ("\u{1b}]0;title\u{7}", "\\u{1b}]0;title\\u{7}"),
            ("over\rwritten\u{8}", "over\\u{d}written\\u{8}"),
            ("\u{9b}31mred", "\\u{9b}31mred"),
            ("\u{202e}drawkcab\u{2069}", "\\u{202e}drawkcab\\u{2069}"),
            ("\0\t\u{7f}", "\\u{0}\\u{9}\\u{7f}"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }
}
