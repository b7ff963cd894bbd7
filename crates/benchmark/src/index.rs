/// The official index that `text` is, of `count` architectures: digits, with zeros before them or without. Tables with holes
/// have indices as floats, so `12.0` is 12. `None` if the text is no number, and then perhaps another form of key.
///
/// # Errors
/// If it is another number; the error says which would be right.
pub fn official_index(text: &str, count: usize) -> Option<Result<usize, String>> {
    text.parse::<f64>().ok()?;
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let index = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let index = index.filter(|&index| index < count);
    Some(index.ok_or_else(|| {
        format!("an index of the official order is a whole number from 0 to {}", count.saturating_sub(1))
    }))
}
