use std::fmt;

/// How several scores are combined by their ranks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RankRule {
    /// The sum of the ranks; no score if one of them is missing.
    #[default]
    RankSum,
    /// The sum of the ranks' logarithms; no score if one of them is missing.
    LogRank,
    /// The mean of the ranks that exist; no score if there are none.
    MeanRank,
}

impl RankRule {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::RankSum, Self::LogRank, Self::MeanRank];

    /// The name in configs: `rank_sum`, `log_rank`, `mean_rank`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RankSum => "rank_sum",
            Self::LogRank => "log_rank",
            Self::MeanRank => "mean_rank",
        }
    }
}

impl fmt::Display for RankRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Combines several columns of scores; NaN marks a missing score, also in the result. A rank is relative to the number of
/// scores in its column: 1 for the highest score, above 0 for the lowest; equal scores share their mean rank.
///
/// # Panics
/// If the columns differ in length.
pub fn combine(columns: &[&[f64]], rule: RankRule) -> Vec<f64> {
    let ranks: Vec<Vec<f64>> = columns.iter().map(|column| parts(column)).collect();
    let rows = columns.first().map_or(0, |column| column.len());
    (0..rows)
        .map(|row| {
            let own = ranks.iter().map(|ranks| ranks[row]);
            match rule {
                RankRule::RankSum => own.sum(),
                RankRule::LogRank => own.map(f64::ln).sum(),
                RankRule::MeanRank => {
                    let known: Vec<f64> = own.filter(|rank| !rank.is_nan()).collect();
                    // 0 / 0 is NaN.
                    known.iter().sum::<f64>() / known.len() as f64
                }
            }
        })
        .collect()
}

/// The rank of each score, divided by the number of scores.
fn parts(column: &[f64]) -> Vec<f64> {
    let scored: Vec<usize> = (0..column.len()).filter(|&row| !column[row].is_nan()).collect();
    let values: Vec<f64> = scored.iter().map(|&row| column[row]).collect();
    let mut parts = vec![f64::NAN; column.len()];
    for (&row, rank) in scored.iter().zip(rankstats::average_ranks(&values)) {
        parts[row] = rank / scored.len() as f64;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_parts_of_what_is_scored_and_missing_ones_follow_the_rule() {
        let nan = f64::NAN;
        let (a, b) = ([10.0, 20.0, 30.0, 30.0], [nan, 1.0, 0.0, nan]);
        // Of four: 1, 2, 3.5, 3.5; of two: 2, 1.
        let sum = combine(&[&a, &b], RankRule::RankSum);
        assert_eq!(sum[1..3], [0.5 + 1.0, 0.875 + 0.5]);
        assert!(sum[0].is_nan() && sum[3].is_nan());
        assert_eq!(combine(&[&a, &b], RankRule::MeanRank), [0.25, 0.75, 0.6875, 0.875]);
        let log = combine(&[&a, &b], RankRule::LogRank);
        assert_eq!(log[2], 0.875_f64.ln() + 0.5_f64.ln());
        assert!(combine(&[&[nan], &[nan]], RankRule::MeanRank)[0].is_nan());
    }
}
