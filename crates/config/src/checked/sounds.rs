/// What names of labels say of which less is better.
const WORDS: [&str; 5] = ["loss", "error", "time", "latency", "perplexity"];

/// The word in a label's name that says that less of it is better: `loss` for `testLoss` or `val_losses`.
pub fn sounds_minimized(name: &str) -> Option<&'static str> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        if !letter.is_alphabetic() || (small && letter.is_uppercase()) {
            words.push(String::new());
        }
        small = letter.is_lowercase();
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    let says = |word: &str, known: &str| {
        let plural = |ending| word.strip_suffix(ending).is_some_and(|word| word.ends_with(known));
        word.ends_with(known) || plural("s") || plural("es")
    };
    WORDS.into_iter().find(|known| words.iter().any(|word| says(word, known)))
}

#[cfg(test)]
mod tests {
    use super::sounds_minimized;

    #[test]
    fn a_word_counts_however_it_is_written() {
        for (name, word) in [
            ("loss", "loss"),
            ("test_loss", "loss"),
            ("valLossMean", "loss"),
            ("Losses (test)", "loss"),
            ("top1-errors", "error"),
            ("runtime", "time"),
            ("training_time_108", "time"),
            ("GPU latency [ms]", "latency"),
            ("Perplexity", "perplexity"),
        ] {
            assert_eq!(sounds_minimized(name), Some(word), "{name}");
        }
        for name in ["accuracy", "test_accuracy_108", "timestamp", "lossless", ""] {
            assert_eq!(sounds_minimized(name), None, "{name}");
        }
    }
}
