/// Parses `text` as an official index of `count` architectures: digits, possibly with leading zeros. Also accepts `12.0`,
/// since tables with missing values turn integers into floats. `None` if the text is not a number at all.
///
/// # Errors
/// If it is a number but not an index; the error names the valid range.
pub fn official_index(text: &str, count: usize) -> Option<Result<usize, String>> {
    text.parse::<f64>().ok()?;
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let index = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let index = index.filter(|&index| index < count);
    Some(index.ok_or_else(|| {
        format!("an index of the official order is a whole number from 0 to {}", count.saturating_sub(1))
    }))
}
