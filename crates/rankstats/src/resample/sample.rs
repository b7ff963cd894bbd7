//! A pair of columns prepared once, so that a resample costs no floating-point sort.

use super::counter::Counter;
use crate::Error;
use crate::kendall::lexicographic;
use crate::order::{Ranks, pairs};
use crate::spearman::correlation;

/// A rank correlation that can be resampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coefficient {
    /// Spearman's rho.
    Spearman,
    /// Kendall's tau-b.
    TauB,
}

/// Two columns as ranks, in the order in which pairs are counted.
///
/// A resample is a number of copies of each element. Copies tie with each other, so every sum over a resample is a
/// weighted sum over the elements in their one sorted order.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub x: Ranks,
    pub y: Ranks,
    /// Element positions ascending by x, then by y.
    pub positions: Vec<u32>,
    /// For each of `positions` the group of y, and whether element before it is in the same group of x, of x and y.
    rows: Vec<Row>,
    pub coefficient: Coefficient,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    position: u32,
    y: u32,
    starts_x: bool,
    starts_both: bool,
}

/// What one evaluation needs besides the sample; kept for the next one.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    counter: Counter,
    x_sizes: Vec<u32>,
    y_sizes: Vec<u32>,
    x_centred: Vec<i64>,
    y_centred: Vec<i64>,
}

impl Sample {
    pub(super) fn new(x: &[f64], y: &[f64], coefficient: Coefficient) -> Result<Self, Error> {
        assert_eq!(x.len(), y.len(), "columns must have the same length");
        for (column, values) in [("x", x), ("y", y)] {
            if let Some(position) = values.iter().position(|value| value.is_nan()) {
                return Err(Error::NotANumber { column, position });
            }
        }
        let Some((x, y)) = Ranks::of_both(x, y) else {
            return Err(Error::TooMany { found: x.len() });
        };
        let positions = lexicographic(&x, &y);
        let mut last = None;
        let rows = positions
            .iter()
            .map(|&position| {
                let groups = (x.dense[position as usize], y.dense[position as usize]);
                let before = last.replace(groups);
                Row {
                    position,
                    y: groups.1,
                    starts_x: before.is_none_or(|(x, _)| x != groups.0),
                    starts_both: before != Some(groups),
                }
            })
            .collect();
        Ok(Self { x, y, positions, rows, coefficient })
    }

    pub(super) fn len(&self) -> usize {
        self.x.len()
    }

    pub(super) fn scratch(&self) -> Scratch {
        Scratch {
            counter: Counter::new(self.y.sizes.len()),
            x_sizes: vec![0; self.x.sizes.len()],
            y_sizes: vec![0; self.y.sizes.len()],
            x_centred: Vec::new(),
            y_centred: Vec::new(),
        }
    }

    /// The coefficient of the columns themselves.
    pub(super) fn estimate(&self) -> f64 {
        self.evaluate(&vec![1; self.len()], &mut self.scratch())
    }

    /// The coefficient where element i counts `times[i]` times: exactly that of the columns with the copies written
    /// out. The copies must number less than 2^32.
    pub(super) fn evaluate(&self, times: &[u32], scratch: &mut Scratch) -> f64 {
        match self.coefficient {
            Coefficient::Spearman => self.spearman(times, scratch),
            Coefficient::TauB => self.tau_b(times, scratch),
        }
    }

    fn spearman(&self, times: &[u32], scratch: &mut Scratch) -> f64 {
        let Scratch { x_sizes, y_sizes, x_centred, y_centred, .. } = scratch;
        x_sizes.fill(0);
        y_sizes.fill(0);
        let mut n = 0;
        for ((&times, &x), &y) in times.iter().zip(&self.x.dense).zip(&self.y.dense) {
            n += u64::from(times);
            x_sizes[x as usize] += times;
            y_sizes[y as usize] += times;
        }
        let x_squares = centre(x_sizes, n, x_centred);
        let y_squares = centre(y_sizes, n, y_centred);
        let mut product = 0_i128;
        for ((&times, &x), &y) in times.iter().zip(&self.x.dense).zip(&self.y.dense) {
            if times > 0 {
                let term = i128::from(x_centred[x as usize]) * i128::from(y_centred[y as usize]);
                product += i128::from(times) * term;
            }
        }
        correlation(product, x_squares, y_squares)
    }

    fn tau_b(&self, times: &[u32], scratch: &mut Scratch) -> f64 {
        let Scratch { counter, y_sizes, .. } = scratch;
        counter.clear();
        y_sizes.fill(0);
        let (mut discordant, mut ties_x, mut ties_both, mut n) = (0_u64, 0_u64, 0_u64, 0_u64);
        let (mut x_size, mut both_size) = (0_u64, 0_u64);
        for row in &self.rows {
            let times = times[row.position as usize];
            if row.starts_both {
                ties_both += pairs(both_size);
                both_size = 0;
            }
            if row.starts_x {
                ties_x += pairs(x_size);
                x_size = 0;
            }
            if times > 0 {
                let above = counter.above_then_add(row.y, times);
                discordant += u64::from(times) * u64::from(above);
                y_sizes[row.y as usize] += times;
                both_size += u64::from(times);
                x_size += u64::from(times);
                n += u64::from(times);
            }
        }
        ties_both += pairs(both_size);
        ties_x += pairs(x_size);
        let ties_y: u64 = y_sizes.iter().map(|&size| pairs(u64::from(size))).sum();
        tau_b(pairs(n), discordant, ties_x, ties_y, ties_both)
    }
}

/// Tau-b from pair counts. NaN if a column is constant.
pub(super) fn tau_b(pairs: u64, discordant: u64, ties_x: u64, ties_y: u64, ties_both: u64) -> f64 {
    let (x, y) = (pairs - ties_x, pairs - ties_y);
    if x == 0 || y == 0 {
        return f64::NAN;
    }
    let s = (pairs + ties_both) as i64 - (ties_x + ties_y) as i64 - 2 * discordant as i64;
    if x == y {
        return s as f64 / x as f64;
    }
    (s as f64 / (x as f64).sqrt() / (y as f64).sqrt()).clamp(-1.0, 1.0)
}

/// Centred ranks (twice the rank less n + 1) of groups of these sizes, and the sum of their squares.
fn centre(sizes: &[u32], n: u64, centred: &mut Vec<i64>) -> i128 {
    centred.clear();
    let n = n as i64;
    let mut below = 0_i64;
    let mut tied = 0_i128;
    for &size in sizes {
        let size = i64::from(size);
        centred.push(2 * below + size - n);
        below += size;
        if size > 1 {
            let size = i128::from(size);
            tied += size * (size * size - 1);
        }
    }
    let n = i128::from(n);
    (n * (n * n - 1) - tied) / 3
}
