use std::fmt::Write as _;

use benchmark::Direction;
use report::thousands;

use analysis::{Correlation, Details, MissingRow, Subset};

/// What the table of correlations does not say by itself: what missing scores hide, which proxy ranks best on equal
/// terms, and what the label's own noise allows. One label; of the missing scores only those of the proxies `spoken_of`.
/// `own` are the user's: it is said where they stand.
pub fn further_findings(
    correlations: &[Correlation],
    details: &Details,
    label: &str,
    own: &[&str],
    spoken_of: &[&str],
) -> Vec<String> {
    let spoken = |row: &&MissingRow| row.label == label && spoken_of.contains(&row.proxy.as_str());
    let mut sentences: Vec<String> = details.missing.iter().filter(spoken).filter_map(missing).collect();
    sentences.extend(best(correlations, label, own));
    for row in details.noise.iter().filter(|row| row.label == label && row.noise.rho.is_finite()) {
        sentences.push(format!(
            "Two training runs of the same architectures rank alike with rho = {:.3} by {label}: against one run, no \
             proxy can be expected to exceed {:.3}.",
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
        "{} has no score for {} architectures with the label {}. If they are ranked last, rho is {:.3}; in the middle, \
         {:.3}; first, {:.3}.",
        row.proxy,
        thousands(ranked.missing as u64),
        row.label,
        ranked.worst.rho,
        ranked.middle.rho,
        ranked.best.rho,
    ))
}

fn best(correlations: &[Correlation], label: &str, own: &[&str]) -> Option<String> {
    let common = correlations.iter().filter(|row| row.label == label && row.subset == Subset::Common);
    let mut ranked: Vec<&Correlation> = common.filter(|row| row.statistics.rho.is_finite()).collect();
    // A high score should go with a good architecture, so a negative rho is a good one with a loss alone.
    let good = |row: &Correlation| match row.direction {
        Direction::Maximize => row.statistics.rho,
        Direction::Minimize => -row.statistics.rho,
    };
    ranked.sort_by(|a, b| good(b).total_cmp(&good(a)));
    let [first, second, ..] = ranked[..] else { return None };
    let mut sentence = format!(
        "On the {} architectures that every proxy scores, {} correlates best with {label} (rho = {:.3}), then {} ({:.3}).",
        thousands(first.statistics.n as u64),
        first.score,
        first.statistics.rho,
        second.score,
        second.statistics.rho,
    );
    for (place, row) in ranked.iter().enumerate().skip(2).filter(|(_, row)| own.contains(&row.score.as_str()))
    {
        let (place, of) = (place + 1, ranked.len());
        // A String takes everything.
        let _ =
            write!(sentence, " {} is number {place} of {of} (rho = {:.3}).", row.score, row.statistics.rho);
    }
    Some(sentence)
}
