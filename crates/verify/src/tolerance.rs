use epsilon::{Precision, Score};

use crate::{Agreement, Comparison};

use batch::InputKind;

/// How much the scores and outputs of the full network and of the collapsed engine may differ.
///
/// In double precision both compute the same numbers with different roundings: outputs are sums of up to some thousand
/// products behind dozens of layers, or three layers of sums of up to 1,000 products in each of 70 steps. Rounding
/// changes image outputs by 1e-14 to 1e-12 of the largest, and text outputs by up to 1e-9, since a recurrence may
/// amplify an error at each step (at most 3e-10 among 120 published recipes, and far less if both sum in the same order;
/// a random cell that blends unboundedly growing states may cancel all digits, so a tenth of the recipes may exceed the
/// limit). A defect (a missing map, a count that is off by one, another eps) changes image outputs by 1e-6 or more and text
/// outputs by 1e-3, one unit in 600 or 1,000. The limits are between: 1e-9 and 1e-7.
///
/// The score amplifies a relative error of the outputs by its *condition*: the magnitude of the outputs over their range,
/// divided by the score if that is below 1. A network whose two rows differ only by rounding has a score of 1e-14 that no
/// two programs agree on; one with saturated states has rows of nearly equal numbers. So scores are only compared if their
/// condition is below 1e6. For images it is usually far below, so the limit is 1e-9; for text it is not, and the limit is
/// 1e-6: outputs that agree to 1e-12, at a condition of 1e6.
///
/// In single precision the last bits of an output depend on the order of summation, so scores are reported, but have no
/// limit. Which architectures of an image space have a score is decided by underflow over many powers of ten, whatever the
/// order of summation, so it must be the same. For text it depends on the last bits of nearly equal states, so it is only
/// reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Largest difference of two scores relative to the full network's. `None`: any.
    pub scores: Option<f64>,
    /// Scores with a larger condition are not compared.
    pub condition: f64,
    /// Largest difference of two outputs relative to the largest output, where there is a score. `None`: any.
    pub outputs: Option<f64>,
    /// The share of the scored architectures that may exceed that; their scores are not compared.
    pub unstable: f64,
    /// Whether the same architectures must lack a score.
    pub masks: bool,
}

impl Tolerance {
    /// The tolerance for networks with this input, in a precision.
    pub const fn of(input: InputKind, precision: Precision) -> Self {
        let masks = matches!(input, InputKind::Images { .. });
        match (precision, input) {
            (Precision::F32, _) => {
                Self { scores: None, condition: f64::INFINITY, outputs: None, unstable: 0.0, masks }
            }
            (Precision::F64, InputKind::Images { .. }) => {
                Self { scores: Some(1e-9), condition: 1e6, outputs: Some(1e-9), unstable: 0.0, masks }
            }
            (Precision::F64, InputKind::Text) => {
                Self { scores: Some(1e-6), condition: 1e6, outputs: Some(1e-7), unstable: 0.1, masks }
            }
        }
    }

    /// Whether an architecture's scores are compared at all.
    pub fn holds(&self, comparison: &Comparison) -> bool {
        let stable = self.outputs.is_none_or(|limit| comparison.output_difference <= limit);
        comparison.score_difference().is_some()
            && comparison.condition <= self.condition
            && (stable || self.unstable == 0.0)
    }

    /// Everything beyond the tolerance, one sentence each.
    pub fn failures(&self, agreement: &Agreement) -> Vec<String> {
        let mut failures = Vec::new();
        let different: Vec<&Comparison> = agreement.mask_differences().collect();
        if let (true, Some(first)) = (self.masks, different.first()) {
            failures.push(format!(
                "{} of {} architectures have a score by one backend only; the first is {}: {} by the full network, {} by \
                 the collapsed engine",
                different.len(),
                agreement.comparisons.len(),
                first.key,
                shown(first.first),
                shown(first.second)
            ));
        }
        let held = || agreement.comparisons.iter().filter(|comparison| self.holds(comparison));
        if let Some(limit) = self.scores {
            let beyond = worst(held(), limit, |found| found.score_difference().unwrap_or(f64::NAN));
            if let Some((difference, found)) = beyond {
                failures.push(format!(
                    "scores differ by {difference:.1e} of their size, more than {limit:e}: {} has {} by the full network, \
                     {} by the collapsed engine",
                    found.key,
                    shown(found.first),
                    shown(found.second)
                ));
            }
        }
        if let Some(limit) = self.outputs {
            let scored = || agreement.comparisons.iter().filter(|found| found.score_difference().is_some());
            let within = scored().filter(|found| found.output_difference <= limit).count();
            let (all, beyond) = (scored().count(), scored().count() - within);
            if beyond as f64 > self.unstable * all as f64
                && let Some((difference, found)) = worst(scored(), limit, |found| found.output_difference)
            {
                failures.push(format!(
                    "outputs of {beyond} of {all} architectures differ by more than {limit:e} of the largest one; most, by \
                     {difference:.1e}, those of {}",
                    found.key
                ));
            }
        }
        failures
    }
}

/// The largest difference and its architecture, if it exceeds the limit. NaN does.
fn worst<'a>(
    comparisons: impl Iterator<Item = &'a Comparison>,
    limit: f64,
    difference: impl Fn(&Comparison) -> f64,
) -> Option<(f64, &'a Comparison)> {
    comparisons
        .map(|comparison| (difference(comparison).abs(), comparison))
        .filter(|(found, _)| found.is_nan() || *found > limit)
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

fn shown(score: Score) -> String {
    score.map_or_else(|missing| format!("none ({missing})"), |score| format!("{score:?}"))
}

#[cfg(test)]
mod tests {
    use epsilon::Missing;

    use super::*;

    const IMAGES: InputKind = InputKind::Images { size: 32 };

    fn agreement(rows: &[(Score, Score, f64, f64)]) -> Agreement {
        let comparison = |(index, &(first, second, output_difference, condition))| Comparison {
            key: format!("arch{index}"),
            first,
            second,
            output_difference,
            condition,
        };
        Agreement { comparisons: rows.iter().enumerate().map(comparison).collect() }
    }

    #[test]
    fn what_is_within_is_silent() {
        let missing = Err(Missing::ConstantOutput);
        let found = agreement(&[
            (Ok(0.5), Ok(0.5 + 1e-10), 1e-13, 10.0),
            (missing, Err(Missing::NotFinite), f64::NAN, f64::NAN),
        ]);
        assert!(Tolerance::of(IMAGES, Precision::F64).failures(&found).is_empty());
    }

    #[test]
    fn each_kind_of_difference_is_named_with_its_worst_architecture() {
        let found = agreement(&[
            (Ok(0.5), Ok(0.5 + 1e-7), 1e-7, 1.0),
            (Ok(0.5), Ok(0.5 + 1e-6), f64::NAN, 1.0),
            (Ok(0.5), Err(Missing::ConstantOutput), 1.0, f64::NAN),
        ]);
        let failures = Tolerance::of(IMAGES, Precision::F64).failures(&found);
        assert_eq!(failures.len(), 3);
        assert!(
            failures[0].starts_with(
                "1 of 3 architectures have a score by one backend only; the first is arch2: 0.5"
            )
        );
        assert!(failures[1].starts_with("scores differ by 2.0e-6 of their size, more than 1e-9: arch1 has"));
        assert!(
            failures[2].starts_with("outputs of 2 of 2 architectures differ by more than 1e-9"),
            "{}",
            failures[2]
        );
        assert!(failures[2].ends_with("by NaN, those of arch1"), "{}", failures[2]);
        assert_eq!(Tolerance::of(IMAGES, Precision::F32).failures(&found).len(), 1);
    }

    #[test]
    fn a_score_is_held_to_what_its_condition_allows() {
        let tolerance = Tolerance::of(InputKind::Text, Precision::F64);
        let found = |condition| agreement(&[(Ok(1.0), Ok(1.1), 1e-12, condition)]);
        assert_eq!(tolerance.failures(&found(1e3)).len(), 1);
        assert!(tolerance.failures(&found(1e7)).is_empty());
        // One unstable recurrence in ten is tolerated, two are a failure.
        let mixed = |unstable: usize| {
            let row = |index| (Ok(1.0), Ok(1.0), if index < unstable { 1e-3 } else { 1e-12 }, 1e3);
            agreement(&(0..10).map(row).collect::<Vec<_>>())
        };
        assert!(tolerance.failures(&mixed(1)).is_empty());
        assert_eq!(tolerance.failures(&mixed(2)).len(), 1);
        let mask = agreement(&[(Ok(1.0), Err(Missing::ConstantOutput), 1e-12, f64::NAN)]);
        assert!(tolerance.failures(&mask).is_empty());
    }
}
