use serde::Serialize;

use crate::number::significant;

/// How an axis turns values into places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Equal differences are equal distances.
    #[default]
    Linear,
    /// Equal ratios are equal distances; values at or below zero have no place and are counted.
    Log,
}

impl Scale {
    /// Logarithmic if the 2nd and the 98th percentile of the positive values differ by more than a factor of 100,
    /// or the greatest exceeds their median by a factor of 30, and at most one finite value in a hundred is zero or negative; linear otherwise. Sorts a copy.
    pub fn suggest(values: impl IntoIterator<Item = f64>) -> Self {
        let finite: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        let mut positive: Vec<f64> = finite.iter().copied().filter(|v| *v > 0.0).collect();
        positive.sort_by(f64::total_cmp);
        let at = |share: f64| positive[((positive.len() - 1) as f64 * share) as usize];
        let few_others = (finite.len() - positive.len()) * 100 <= finite.len();
        if !positive.is_empty() && few_others && (at(0.98) / at(0.02) > 100.0 || at(1.0) / at(0.5) > 30.0) {
            Self::Log
        } else {
            Self::Linear
        }
    }
}

/// One axis of a plot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// What is measured, with its unit: `CIFAR-10 test accuracy, %`.
    pub label: String,
    /// By default, linear.
    pub scale: Scale,
}

impl Axis {
    /// A linear axis.
    pub fn linear(label: impl Into<String>) -> Self {
        Self { label: label.into(), scale: Scale::Linear }
    }

    /// A logarithmic axis.
    pub fn log(label: impl Into<String>) -> Self {
        Self { label: label.into(), scale: Scale::Log }
    }
}

/// The part of an axis that a plot shows; `low < high`, both after the logarithm where there is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub(crate) scale: Scale,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Values outside have no place.
    pub(crate) clipped: bool,
}

/// A mark on an axis.
#[derive(Clone, Debug)]
pub(crate) struct Tick {
    /// Place in 0..=1.
    pub(crate) at: f64,
    pub(crate) label: String,
}

impl Range {
    /// From the 5th to the 95th percentile, so that a few extremes do not take all the colours. Sorts a copy.
    pub(crate) fn bulk(scale: Scale, values: &[f64]) -> Self {
        let all = Self::of(scale, values.iter().copied(), 0.0);
        let mut sorted: Vec<f64> = values.iter().filter_map(|value| all.transform(*value)).collect();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1) as f64;
        let at = |share: f64| sorted.get((last * share).round() as usize).copied();
        match (at(0.05), at(0.95)) {
            (Some(low), Some(high)) if high - low > (all.high - all.low) * 1e-3 => {
                Self { scale, low, high, clipped: false }
            }
            _ => all,
        }
    }
}

impl Range {
    /// Spans all values, or, where a few outliers (a failure coded as -1e8, for instance) would squeeze the rest
    /// into a line, the bulk and its surroundings: then what lies outside has no place. Sorts a copy.
    pub(crate) fn robust(scale: Scale, values: &[f64], pad: f64) -> Self {
        let all = Self::of(scale, values.iter().copied(), pad);
        let mut sorted: Vec<f64> = values.iter().filter_map(|value| all.transform(*value)).collect();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1) as f64;
        let at = |share: f64| sorted.get((last * share).round() as usize).copied();
        let (Some(low), Some(high)) = (at(0.005), at(0.995)) else { return all };
        let span = high - low;
        if span <= 0.0 || all.high - all.low <= 30.0 * span {
            return all;
        }
        let near = sorted.iter().copied().filter(|v| (low - span..=high + span).contains(v));
        let bulk = Self::of(Scale::Linear, near, pad);
        Self { scale, low: bulk.low, high: bulk.high, clipped: true }
    }
}

/// Differences of larger values would overflow.
const LARGEST: f64 = 1e300;

impl Range {
    /// Spans all values that have a place, with a margin of `pad` times the span at either end.
    pub(crate) fn of(scale: Scale, values: impl Iterator<Item = f64>, pad: f64) -> Self {
        let mut range = Self { scale, low: f64::INFINITY, high: f64::NEG_INFINITY, clipped: false };
        for value in values.filter_map(|value| range.transform(value)).collect::<Vec<_>>() {
            range.low = range.low.min(value);
            range.high = range.high.max(value);
        }
        if range.low > range.high {
            (range.low, range.high) = (0.0, 1.0);
        }
        // A single value, or values so close that a step between them could not be represented.
        let least = (range.low.abs().max(range.high.abs()) * 1e-9).max(1e-300);
        if range.high - range.low < least {
            let half = if range.low == 0.0 { 0.5 } else { (range.low.abs() * 0.05).max(least) };
            range.low -= half;
            range.high += half;
        }
        let margin = (range.high - range.low) * pad;
        range.low -= margin;
        range.high += margin;
        range
    }

    /// A fixed range.
    pub(crate) fn fixed(low: f64, high: f64) -> Self {
        Self { scale: Scale::Linear, low, high, clipped: false }
    }

    fn transform(&self, value: f64) -> Option<f64> {
        let usable = value.is_finite() && value.abs() <= LARGEST;
        match self.scale {
            Scale::Linear => usable.then_some(value),
            Scale::Log => (usable && value > 0.0).then(|| value.log10()),
        }
    }

    /// Where the value stands, 0 at the low end and 1 at the high end; `None` if it has no place.
    pub(crate) fn unit(&self, value: f64) -> Option<f64> {
        let unit = (self.transform(value)? - self.low) / (self.high - self.low);
        (!self.clipped || (0.0..=1.0).contains(&unit)).then_some(unit)
    }

    /// About `wanted` ticks at round values, from low to high.
    pub(crate) fn ticks(&self, wanted: usize) -> Vec<Tick> {
        match self.scale {
            Scale::Linear => self.linear_ticks(wanted),
            Scale::Log if self.high - self.low >= 1.5 => self.decade_ticks(wanted),
            Scale::Log => self.mantissa_ticks(wanted),
        }
    }

    fn linear_ticks(&self, wanted: usize) -> Vec<Tick> {
        let step = round_step((self.high - self.low) / wanted.max(2) as f64);
        multiples(self.low, self.high, step)
            .map(|value| Tick { at: (value - self.low) / (self.high - self.low), label: label(value, step) })
            .collect()
    }

    /// Whole powers of ten, every second or third where there are many.
    fn decade_ticks(&self, wanted: usize) -> Vec<Tick> {
        let step = ((self.high - self.low) / wanted.max(2) as f64).ceil().max(1.0);
        multiples(self.low, self.high, step)
            .map(|exponent| Tick {
                at: (exponent - self.low) / (self.high - self.low),
                label: power_of_ten(exponent as i32),
            })
            .collect()
    }

    /// Less than a decade and a half: round values, evenly stepped, at their logarithmic places.
    fn mantissa_ticks(&self, wanted: usize) -> Vec<Tick> {
        let (low, high) = (10f64.powf(self.low), 10f64.powf(self.high));
        let step = round_step((high - low) / wanted.max(2) as f64);
        if !(step > 0.0 && step.is_finite()) {
            return Vec::new();
        }
        let mut ticks: Vec<Tick> = Vec::new();
        let wide = [1.0, 2.0, 5.0].map(|m| m * 10f64.powf(self.low.floor()));
        let wide = wide.into_iter().chain(wide.map(|v| v * 10.0)).chain(wide.map(|v| v * 100.0));
        // Over a factor of four, 1-2-5 steps spread better than even ones.
        let values: Vec<f64> = if high / low > 4.0 {
            wide.filter(|v| (low..=high).contains(v)).collect()
        } else {
            multiples(low, high, step).collect()
        };
        for value in values {
            if let Some(at) = self.unit(value) {
                let step = if high / low > 4.0 { value } else { step };
                ticks.push(Tick { at, label: label(value, step) });
            }
        }
        ticks
    }
}

/// Multiples of `step` in `low..=high`, at most 40.
fn multiples(low: f64, high: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (low / step).ceil();
    let last = (high / step + 1e-9).floor();
    let count = if last >= first { ((last - first) as usize + 1).min(40) } else { 0 };
    (0..count).map(move |i| {
        let value = (first + i as f64) * step;
        // Negative zero would print a sign.
        if value == 0.0 { 0.0 } else { value }
    })
}

/// The next 1, 2 or 5 times a power of ten at or above `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let mantissa = rough / power;
    let round = [1.0, 2.0, 5.0].into_iter().find(|m| mantissa <= m * (1.0 + 1e-9)).unwrap_or(10.0);
    round * power
}

/// A tick's text, as many decimals as the step needs.
fn label(value: f64, step: f64) -> String {
    let magnitude = value.abs();
    let suffixed = |unit: f64, suffix: &str| {
        let decimals = decimals(step / unit);
        format!("{:.decimals$}{suffix}", value / unit)
    };
    if value == 0.0 {
        "0".to_owned()
    } else if (1e9..1e12).contains(&magnitude) {
        suffixed(1e9, "G")
    } else if (1e6..1e9).contains(&magnitude) {
        suffixed(1e6, "M")
    } else if (1e4..1e6).contains(&magnitude) {
        suffixed(1e3, "k")
    } else if (1e-4..1e4).contains(&magnitude) {
        let decimals = decimals(step);
        format!("{value:.decimals$}")
    } else {
        significant(value, 4)
    }
}

fn decimals(step: f64) -> usize {
    // A step of 2 or 5 times a power needs the decimals of the power; 1e-9 absorbs rounding.
    (-(step.log10() + 1e-9).floor()).clamp(0.0, 12.0) as usize
}

fn power_of_ten(exponent: i32) -> String {
    match exponent {
        0 => "1".to_owned(),
        1 => "10".to_owned(),
        -2 => "0.01".to_owned(),
        -1 => "0.1".to_owned(),
        2 => "100".to_owned(),
        3 => "1000".to_owned(),
        _ => {
            let digits = exponent.to_string();
            let raised = digits.chars().map(|c| match c {
                '-' => '⁻',
                '1' => '¹',
                '2' => '²',
                '3' => '³',
                other => other.to_digit(10).and_then(|d| char::from_u32(0x2070 + d)).unwrap_or(other),
            });
            format!("10{}", raised.collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(range: Range) -> Vec<String> {
        range.ticks(5).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        assert_eq!(labels(Range::fixed(9.5, 94.4)), ["20", "40", "60", "80"]);
        assert_eq!(
            labels(Range::fixed(-0.13, 0.32)),
            ["-0.1", "0.0", "0.1", "0.2", "0.3"].map(|l| l.replace("0.0", "0"))
        );
        assert_eq!(labels(Range::fixed(0.0, 1.6e6)), ["0", "500k", "1.0M", "1.5M"]);
    }

    #[test]
    fn log_ticks_are_powers_of_ten_or_round_values() {
        let range = Range::of(Scale::Log, [1e-30, 1.0].into_iter(), 0.0);
        assert!(labels(range).contains(&"10⁻¹²".to_owned()), "{:?}", labels(range));
        assert_eq!(labels(Range::of(Scale::Log, [0.073, 1.53].into_iter(), 0.0)), ["0.1", "0.2", "0.5", "1"]);
    }

    #[test]
    fn every_input_gives_a_usable_range() {
        let odd = [
            vec![],
            vec![f64::NAN],
            vec![0.0],
            vec![5.0, 5.0],
            vec![f64::MAX, f64::MIN],
            vec![1e300, -1e300],
        ];
        for values in odd.into_iter().chain([vec![1e15, 1e15 + 1.0], vec![5e-324, 1e-320], vec![-3.0]]) {
            for scale in [Scale::Linear, Scale::Log] {
                let range = Range::of(scale, values.iter().copied(), 0.03);
                assert!(range.low < range.high, "{values:?} {range:?}");
                assert!(range.ticks(6).iter().all(|tick| tick.at.is_finite()), "{values:?}");
            }
        }
    }

    #[test]
    fn an_outlier_does_not_squeeze_the_rest() {
        let mut values: Vec<f64> = (0..1_000).map(f64::from).collect();
        assert!(!Range::robust(Scale::Linear, &values, 0.0).clipped);
        values[7] = -1e8;
        let range = Range::robust(Scale::Linear, &values, 0.0);
        assert!(range.clipped && range.low >= 0.0 && range.high == 999.0, "{range:?}");
        assert_eq!(range.unit(-1e8), None);
        assert_eq!(range.unit(999.0), Some(1.0));
    }

    #[test]
    fn scale_suggestion_looks_at_the_bulk() {
        assert_eq!(Scale::suggest([1.0, 2.0, 3.0]), Scale::Linear);
        assert_eq!(Scale::suggest((0..100).map(|i| 10f64.powi(i % 9))), Scale::Log);
        assert_eq!(
            Scale::suggest((0..100).map(|i| if i == 0 { 0.0 } else { 10f64.powi(i % 9) })),
            Scale::Log
        );
        assert_eq!(Scale::suggest([0.0, 1e9]), Scale::Linear);
        assert_eq!(Scale::suggest([-1.0, -1e9]), Scale::Linear);
        assert_eq!(Scale::suggest([]), Scale::Linear);
    }
}
