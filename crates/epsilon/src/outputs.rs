use crate::Precision;

/// The outputs of a network for a batch, flattened: one number per sample for an image network, one per step and
/// sample for a recurrent one. Kept in the precision in which they were computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Outputs {
    /// Single precision.
    F32(Vec<f32>),
    /// Double precision.
    F64(Vec<f64>),
}

impl Outputs {
    /// How many numbers there are.
    pub fn len(&self) -> usize {
        match self {
            Self::F32(values) => values.len(),
            Self::F64(values) => values.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The precision of the numbers.
    pub const fn precision(&self) -> Precision {
        match self {
            Self::F32(_) => Precision::F32,
            Self::F64(_) => Precision::F64,
        }
    }

    /// Scales to [0, 1] in the outputs' own precision, if they have any spread. The result is widened to double, which is
    /// exact. NaN stays NaN.
    pub(crate) fn normalised(&self) -> Result<Vec<f64>, NoSpread> {
        match self {
            Self::F32(values) => {
                let (low, high) = extremes(values.iter().map(|&value| f64::from(value)))?;
                let (low, range) = (low as f32, high as f32 - low as f32);
                Ok(values.iter().map(|&value| f64::from((value - low) / range)).collect())
            }
            Self::F64(values) => {
                let (low, high) = extremes(values.iter().copied())?;
                Ok(values.iter().map(|&value| (value - low) / (high - low)).collect())
            }
        }
    }
}

impl Outputs {
    /// The values as they are, widened to double, which is exact. NaN stays NaN.
    pub(crate) fn finite(&self) -> Result<Vec<f64>, NoSpread> {
        let values: Vec<f64> = match self {
            Self::F32(values) => values.iter().map(|&value| f64::from(value)).collect(),
            Self::F64(values) => values.clone(),
        };
        match extremes(values.iter().copied()) {
            Err(NoSpread::NotFinite) => Err(NoSpread::NotFinite),
            Ok(_) | Err(NoSpread::Constant) => Ok(values),
        }
    }
}

/// Why outputs have no spread to normalise by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoSpread {
    /// All are equal.
    Constant,
    /// Some are infinite, or all are NaN.
    NotFinite,
}

/// The smallest and the largest value, ignoring NaN: a recurrent cell may give NaN (infinity minus infinity) for some
/// samples and usable numbers for others.
fn extremes(values: impl Iterator<Item = f64>) -> Result<(f64, f64), NoSpread> {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for value in values {
        if value.is_infinite() {
            return Err(NoSpread::NotFinite);
        }
        // `min` and `max` ignore NaN.
        low = low.min(value);
        high = high.max(value);
    }
    match low.partial_cmp(&high) {
        Some(std::cmp::Ordering::Less) => Ok((low, high)),
        Some(std::cmp::Ordering::Equal) => Err(NoSpread::Constant),
        // All were NaN.
        _ => Err(NoSpread::NotFinite),
    }
}

impl Outputs {
    /// Why these outputs have no spread; `None` if they have.
    pub(crate) fn missing(&self) -> Option<NoSpread> {
        let found = match self {
            Self::F32(values) => extremes(values.iter().map(|&value| f64::from(value))),
            Self::F64(values) => extremes(values.iter().copied()),
        };
        found.err()
    }
}
