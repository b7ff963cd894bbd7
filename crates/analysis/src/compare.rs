use rankstats::{
    Bootstrap, DependentCorrelations, Interval, benjamini_hochberg, holm, percentile_interval, spearman,
};

use super::intervals::Draws;
use super::{Correlation, ProxyColumn, Rows};
use crate::{ComparisonTest, Comparisons, Correction};

/// The correlations of two proxies with a label, on the architectures that every proxy scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The label's name.
    pub label: String,
    /// The first proxy.
    pub first: String,
    /// The second proxy.
    pub second: String,
    /// Architectures.
    pub n: usize,
    /// Rho of the first and of the second with the label.
    pub rho: [f64; 2],
    /// Tau-b of the first and of the second with the label.
    pub tau: [f64; 2],
    /// Rho of the first with the second.
    pub rho_between: f64,
    /// Williams' t.
    pub williams: Option<Tested>,
    /// Steiger's Z.
    pub steiger: Option<Tested>,
    /// Meng, Rosenthal and Rubin's z.
    pub meng: Option<Tested>,
    /// Zou's interval of the first rho minus the second.
    pub zou: Option<Interval>,
    /// The first rho minus the second, in paired resamples.
    pub rho_difference: Option<Resampled>,
    /// The first tau-b minus the second, in paired resamples.
    pub tau_difference: Option<Resampled>,
    /// The correction behind `p_adjusted`.
    pub correction: Correction,
}

/// The outcome of a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// The statistic; positive if the first correlation is larger.
    pub statistic: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// The same, corrected for the number of comparisons with the label.
    pub p_adjusted: f64,
}

/// A difference in paired resamples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resampled {
    /// Its percentile interval.
    pub interval: Interval,
    /// Two-sided p-value: twice the fraction of resamples on the rarer side of zero, never 0.
    pub p: f64,
    /// The same, corrected for the number of comparisons with the label.
    pub p_adjusted: f64,
}

/// One proxy on the common architectures.
pub(super) struct Common<'a> {
    pub column: &'a ProxyColumn,
    pub rows: Rows,
    pub correlation: Correlation,
    pub draws: Option<Draws>,
}

/// Compares all pairs of proxies, or all proxies with `against`.
pub(super) fn compare(
    label: &str,
    proxies: &[Common<'_>],
    settings: &Comparisons,
    level: f64,
) -> Vec<Comparison> {
    let mut found = Vec::new();
    for (place, first) in proxies.iter().enumerate() {
        for second in &proxies[place + 1..] {
            let names = [&first.column.name, &second.column.name];
            if settings.against.as_ref().is_none_or(|against| names.contains(&against)) {
                found.push(pair(label, first, second, settings, level));
            }
        }
    }
    adjust(&mut found, settings.correction, |row| {
        row.williams.as_mut().map(|test| (test.p, &mut test.p_adjusted))
    });
    adjust(&mut found, settings.correction, |row| {
        row.steiger.as_mut().map(|test| (test.p, &mut test.p_adjusted))
    });
    adjust(&mut found, settings.correction, |row| {
        row.meng.as_mut().map(|test| (test.p, &mut test.p_adjusted))
    });
    adjust(&mut found, settings.correction, |row| {
        row.rho_difference.as_mut().map(|test| (test.p, &mut test.p_adjusted))
    });
    adjust(&mut found, settings.correction, |row| {
        row.tau_difference.as_mut().map(|test| (test.p, &mut test.p_adjusted))
    });
    found
}

fn pair(
    label: &str,
    first: &Common<'_>,
    second: &Common<'_>,
    settings: &Comparisons,
    level: f64,
) -> Comparison {
    let n = first.rows.x.len();
    let rho = [first, second].map(|proxy| proxy.correlation.statistics.rho);
    let rho_between = spearman(&first.rows.x, &second.rows.x);
    let overlapping = DependentCorrelations::new(rho[0], rho[1], rho_between, n).ok();
    let tested = |wanted: ComparisonTest, test: fn(&DependentCorrelations) -> rankstats::Test| {
        let found = test(overlapping.as_ref().filter(|_| settings.has(wanted))?);
        Some(Tested { statistic: found.statistic, p: found.p_value, p_adjusted: found.p_value })
    };
    let drawn = |of: fn(&Draws) -> &Bootstrap| {
        let (first, second) = (first.draws.as_ref()?, second.draws.as_ref()?);
        resampled(of(first), of(second), level).filter(|_| settings.has(ComparisonTest::Bootstrap))
    };
    Comparison {
        label: label.to_owned(),
        first: first.column.name.clone(),
        second: second.column.name.clone(),
        n,
        rho,
        tau: [first, second].map(|proxy| proxy.correlation.statistics.tau),
        rho_between,
        williams: tested(ComparisonTest::Williams, DependentCorrelations::williams_t),
        steiger: tested(ComparisonTest::Steiger, DependentCorrelations::steiger_z),
        meng: tested(ComparisonTest::Meng, DependentCorrelations::meng_z),
        zou: overlapping
            .filter(|_| settings.has(ComparisonTest::Zou))
            .and_then(|pair| pair.zou_interval(level).ok()),
        rho_difference: drawn(|draws| &draws.spearman),
        tau_difference: drawn(|draws| &draws.kendall),
        correction: settings.correction,
    }
}

fn resampled(first: &Bootstrap, second: &Bootstrap, level: f64) -> Option<Resampled> {
    let differences: Vec<f64> =
        first.replicates.iter().zip(&second.replicates).map(|(first, second)| first - second).collect();
    let interval = percentile_interval(&differences, level).ok()?;
    let known = differences.iter().filter(|value| !value.is_nan());
    let (mut below, mut above, mut count) = (0, 0, 0);
    for &difference in known {
        count += 1;
        below += usize::from(difference <= 0.0);
        above += usize::from(difference >= 0.0);
    }
    let rarer = below.min(above) + 1;
    let p = (2.0 * rarer as f64 / f64::from(count + 1)).min(1.0);
    Some(Resampled { interval, p, p_adjusted: p })
}

/// Corrects one test's p-values for multiple testing. Missing ones are not part of the family.
fn adjust(
    rows: &mut [Comparison],
    correction: Correction,
    test: impl Fn(&mut Comparison) -> Option<(f64, &mut f64)>,
) {
    let correct: fn(&[f64]) -> Vec<f64> = match correction {
        Correction::None => return,
        Correction::Holm => holm,
        Correction::BenjaminiHochberg => benjamini_hochberg,
    };
    let mut family: Vec<(f64, &mut f64)> =
        rows.iter_mut().filter_map(test).filter(|(p, _)| !p.is_nan()).collect();
    let p_values: Vec<f64> = family.iter().map(|(p, _)| *p).collect();
    for ((_, place), adjusted) in family.iter_mut().zip(correct(&p_values)) {
        **place = adjusted;
    }
}
