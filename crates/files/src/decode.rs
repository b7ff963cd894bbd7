use std::path::Path;

use crate::FileError;

const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF32_LITTLE_MARK: &[u8] = &[0xff, 0xfe, 0, 0];
const UTF16_LITTLE_MARK: &[u8] = &[0xff, 0xfe];
const UTF16_BIG_MARK: &[u8] = &[0xfe, 0xff];

/// The text in these bytes: UTF-8 with or without a byte order mark, or UTF-16 with one. `path` is for errors.
///
/// # Errors
/// If the bytes are not text; the error names the first bad byte, or the encoding that it looks like.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, FileError> {
    let error = |reason: String| FileError::Text { path: path.to_owned(), reason };
    if bytes.starts_with(UTF32_LITTLE_MARK) {
        return Err(error("it is UTF-32 text: save it as UTF-8".to_owned()));
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_LITTLE_MARK) {
        return utf16(rest, u16::from_le_bytes).map_err(error);
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_BIG_MARK) {
        return utf16(rest, u16::from_be_bytes).map_err(error);
    }
    let mut text = String::from_utf8(bytes).map_err(|problem| {
        let byte = problem.utf8_error().valid_up_to();
        let advice = if problem.as_bytes().iter().take(1_024).filter(|&&byte| byte == 0).count() > 100 {
            "; it may be UTF-16 without a byte order mark: save it as UTF-8"
        } else {
            ""
        };
        error(format!("byte {byte} is not UTF-8 text{advice}"))
    })?;
    if text.as_bytes().starts_with(UTF8_MARK) {
        text.drain(..UTF8_MARK.len());
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("it is UTF-16 text that ends within a letter: is the file complete?".to_owned());
    }
    char::decode_utf16(pairs.iter().map(|&pair| unit(pair)))
        .collect::<Result<String, _>>()
        .map_err(|_| "it begins like UTF-16 text and is none: save it as UTF-8".to_owned())
}
