//! A pair of columns prepared once, so that a resample costs no floating-point sort.

use super::counter::{Counter, LANES, Lanes};
use crate::error::Error;
use crate::kendall::lexicographic;
use crate::order::{Ranks, pairs};
use crate::spearman::correlation;
use crate::sum;

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
    /// For each of `positions` the group of y, and whether a new group of x, or of x and y, starts there.
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

/// Buffers of an evaluation, reused by the next.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    counter: Counter,
    /// Copies of each row's element, in the order of the rows.
    rows: Vec<Lanes>,
    y_lanes: Vec<Lanes>,
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
            rows: Vec::new(),
            y_lanes: vec![[0; LANES]; self.y.sizes.len()],
            x_sizes: vec![0; self.x.sizes.len()],
            y_sizes: vec![0; self.y.sizes.len()],
            x_centred: Vec::new(),
            y_centred: Vec::new(),
        }
    }

    /// The coefficient of the columns themselves.
    pub(super) fn estimate(&self) -> f64 {
        let once = vec![1; self.len()];
        self.evaluate(&[&once], &mut self.scratch())[0]
    }

    /// The coefficient of up to [`LANES`] resamples, in each of which element i occurs `times[i]` times: exactly that of the
    /// resampled columns. Each resample must have fewer than 2^32 elements. Unused lanes hold arbitrary values.
    pub(super) fn evaluate(&self, times: &[&[u32]], scratch: &mut Scratch) -> [f64; LANES] {
        match self.coefficient {
            Coefficient::Spearman => {
                let mut values = [f64::NAN; LANES];
                for (value, times) in values.iter_mut().zip(times) {
                    *value = self.spearman(times, scratch);
                }
                values
            }
            Coefficient::TauB => {
                scratch.rows.resize(self.len(), [0; LANES]);
                for (lane, times) in times.iter().enumerate() {
                    for (lanes, row) in scratch.rows.iter_mut().zip(&self.rows) {
                        lanes[lane] = times[row.position as usize];
                    }
                }
                self.tau_b(scratch)
            }
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
        let terms = times
            .iter()
            .zip(&self.x.dense)
            .zip(&self.y.dense)
            .map(|((&times, &x), &y)| (i64::from(times), x_centred[x as usize], y_centred[y as usize]));
        // Each rank is at most n and the multiplicities sum to n, so the sum fits 62 bits up to n = 2^20.
        let product: i128 = if n <= 1 << 20 {
            terms.map(|(times, x, y)| times * x * y).sum::<i64>().into()
        } else {
            terms.map(|(times, x, y)| i128::from(times) * i128::from(x) * i128::from(y)).sum()
        };
        correlation(product, x_squares, y_squares)
    }

    fn tau_b(&self, scratch: &mut Scratch) -> [f64; LANES] {
        let Scratch { counter, rows, y_lanes, .. } = scratch;
        counter.clear();
        y_lanes.fill([0; LANES]);
        let mut discordant = [0_u64; LANES];
        let mut total = [0; LANES];
        let (mut x_runs, mut joint_runs) = (Runs::default(), Runs::default());
        for (row, times) in self.rows.iter().zip(rows.iter()) {
            let above = counter.above_then_add(row.y, times);
            for lane in 0..LANES {
                discordant[lane] += u64::from(times[lane]) * u64::from(above[lane]);
            }
            add(&mut y_lanes[row.y as usize], times);
            add(&mut total, times);
            x_runs.push(row.starts_x, times);
            joint_runs.push(row.starts_both, times);
        }
        let (x_squares, joint_squares) = (x_runs.finish(), joint_runs.finish());
        let mut y_squares = [0; LANES];
        for sizes in y_lanes.iter() {
            add_squares(&mut y_squares, sizes);
        }
        std::array::from_fn(|lane| {
            let n = u64::from(total[lane]);
            let tied = |squares: &[u64; LANES]| (squares[lane] - n) / 2;
            tau_b(pairs(n), discordant[lane], tied(&x_squares), tied(&y_squares), tied(&joint_squares))
        })
    }
}

/// Sums the squared sizes of runs of equal elements: twice the pairs within runs, plus the number of elements.
#[derive(Default)]
struct Runs {
    current: Lanes,
    squares: [u64; LANES],
}

impl Runs {
    fn push(&mut self, starts: bool, times: &Lanes) {
        if starts {
            add_squares(&mut self.squares, &self.current);
            self.current = *times;
        } else {
            add(&mut self.current, times);
        }
    }

    fn finish(mut self) -> [u64; LANES] {
        add_squares(&mut self.squares, &self.current);
        self.squares
    }
}

fn add(sums: &mut Lanes, times: &Lanes) {
    for (sum, times) in sums.iter_mut().zip(times) {
        *sum += times;
    }
}

fn add_squares(sums: &mut [u64; LANES], sizes: &Lanes) {
    for (sum, &size) in sums.iter_mut().zip(sizes) {
        *sum += u64::from(size) * u64::from(size);
    }
}

/// Tau-b from pair counts. NaN if a column is constant.
pub(super) fn tau_b(pairs: u64, discordant: u64, ties_x: u64, ties_y: u64, ties_both: u64) -> f64 {
    let s = (pairs + ties_both) as i64 - (ties_x + ties_y) as i64 - 2 * discordant as i64;
    sum::correlation(s as f64, (pairs - ties_x) as f64, (pairs - ties_y) as f64)
}

/// Centred ranks (twice the rank minus n + 1) of groups of these sizes, and the sum of their squares.
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
