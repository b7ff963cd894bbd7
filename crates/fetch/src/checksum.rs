use std::fmt::{self, Write as _};
use std::io::Read as _;
use std::path::Path;

use md5::Md5;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A checksum: what a file must be. Written as `sha256:` or `md5:` and hexadecimal digits.
///
/// MD5 finds a damaged or a wrong file, not one that somebody made to look right; it is here because some publishers give no
/// other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Checksum {
    /// MD5, as 32 digits.
    Md5(String),
    /// SHA-256, as 64 digits.
    Sha256(String),
}

impl Checksum {
    /// That of a file, of the kind that `self` is. Cost: the file is read once.
    pub(crate) fn of_same_kind(&self, path: &Path) -> std::io::Result<Self> {
        match self {
            Self::Md5(_) => digest::<Md5>(path).map(Self::Md5),
            Self::Sha256(_) => sha256(path).map(Self::Sha256),
        }
    }
}

/// The SHA-256 of a file.
pub(crate) fn sha256(path: &Path) -> std::io::Result<String> {
    digest::<Sha256>(path)
}

fn digest<D: Digest>(path: &Path) -> std::io::Result<String> {
    let mut file = fs_err::File::open(path)?;
    let mut hasher = D::new();
    let mut buffer = vec![0; 1 << 17];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    Ok(hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Md5(digits) => write!(f, "MD5 {digits}"),
            Self::Sha256(digits) => write!(f, "SHA-256 {digits}"),
        }
    }
}

impl TryFrom<String> for Checksum {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let hexadecimal = |digits: &str, length: usize| {
            let right = digits.len() == length
                && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
            right.then(|| digits.to_owned())
        };
        let found = match text.split_once(':') {
            Some(("md5", digits)) => hexadecimal(digits, 32).map(Self::Md5),
            Some(("sha256", digits)) => hexadecimal(digits, 64).map(Self::Sha256),
            _ => None,
        };
        found.ok_or_else(|| {
            format!("`{text}` is no checksum: md5: and 32 or sha256: and 64 hexadecimal digits")
        })
    }
}
