/// Text for element content and for attribute values in double or single quotes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Control characters other than the line breaks of a config are not allowed in HTML.
            c if c.is_control() && !matches!(c, '\n' | '\t') => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A JSON string that may stand inside a `script` element: `</script>` and `<!--` cannot appear in it.
pub(super) fn json_string(text: &str) -> String {
    // Serialising a string cannot fail.
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_in_html_survives() {
        assert_eq!(
            escape("<b a=\"1\" c='2'>&\u{1}\n"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;\u{fffd}\n"
        );
    }

    #[test]
    fn json_strings_cannot_end_their_script() {
        assert_eq!(json_string("</script>\"\\"), "\"\\u003c/script>\\\"\\\\\"");
    }
}
