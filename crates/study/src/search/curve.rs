use rankstats::quantile;

use super::MissingScores;
use config::Method;

/// The best label so far against the number of trained architectures, over many runs of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// How is searched.
    pub method: Method,
    /// What ranks the first pool; `None` for nothing.
    pub proxy: Option<(String, MissingScores)>,
    /// Runs.
    pub runs: usize,
    /// First quartile after 1, 2, ... trained architectures.
    pub low: Vec<f64>,
    /// Median.
    pub median: Vec<f64>,
    /// Third quartile.
    pub high: Vec<f64>,
    /// Mean.
    pub mean: Vec<f64>,
}

impl Curve {
    /// What it is called in legends.
    pub fn name(&self) -> String {
        match &self.proxy {
            None => self.method.to_string(),
            Some((proxy, missing)) => format!("{}, {proxy} ({})", self.method, missing.name()),
        }
    }
}

/// Quartiles and mean at each number of trained architectures up to `budget`. A run that ended before stays where it
/// ended.
pub fn aggregate(
    method: Method,
    proxy: Option<(String, MissingScores)>,
    runs: &[Vec<f64>],
    budget: usize,
) -> Curve {
    let mut curve = Curve {
        method,
        proxy,
        runs: runs.len(),
        low: Vec::new(),
        median: Vec::new(),
        high: Vec::new(),
        mean: Vec::new(),
    };
    for trained in 0..budget {
        let mut values: Vec<f64> =
            runs.iter().filter_map(|run| run.get(trained).or(run.last())).copied().collect();
        if values.is_empty() {
            break;
        }
        curve.mean.push(values.iter().sum::<f64>() / values.len() as f64);
        values.sort_by(f64::total_cmp);
        curve.low.push(quantile(&values, 0.25));
        curve.median.push(quantile(&values, 0.5));
        curve.high.push(quantile(&values, 0.75));
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_runs_stay_where_they_ended() {
        let curve = aggregate(Method::Random, None, &[vec![1.0, 5.0], vec![3.0]], 3);
        assert_eq!(curve.median, [2.0, 4.0, 4.0]);
        assert_eq!(curve.mean, [2.0, 4.0, 4.0]);
        assert_eq!(curve.low, [1.5, 3.5, 3.5]);
        assert_eq!(aggregate(Method::Random, None, &[], 3).median, [] as [f64; 0]);
    }
}
