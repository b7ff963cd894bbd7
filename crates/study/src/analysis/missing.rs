use super::ProxyColumn;

/// How many architectures have no score, by reason: most frequent first, equally frequent ones by name.
pub fn missing_by_reason(column: &ProxyColumn) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for &status in column.status.iter().filter(|status| **status != "scored") {
        match counts.iter_mut().find(|(other, _)| *other == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}
