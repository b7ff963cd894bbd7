//! 1,000 random tables against scipy: ties, NaN, infinities, offsets to 1e15, scales of 1e-200 and 1e200.
//!
//! `oracles/differential.py` makes the same tables with the same generator and stores scipy's results.

use rankstats::{DependentCorrelations, kendall, pearson, spearman, weighted_tau};

/// SplitMix64.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) % bound
    }

    fn of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len() as u64) as usize]
    }

    fn twice<T: Copy>(&mut self, values: &[T]) -> [T; 2] {
        [self.of(values), self.of(values)]
    }
}

fn table(draws: &mut Draws) -> (Vec<f64>, Vec<f64>) {
    let n = 2 + draws.below(39);
    let distinct = draws.twice(&[2_i64, 3, 8, 50, 1_000_000]);
    let slope = draws.of(&[-3_i64, -1, 0, 0, 1, 3]);
    let offset = draws.twice(&[0.0, 0.0, -1e8, 1e14, 1e15]);
    let scale = draws.twice(&[1.0, 1.0, 1e200, 1e-200]);
    let kind = draws.below(10);
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for _ in 0..n {
        let [a, b] = distinct.map(|distinct| draws.below(distinct as u64) as i64);
        let b = b + slope * (a * distinct[1] / distinct[0]);
        x.push(if kind == 2 {
            (a + 1) as f64 * 2_f64.powi(draws.below(1201) as i32 - 600)
        } else {
            (offset[0] + a as f64) * scale[0]
        });
        y.push((offset[1] + b as f64) * scale[1]);
    }
    if kind == 0 {
        y[draws.below(n) as usize] = f64::NAN;
    }
    if kind == 1 {
        x[draws.below(n) as usize] = f64::INFINITY;
        y[draws.below(n) as usize] = f64::NEG_INFINITY;
    }
    (x, y)
}

fn p_values(draws: &mut Draws) -> [f64; 3] {
    let any = |draws: &mut Draws| (draws.below(511) as f64 - 255.0) / 256.0;
    let first = any(draws);
    let (second, between) = if draws.below(2) == 0 {
        (any(draws), any(draws))
    } else {
        let second = first + draws.below(64) as f64 * 2_f64.powi(-34);
        let numerator = 1 + draws.below(64);
        (second, 1.0 - numerator as f64 * 2_f64.powi(-draws.of(&[30, 50])))
    };
    let most = draws.of(&[40, 20_000, 500_000]);
    let pair = DependentCorrelations::new(first, second, between, 4 + draws.below(most) as usize).unwrap();
    [pair.williams_t(), pair.steiger_z(), pair.meng_z()].map(|test| test.p_value)
}

#[test]
fn a_thousand_random_tables_equal_scipy() {
    let text = include_str!("oracles/differential.csv");
    let names: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let mut tables = 0;
    for (seed, line) in (0..).zip(text.lines().skip(1)) {
        let mut draws = Draws(seed);
        let (x, y) = table(&mut draws);
        let pairs = kendall(&x, &y);
        let coefficients =
            [pearson(&x, &y), spearman(&x, &y), pairs.tau_b(), pairs.tau_c(), weighted_tau(&x, &y)];
        let found = coefficients.into_iter().chain(p_values(&mut draws));
        for ((name, found), expected) in names.iter().zip(found).zip(line.split(',')) {
            let expected: f64 = if expected.is_empty() { f64::NAN } else { expected.parse().unwrap() };
            // A coefficient near 0 is a difference of numbers of order 1. scipy's tails end at 1e-308.
            let allowed =
                if name.ends_with("_p") { 1e-10 * expected + 1e-300 } else { 1e-14 + 1e-13 * expected.abs() };
            let near = (found - expected).abs() <= allowed;
            assert!(
                near || (found.is_nan() && expected.is_nan()),
                "table {seed}, {name}: found {found:e}, expected {expected:e}"
            );
        }
        tables += 1;
    }
    assert_eq!(tables, 1000);
}
