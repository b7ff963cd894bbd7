use super::{Range, Scale};
use crate::number::significant;

/// A mark on an axis.
#[derive(Clone, Debug)]
pub(crate) struct Tick {
    /// Place in 0..=1.
    pub(crate) at: f64,
    pub(crate) label: String,
}

impl Range {
    /// About `wanted` ticks at round values, from low to high. Strips of outliers have one, at their outermost value.
    pub(crate) fn ticks(&self, wanted: usize) -> Vec<Tick> {
        let (first, last) = (self.main.0, self.main.1);
        let outermost = |knot: usize| {
            let (value, at) = self.knots[knot];
            Tick { at, label: significant(self.value(value), 3) }
        };
        let mut ticks: Vec<Tick> = (0..first).map(outermost).collect();
        let (low, high) = (self.knots[first].0, self.knots[last].0);
        ticks.extend(match self.scale {
            Scale::Rank => self.quantile_ticks(),
            Scale::Linear => self.linear_ticks(low, high, wanted),
            Scale::Log if high - low >= 1.5 => self.decade_ticks(low, high, wanted),
            Scale::Log => self.mantissa_ticks(low, high, wanted),
        });
        ticks.extend((last + 1..self.knots.len()).map(outermost));
        ticks
    }

    /// A tick at each of these values.
    pub(crate) fn ticks_at(&self, values: &[f64]) -> Vec<Tick> {
        let tick = |value: &f64| Some(Tick { at: self.unit(*value)?, label: significant(*value, 6) });
        values.iter().filter_map(tick).collect()
    }

    fn linear_ticks(&self, low: f64, high: f64, wanted: usize) -> Vec<Tick> {
        let step_of = |wanted: usize| round_step((high - low) / wanted as f64);
        let wanted = wanted.max(2);
        // Two ticks and fewer do not show the scale.
        let shows = |step: &f64| multiples(low, high, *step).count() > 2;
        let step = (wanted..wanted + 5).map(step_of).find(shows).unwrap_or_else(|| step_of(wanted));
        multiples(low, high, step)
            .map(|value| Tick { at: self.place(value), label: label(value, step) })
            .collect()
    }

    /// Values at the quarters of the ranks.
    fn quantile_ticks(&self) -> Vec<Tick> {
        let (first, last) = (self.knots[0].1, self.knots[self.knots.len() - 1].1);
        let quarter = |k: u32| {
            let at = first + f64::from(k) / 4.0 * (last - first);
            Tick { at, label: significant(self.inverse(at), 3) }
        };
        (0..=4).map(quarter).collect()
    }

    /// Whole powers of ten, every second or third where there are many. Fewer than three do not show the scale: then 3,
    /// 30, 300 stand between them.
    fn decade_ticks(&self, low: f64, high: f64, wanted: usize) -> Vec<Tick> {
        let widest = ((high - low) / wanted.max(2) as f64).ceil().max(1.0) as u32;
        let decades = |step: u32| -> Vec<f64> { multiples(low, high, f64::from(step)).collect() };
        let exponents =
            (1..=widest).rev().map(decades).find(|found| found.len() > 2).unwrap_or_else(|| decades(1));
        if exponents.len() > 2 {
            let tick = |exponent| Tick { at: self.place(exponent), label: power_of_ten(exponent as i32) };
            return exponents.into_iter().map(tick).collect();
        }
        let (first, last) = (low.floor() as i32, high.floor() as i32);
        let values = (first..=last).flat_map(|exponent| [1.0, 3.0].map(|m| m * 10f64.powi(exponent)));
        let (low, high) = (10f64.powf(low), 10f64.powf(high));
        let values: Vec<f64> = values.filter(|value| (low..=high).contains(value)).collect();
        self.ticks_at(&values)
    }

    /// Less than a decade and a half: round values, evenly stepped, at their logarithmic places.
    fn mantissa_ticks(&self, low: f64, high: f64, wanted: usize) -> Vec<Tick> {
        let floor = low.floor();
        let (low, high) = (10f64.powf(low), 10f64.powf(high));
        let step = round_step((high - low) / wanted.max(2) as f64);
        if !(step > 0.0 && step.is_finite()) {
            return Vec::new();
        }
        let wide = [1.0, 2.0, 5.0].map(|m| m * 10f64.powf(floor));
        let wide = wide.into_iter().chain(wide.map(|v| v * 10.0)).chain(wide.map(|v| v * 100.0));
        // Over a factor of four, 1-2-5 steps spread better than even ones.
        let values: Vec<(f64, f64)> = if high / low > 4.0 {
            wide.filter(|v| (low..=high).contains(v)).map(|value| (value, value)).collect()
        } else {
            multiples(low, high, step).map(|value| (value, step)).collect()
        };
        let tick =
            |(value, step): (f64, f64)| Some(Tick { at: self.unit(value)?, label: label(value, step) });
        values.into_iter().filter_map(tick).collect()
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

    fn labels(range: &Range) -> Vec<String> {
        range.ticks(5).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        assert_eq!(labels(&Range::fixed(9.5, 94.4)), ["20", "40", "60", "80"]);
        assert_eq!(labels(&Range::fixed(-0.13, 0.32)), ["-0.1", "0", "0.1", "0.2", "0.3"]);
        assert_eq!(labels(&Range::fixed(0.0, 1.6e6)), ["0", "500k", "1.0M", "1.5M"]);
    }

    #[test]
    fn log_ticks_are_powers_of_ten_or_round_values() {
        let labels = |values: [f64; 2]| labels(&Range::of(Scale::Log, values, 0.0));
        assert!(labels([1e-30, 1.0]).contains(&"10⁻¹²".to_owned()));
        assert_eq!(labels([0.073, 1.53]), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(labels([10.0, 330.0]), ["10", "30", "100", "300"]);
        let narrow = Range::of(Scale::Log, [0.9, 11_000.0], 0.0).ticks(2);
        assert_eq!(narrow.into_iter().map(|tick| tick.label).collect::<Vec<_>>(), ["1", "100", "10⁴"]);
    }

    #[test]
    fn strips_and_ranks_are_labelled_with_values() {
        let accuracies = (0..400).map(|i| if i % 40 == 0 { 10.0 } else { 80.0 + f64::from(i) / 30.0 });
        let robust = labels(&Range::robust(Scale::Linear, accuracies, 0.0));
        assert_eq!(robust, ["10", "82", "84", "86", "88", "90", "92"]);
        let ranks = Range::of(Scale::Rank, (0..=100).map(|i| f64::from(i * i)), 0.0);
        // Between its knots a rank axis is a straight line, so that quarters are not exact.
        for (label, quarter) in labels(&ranks).iter().zip([0.0, 625.0, 2_500.0, 5_625.0, 10_000.0]) {
            let shown: f64 = label.parse().unwrap_or(f64::NAN);
            assert!((shown - quarter).abs() <= 0.005 * quarter, "{label}");
        }
    }
}
