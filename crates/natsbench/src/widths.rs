use std::fmt;
use std::str::FromStr;

use benchmark::{ArchitectureError, official_index};

/// The space's name in configs and error messages.
pub(crate) const SPACE: &str = "natsbench-sss";

/// Each number of channels is a multiple of this.
const STEP: usize = 8;
/// How many numbers of channels there are to choose from.
const CHOICES: usize = 8;
/// How many numbers of channels a network has.
const STAGES: usize = 5;
/// Number of networks.
const SIZES: usize = CHOICES.pow(STAGES as u32);

/// The widths of a network: the channels of the stem and the first cell, of the first reduction, of the second cell, of the
/// second reduction, and of the third cell.
///
/// Its text form is the benchmark's own, such as `8:16:24:32:64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Widths {
    channels: [usize; STAGES],
}

impl Widths {
    /// All 32,768 in the official index order: lexicographic, the last number changing fastest.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..SIZES).map(Self::at)
    }

    /// The numbers of channels.
    pub const fn channels(self) -> [usize; STAGES] {
        self.channels
    }

    /// The widths that `text` spells: `8:16:24:32:64`, or an official index (0 to 32767).
    ///
    /// # Errors
    /// If it is neither; the error says why.
    pub fn from_key(text: &str) -> Result<Self, ArchitectureError> {
        let text = text.trim();
        match official_index(text, SIZES) {
            Some(index) => index.map(Self::at).map_err(|reason| ArchitectureError::new(SPACE, text, reason)),
            None => text.parse(),
        }
    }

    /// Its index in the official order, from 0.
    pub fn index(self) -> usize {
        self.channels.iter().fold(0, |index, channels| index * CHOICES + channels / STEP - 1)
    }

    /// Changes one of the numbers to one of the seven others.
    pub(crate) fn mutate(mut self, below: &mut dyn FnMut(usize) -> usize) -> Self {
        let channels = &mut self.channels[below(STAGES)];
        // Moves 1 to 7 choices further, cyclically.
        *channels = (*channels / STEP + below(CHOICES - 1)) % CHOICES * STEP + STEP;
        self
    }

    fn at(index: usize) -> Self {
        let mut rest = index;
        let mut channels = [0; STAGES];
        for channels in channels.iter_mut().rev() {
            *channels = (rest % CHOICES + 1) * STEP;
            rest /= CHOICES;
        }
        Self { channels }
    }
}

impl fmt::Display for Widths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.channels;
        write!(f, "{first}")?;
        rest.iter().try_for_each(|channels| write!(f, ":{channels}"))
    }
}

impl FromStr for Widths {
    type Err = ArchitectureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = |reason: String| ArchitectureError::new(SPACE, text, reason);
        let parts: Vec<&str> = text.trim().split(':').collect();
        let mut channels = [0; STAGES];
        if parts.len() != STAGES {
            return Err(error(format!(
                "it has {} numbers of channels between `:`, a network has {STAGES}",
                parts.len()
            )));
        }
        for (part, channels) in parts.into_iter().zip(&mut channels) {
            let known = (1..=CHOICES).map(|step| step * STEP).find(|known| known.to_string() == part);
            *channels = known.ok_or_else(|| {
                error(format!("`{part}` is not a multiple of {STEP} from {STEP} to {}", CHOICES * STEP))
            })?;
        }
        Ok(Self { channels })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_network_is_found_by_its_key_and_its_index() -> Result<(), ArchitectureError> {
        for (index, widths) in Widths::all().enumerate() {
            assert_eq!(Widths::from_key(&widths.to_string())?, widths);
            assert_eq!(Widths::from_key(&index.to_string())?, widths);
            assert_eq!(widths.index(), index);
        }
        let known = [
            ("000001", "8:8:8:8:16"),
            ("8.0", "8:8:8:16:8"),
            (" 32767", "64:64:64:64:64"),
            ("4096", "16:8:8:8:8"),
        ];
        for (text, key) in known {
            assert_eq!(Widths::from_key(text)?.to_string(), key);
        }
        Ok(())
    }

    #[test]
    fn what_is_no_key_says_what_would_be_one() {
        let reason = |text: &str| Widths::from_key(text).unwrap_err().to_string();
        let index = "an index of the official order is a whole number from 0 to 32767";
        for (text, wanted) in [
            ("32768", index),
            ("-1", index),
            ("8.5", index),
            ("8:8:8:8", "it has 4 numbers of channels between `:`, a network has 5"),
            ("8:8:8:8:8:8", "it has 6 numbers of channels between `:`, a network has 5"),
            ("8:8:12:8:8", "`12` is not a multiple of 8 from 8 to 64"),
            ("8:8:8:8:72", "`72` is not a multiple of 8 from 8 to 64"),
            ("0:8:8:8:8", "`0` is not a multiple of 8 from 8 to 64"),
            ("8:8:+8:8:8", "`+8` is not a multiple of 8 from 8 to 64"),
            ("8:8::8:8", "`` is not a multiple of 8 from 8 to 64"),
        ] {
            assert_eq!(reason(text), format!("`{text}` is not a natsbench-sss architecture: {wanted}"));
        }
    }

    #[test]
    fn a_mutation_changes_one_number_and_reaches_every_neighbour() {
        let widths = Widths { channels: [8, 16, 64, 32, 40] };
        let mut neighbours = BTreeSet::new();
        for place in 0..STAGES {
            for choice in 0..CHOICES - 1 {
                let mut numbers = [place, choice].into_iter();
                let mutated = widths.mutate(&mut |below| numbers.next().filter(|&n| n < below).unwrap());
                assert_eq!(mutated.to_string().parse(), Ok(mutated));
                let differs = |at: &usize| widths.channels[*at] != mutated.channels[*at];
                assert_eq!((0..STAGES).filter(differs).collect::<Vec<_>>(), [place]);
                neighbours.insert(mutated);
            }
        }
        assert_eq!(neighbours.len(), 35);
    }
}
