//! NASLib's spelling of architectures: tuples of numbers.

use std::fmt::Write as _;

/// The numbers in `(4, 0, 3)` or `[4,0,3]`; `None` for any other text.
pub fn numbers(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let round = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inner = round.or_else(|| text.strip_prefix('[')?.strip_suffix(']'))?;
    inner.split(',').map(|number| number.trim().parse().ok()).collect()
}

/// `(4, 0, 3)`, as Python prints a tuple of several numbers.
pub fn tuple(numbers: impl IntoIterator<Item = usize>) -> String {
    let mut text = "(".to_owned();
    for (position, number) in numbers.into_iter().enumerate() {
        // Writing to a String can't fail.
        let _ = write!(text, "{}{number}", if position == 0 { "" } else { ", " });
    }
    text + ")"
}
