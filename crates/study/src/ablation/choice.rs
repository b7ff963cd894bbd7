use super::Measured;

/// How the original code chooses its two constants: of all pairs with less than this share of the architectures
/// without a score, the one whose constants are furthest apart (by their ratio). Of equally wide ones the one with the
/// fewest missing scores, then the first. Gives its position; `None` if no pair qualifies.
pub fn widest_pair(measured: &[Measured], missing_below: f64) -> Option<usize> {
    let mut best: Option<(usize, f64, usize)> = None;
    for (position, row) in measured.iter().enumerate() {
        let Some(weights) = row.row.weights else { continue };
        let missing = row.asked - row.scored;
        if missing as f64 >= missing_below * row.asked as f64 {
            continue;
        }
        let [first, second] = weights.pair();
        let width = (first / second).abs().ln().abs();
        let better = best.is_none_or(|(_, widest, fewest)| {
            // Ratios of equal powers of ten differ in their last bits.
            let same = (width - widest).abs() < 1e-9;
            if same { missing < fewest } else { width > widest }
        });
        if better {
            best = Some((position, width, missing));
        }
    }
    best.map(|(position, ..)| position)
}

#[cfg(test)]
mod tests {
    use epsilon::{Formula, Precision, Weights};

    use super::*;
    use config::Row;

    fn measured(first: f64, second: f64, scored: usize) -> Measured {
        let row = Row {
            setting: 0,
            input: "grey".to_owned(),
            embedding: None,
            batch_size: 2,
            precision: Precision::F32,
            initialisation: "constant",
            weights: Weights::new(first, second).ok(),
            formula: Formula::MinMaxMean,
            sample: None,
            repeat: 0,
        };
        Measured { row, asked: 100, scored, correlations: Vec::new() }
    }

    #[test]
    fn the_widest_pair_with_few_missing_scores_is_chosen() {
        let rows = [
            measured(1e-7, 1.0, 59),
            measured(1e-3, 1.0, 96),
            measured(1e-4, 0.1, 97),
            measured(1e-2, 1.0, 100),
            measured(1e-5, 0.1, 90),
        ];
        // 1e-5 to 0.1 has exactly a tenth missing, which is not less than a tenth.
        assert_eq!(widest_pair(&rows, 0.1), Some(2));
        assert_eq!(widest_pair(&rows, 0.101), Some(4));
        assert_eq!(widest_pair(&rows, 0.5), Some(0));
        assert_eq!(widest_pair(&rows, 0.0), None);
    }
}
