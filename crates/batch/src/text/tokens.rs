use super::{TextError, TorchGenerator};

/// Most steps or samples of a batch; keeps their product inside memory.
const LARGEST: usize = 1 << 14;

/// Token numbers for every step and sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenBatch {
    steps: usize,
    samples: usize,
    vocabulary: usize,
    tokens: Vec<u32>,
}

impl TokenBatch {
    /// The first batch of a stream of tokens: the stream is cut into `samples` rows of equal length (a rest at
    /// the end is dropped), and the batch is the first `steps` tokens of each row.
    ///
    /// # Errors
    /// If a row would have fewer than `steps + 1` tokens (training needs the token after the last step as a
    /// target, so the original code never makes such a batch), or a size is out of range.
    pub fn from_stream(
        stream: &[u32],
        vocabulary: usize,
        steps: usize,
        samples: usize,
    ) -> Result<Self, TextError> {
        // An empty text has no vocabulary, but "too short" is the better message.
        check_sizes(vocabulary.max(1), steps, samples)?;
        let row = stream.len() / samples;
        if row <= steps {
            let needed = samples * (steps + 1);
            return Err(TextError::TooShort { samples, steps, needed, tokens: stream.len() });
        }
        let tokens =
            (0..steps).flat_map(|step| (0..samples).map(move |sample| stream[sample * row + step])).collect();
        Self::new(tokens, vocabulary, steps, samples)
    }

    /// Tokens drawn uniformly from the vocabulary by torch's CPU generator; needs no text.
    ///
    /// # Errors
    /// If a size is out of range.
    pub fn synthetic(vocabulary: usize, steps: usize, samples: usize, seed: u64) -> Result<Self, TextError> {
        check_sizes(vocabulary, steps, samples)?;
        let mut generator = TorchGenerator::new(seed);
        let tokens = (0..steps * samples).map(|_| generator.below(vocabulary as u32)).collect();
        Self::new(tokens, vocabulary, steps, samples)
    }

    fn new(tokens: Vec<u32>, vocabulary: usize, steps: usize, samples: usize) -> Result<Self, TextError> {
        if let Some(&token) = tokens.iter().find(|&&token| token as usize >= vocabulary) {
            return Err(TextError::Vocabulary { token, vocabulary });
        }
        Ok(Self { steps, samples, vocabulary, tokens })
    }

    /// Number of time steps (`bptt` in the field's code).
    pub const fn steps(&self) -> usize {
        self.steps
    }

    /// Number of samples side by side (the batch size).
    pub const fn samples(&self) -> usize {
        self.samples
    }

    /// Number of distinct tokens; all tokens are below it.
    pub const fn vocabulary(&self) -> usize {
        self.vocabulary
    }

    /// All tokens in `[step, sample]` order.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }
}

fn check_sizes(vocabulary: usize, steps: usize, samples: usize) -> Result<(), TextError> {
    let sizes = [
        ("the vocabulary", vocabulary, 1, u32::MAX as usize),
        ("the number of steps", steps, 1, LARGEST),
        // The score needs two numbers, and two steps of one sample give them.
        ("the batch size", samples, 1, LARGEST),
    ];
    for (what, found, least, most) in sizes {
        if !(least..=most).contains(&found) {
            return Err(TextError::Size { what, least, most, found });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_cut_into_rows() {
        let stream: Vec<u32> = (0..11).collect();
        let batch = TokenBatch::from_stream(&stream, 11, 2, 3).unwrap();
        // The rows are 0..3, 3..6 and 6..9; the rest is dropped.
        assert_eq!(batch.tokens(), [0, 3, 6, 1, 4, 7]);
        let error = TokenBatch::from_stream(&stream, 11, 3, 3).unwrap_err();
        assert!(error.to_string().starts_with("3 rows of 3 steps need 12 tokens"), "{error}");
    }

    #[test]
    fn bad_sizes_and_tokens_are_errors() {
        assert!(matches!(TokenBatch::synthetic(10, 0, 2, 1), Err(TextError::Size { .. })));
        assert!(matches!(TokenBatch::synthetic(0, 2, 2, 1), Err(TextError::Size { .. })));
        let stream = [0, 1, 5, 2];
        assert!(matches!(
            TokenBatch::from_stream(&stream, 5, 1, 2),
            Err(TextError::Vocabulary { token: 5, vocabulary: 5 })
        ));
    }

    #[test]
    fn synthetic_tokens_depend_on_the_seed_only() {
        let batch = TokenBatch::synthetic(100, 7, 5, 21).unwrap();
        assert_eq!(batch, TokenBatch::synthetic(100, 7, 5, 21).unwrap());
        assert_ne!(batch, TokenBatch::synthetic(100, 7, 5, 22).unwrap());
        assert_eq!(batch.tokens().len(), 35);
    }
}
