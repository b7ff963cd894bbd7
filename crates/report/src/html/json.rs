/// A JSON string that may stand inside a `script` element: `</script>` and `<!--` cannot appear in it.
pub(super) fn json_string(text: &str) -> String {
    // Serialising a string cannot fail.
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_strings_cannot_end_their_script() {
        assert_eq!(json_string("</script>\"\\"), "\"\\u003c/script>\\\"\\\\\"");
    }
}
