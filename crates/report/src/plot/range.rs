use super::Scale;
use super::axis::at;

/// From values of an axis to places between 0 and 1: a transformation (the logarithm, or none), then straight lines
/// between knots. One line is an ordinary axis, a flat piece at an end holds outliers, many pieces are ranks.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) scale: Scale,
    /// Transformed value and place, both ascending; at least two.
    pub(crate) knots: Vec<(f64, f64)>,
    /// The knots between which ticks are regular; the pieces before and after them hold outliers.
    pub(super) main: (usize, usize),
}

/// Differences of larger values would overflow.
const LARGEST: f64 = 1e300;
/// Room for the outliers at one end.
const TAIL: f64 = 0.12;
/// Shares of the values that may become outliers at one end, tried in this order.
const OUTLIERS: [f64; 8] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08];
/// Outliers reach at least this many times as far from the others as these are wide.
const FAR: f64 = 2.0;
/// Knots of a rank axis: more could not be seen.
const RANKS: usize = 96;

impl Range {
    /// Spans all values that have a place, with a margin of `pad` times the span at either end.
    pub(crate) fn of(scale: Scale, values: impl IntoIterator<Item = f64>, pad: f64) -> Self {
        let sorted = places(scale, values);
        match (scale, sorted.first(), sorted.last()) {
            (Scale::Rank, Some(low), Some(high)) if low < high => Self::ranks(&sorted, pad),
            (_, Some(low), Some(high)) => Self::between(scale, *low, *high, pad),
            _ => Self::between(scale, 0.0, 1.0, pad),
        }
    }

    /// Spans all values. Where a few outliers would squeeze the rest (failures coded as -1e8, networks that never
    /// learned), these have a strip at their end of the axis to themselves.
    pub(crate) fn robust(scale: Scale, values: impl IntoIterator<Item = f64>, pad: f64) -> Self {
        let sorted = places(scale, values);
        if scale == Scale::Rank || sorted.len() < 20 {
            return Self::of_sorted(scale, &sorted, pad);
        }
        let (first, last) = (sorted[0], sorted[sorted.len() - 1]);
        let cut = |far: &dyn Fn(f64, f64) -> bool, take: &dyn Fn(f64, f64) -> f64| {
            let bulk = |share: &f64| (at(&sorted, *share), at(&sorted, 1.0 - share));
            let found = OUTLIERS.iter().map(bulk).find(|(low, high)| high > low && far(*low, *high));
            found.map(|(low, high)| take(low, high))
        };
        let low = cut(&|low, high| low - first > FAR * (high - low), &|low, _| low);
        let high = cut(&|low, high| last - high > FAR * (high - low), &|_, high| high);
        if low.is_none() && high.is_none() {
            return Self::of_sorted(scale, &sorted, pad);
        }
        let bulk = Self::between(scale, low.unwrap_or(first), high.unwrap_or(last), pad);
        let (from, to) = (low.map_or(0.0, |_| TAIL), high.map_or(1.0, |_| 1.0 - TAIL));
        let mut knots = vec![(bulk.knots[0].0, from), (bulk.knots[1].0, to)];
        let mut main = (0, 1);
        if low.is_some() {
            knots.insert(0, (first, TAIL * 0.25));
            main = (1, 2);
        }
        if high.is_some() {
            knots.push((last, 1.0 - TAIL * 0.25));
        }
        Self { scale, knots, main }
    }

    fn of_sorted(scale: Scale, sorted: &[f64], pad: f64) -> Self {
        let transformed = Self::between(scale, 0.0, 1.0, 0.0);
        Self::of(scale, sorted.iter().map(|value| transformed.value(*value)), pad)
    }

    /// From the 5th to the 95th percentile, so that a few extremes do not take all the colours. Sorts a copy.
    pub(crate) fn bulk(scale: Scale, values: &[f64]) -> Self {
        let all = Self::of(scale, values.iter().copied(), 0.0);
        let sorted = places(scale, values.iter().copied());
        if scale == Scale::Rank || sorted.is_empty() {
            return all;
        }
        let (low, high) = (at(&sorted, 0.05), at(&sorted, 0.95));
        if high - low > (all.high() - all.low()) * 1e-3 { Self::between(scale, low, high, 0.0) } else { all }
    }

    /// A fixed range.
    pub(crate) fn fixed(low: f64, high: f64) -> Self {
        Self::between(Scale::Linear, low, high, 0.0)
    }

    /// One straight line.
    fn between(scale: Scale, mut low: f64, mut high: f64, pad: f64) -> Self {
        // A single value, or values so close that a step between them could not be represented.
        let least = (low.abs().max(high.abs()) * 1e-9).max(1e-300);
        if high - low < least {
            let half = if low == 0.0 { 0.5 } else { (low.abs() * 0.05).max(least) };
            low -= half;
            high += half;
        }
        let margin = (high - low) * pad;
        Self { scale, knots: vec![(low - margin, 0.0), (high + margin, 1.0)], main: (0, 1) }
    }

    /// Each value at its rank, those that tie at their mean rank.
    fn ranks(sorted: &[f64], pad: f64) -> Self {
        let groups: Vec<(f64, f64)> = sorted
            .chunk_by(|a, b| a == b)
            .scan(0, |before, group| {
                let rank = (*before as f64 + group.len() as f64 / 2.0) / sorted.len() as f64;
                *before += group.len();
                Some((group[0], pad + rank * (1.0 - 2.0 * pad)))
            })
            .collect();
        let mut knots: Vec<(f64, f64)> = Vec::new();
        for (i, group) in groups.iter().enumerate() {
            let next = knots.last().map_or(0.0, |knot| knot.1 + 1.0 / RANKS as f64);
            if group.1 >= next || i + 1 == groups.len() {
                knots.push(*group);
            }
        }
        let main = (0, knots.len() - 1);
        Self { scale: Scale::Rank, knots, main }
    }

    pub(crate) fn low(&self) -> f64 {
        self.knots[0].0
    }

    pub(crate) fn high(&self) -> f64 {
        self.knots[self.knots.len() - 1].0
    }

    /// Places where the strips of outliers end: at most one near either end of the axis.
    pub(crate) fn breaks(&self) -> impl Iterator<Item = f64> {
        let last = self.knots.len() - 1;
        let low = (self.main.0 > 0).then(|| self.knots[self.main.0].1);
        let high = (self.main.1 < last).then(|| self.knots[self.main.1].1);
        low.into_iter().chain(high)
    }

    /// Where the value stands, 0 at the low end and 1 at the high end; `None` if it has no place.
    pub(crate) fn unit(&self, value: f64) -> Option<f64> {
        Some(self.place(transform(self.scale, value)?))
    }

    /// The place of a transformed value.
    pub(super) fn place(&self, value: f64) -> f64 {
        let after = self.knots.partition_point(|knot| knot.0 < value).clamp(1, self.knots.len() - 1);
        let (a, b) = (self.knots[after - 1], self.knots[after]);
        a.1 + (value - a.0) / (b.0 - a.0) * (b.1 - a.1)
    }

    /// The transformed value at a place.
    pub(super) fn inverse(&self, place: f64) -> f64 {
        let after = self.knots.partition_point(|knot| knot.1 < place).clamp(1, self.knots.len() - 1);
        let (a, b) = (self.knots[after - 1], self.knots[after]);
        a.0 + (place - a.1) / (b.1 - a.1) * (b.0 - a.0)
    }

    /// The value that was transformed to this one.
    pub(super) fn value(&self, transformed: f64) -> f64 {
        if self.scale == Scale::Log { 10f64.powf(transformed) } else { transformed }
    }
}

fn transform(scale: Scale, value: f64) -> Option<f64> {
    let usable = value.is_finite() && value.abs() <= LARGEST;
    match scale {
        Scale::Linear | Scale::Rank => usable.then_some(value),
        Scale::Log => (usable && value > 0.0).then(|| value.log10()),
    }
}

fn places(scale: Scale, values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut places: Vec<f64> = values.into_iter().filter_map(|value| transform(scale, value)).collect();
    places.sort_by(f64::total_cmp);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let more = [vec![1e15, 1e15 + 1.0], vec![5e-324, 1e-320], vec![-3.0], vec![7.0; 40]];
        for values in odd.into_iter().chain(more) {
            for scale in [Scale::Linear, Scale::Log, Scale::Rank] {
                for range in [
                    Range::of(scale, values.iter().copied(), 0.03),
                    Range::robust(scale, values.iter().copied(), 0.03),
                ] {
                    assert!(range.knots.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1), "{values:?} {range:?}");
                    assert!(range.ticks(6).iter().all(|tick| tick.at.is_finite()), "{values:?}");
                }
            }
        }
    }

    #[test]
    fn outliers_have_a_strip_and_do_not_squeeze_the_rest() {
        let mut values: Vec<f64> = (0..1_000).map(f64::from).collect();
        assert_eq!(Range::robust(Scale::Linear, values.iter().copied(), 0.0).breaks().count(), 0);
        values[7] = -1e8;
        let range = Range::robust(Scale::Linear, values.iter().copied(), 0.0);
        assert_eq!(range.breaks().collect::<Vec<_>>(), [TAIL]);
        let place = |value| range.unit(value).unwrap_or(f64::NAN);
        assert!(place(-1e8) > 0.0 && place(-1e8) < TAIL);
        assert!((place(999.0) - 1.0).abs() < 1e-9 && place(500.0) > 0.5 && place(10.0) < 0.15);
        // One network in forty at 10 %, as in NAS-Bench-201.
        let accuracies = (0..400).map(|i| if i % 40 == 0 { 10.0 } else { 80.0 + f64::from(i) / 30.0 });
        let range = Range::robust(Scale::Linear, accuracies, 0.0);
        assert_eq!(range.breaks().count(), 1);
        assert!((range.low(), range.high()) == (10.0, 80.0 + 399.0 / 30.0), "{range:?}");
    }

    #[test]
    fn ranks_are_evenly_spaced() {
        let values: Vec<f64> = (0..100).map(|i| f64::from(i).exp()).collect();
        let range = Range::of(Scale::Rank, values.iter().copied(), 0.0);
        for (i, value) in values.iter().enumerate() {
            let place = range.unit(*value).unwrap_or(f64::NAN);
            assert!((place - (i as f64 + 0.5) / 100.0).abs() < 0.01, "{i}: {place}");
        }
        let tied = Range::of(Scale::Rank, [1.0, 1.0, 1.0, 5.0], 0.0);
        assert_eq!([tied.unit(1.0), tied.unit(5.0)], [Some(0.375), Some(0.875)]);
    }
}
