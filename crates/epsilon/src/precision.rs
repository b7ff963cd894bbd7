use std::fmt;
use std::str::FromStr;

/// The arithmetic in which a network is evaluated. It affects the results: it decides which architectures have a score
/// at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// IEEE 754 single precision, as used for the published scores: small signals underflow. The default.
    #[default]
    F32,
    /// IEEE 754 double precision.
    F64,
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::F32 => "f32",
            Self::F64 => "f64",
        })
    }
}

impl FromStr for Precision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "f32" => Ok(Self::F32),
            "f64" => Ok(Self::F64),
            _ => Err(format!("precision `{text}` is not f32 or f64")),
        }
    }
}
