use benchmark::Direction;
use report::thousands;

use analysis::{Correlation, Details, MissingRow, Subset};

/// What the table of correlations does not say by itself: what missing scores hide, which proxy ranks best on equal
/// terms, and what the label's own noise allows. One label; of the missing scores only those of proxies that `speaks_of`
/// names.
pub fn further_findings(
    correlations: &[Correlation],
    details: &Details,
    label: &str,
    speaks_of: impl Fn(&str) -> bool,
) -> Vec<String> {
    let rows = details.missing.iter().filter(|row| row.label == label && speaks_of(&row.proxy));
    let mut sentences: Vec<String> = rows.filter_map(missing).collect();
    sentences.extend(best(correlations, label));
    for row in details.noise.iter().filter(|row| row.label == label && row.noise.rho.is_finite()) {
        sentences.push(format!(
            "Two training seeds of {label} rank alike with rho = {:.3}: against one seed no proxy can be expected to \
             exceed {:.3}.",
            row.noise.rho,
            row.noise.ceiling(1),
        ));
    }
    sentences
}

fn missing(row: &MissingRow) -> Option<String> {
    let ranked = &row.ranked;
    if !(ranked.worst.rho.is_finite() && ranked.best.rho.is_finite()) {
        return None;
    }
    Some(format!(
        "With the {} missing {} scores ranked worst, rho with {} is {:.3}; in the middle {:.3}; best {:.3}.",
        thousands(ranked.missing as u64),
        row.proxy,
        row.label,
        ranked.worst.rho,
        ranked.middle.rho,
        ranked.best.rho,
    ))
}

fn best(correlations: &[Correlation], label: &str) -> Option<String> {
    let common = || {
        let rows = correlations.iter().filter(|row| row.label == label && row.subset == Subset::Common);
        rows.filter(|row| row.statistics.rho.is_finite())
    };
    // A high score should go with a good architecture, so a negative rho is a good one with a loss alone.
    let good = |row: &Correlation| match row.direction {
        Direction::Maximize => row.statistics.rho,
        Direction::Minimize => -row.statistics.rho,
    };
    let first = common().max_by(|a, b| good(a).total_cmp(&good(b)))?;
    let others = common().filter(|row| row.score != first.score);
    let second = others.max_by(|a, b| good(a).total_cmp(&good(b)))?;
    Some(format!(
        "On the {} architectures that every proxy scores, {} ranks best by {label} (rho = {:.3}), then {} ({:.3}).",
        thousands(first.statistics.n as u64),
        first.score,
        first.statistics.rho,
        second.score,
        second.statistics.rho,
    ))
}
