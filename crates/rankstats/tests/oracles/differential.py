"""Writes differential.csv: what scipy says about 1,000 random tables, one line a table.

python differential.py    (made with scipy 1.17.1, numpy 2.4.6, mpmath 1.4.1)

The tables are not stored: tests/differential.rs makes the same ones by the same generator (SplitMix64, seeded with the
number of the line). They hold ties, NaN, infinities, offsets to 1e15 and scales of 1e-200 and 1e200.

- Coefficients are scipy's. For Pearson scipy gets the columns less their exact mean and on a scale of 1 (by fractions),
  since its own pearsonr loses all digits at an offset of 1e15.
- The p-values are scipy's tails at the statistics of Williams, Steiger and Meng, by the published formulas in 60 digits.
"""

import math
import pathlib
import warnings
from fractions import Fraction

import mpmath as mp
import numpy as np
from scipy import stats

warnings.simplefilter("ignore")
mp.mp.dps = 60
MASK = (1 << 64) - 1


class Draws:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 11) % bound

    def of(self, values):
        return values[self.below(len(values))]


def table(draws):
    n = 2 + draws.below(39)
    distinct = [draws.of([2, 3, 8, 50, 1_000_000]) for _ in "xy"]
    slope = draws.of([-3, -1, 0, 0, 1, 3])
    offset = [draws.of([0.0, 0.0, -1e8, 1e14, 1e15]) for _ in "xy"]
    scale = [draws.of([1.0, 1.0, 1e200, 1e-200]) for _ in "xy"]
    kind = draws.below(10)
    x, y = [], []
    for _ in range(n):
        a, b = draws.below(distinct[0]), draws.below(distinct[1])
        b += slope * (a * distinct[1] // distinct[0])
        if kind == 2:
            x.append(math.ldexp(float(a + 1), draws.below(1201) - 600))
        else:
            x.append((offset[0] + float(a)) * scale[0])
        y.append((offset[1] + float(b)) * scale[1])
    if kind == 0:
        y[draws.below(n)] = math.nan
    if kind == 1:
        x[draws.below(n)] = math.inf
        y[draws.below(n)] = -math.inf
    return x, y


def three(draws):
    """Three correlations and a number of elements; half of the time of two scores that are nearly the same."""
    first = (draws.below(511) - 255) / 256
    if draws.below(2) == 0:
        second, between = (draws.below(511) - 255) / 256, (draws.below(511) - 255) / 256
    else:
        second = first + math.ldexp(float(draws.below(64)), -34)
        between = 1 - math.ldexp(float(1 + draws.below(64)), -draws.of([30, 50]))
    return first, second, between, 4 + draws.below(draws.of([40, 20_000, 500_000]))


def pearson(x, y):
    if not all(map(math.isfinite, x + y)) or len(set(x)) < 2 or len(set(y)) < 2:
        return math.nan
    columns = []
    for column in (x, y):
        values = [Fraction(value) for value in column]
        mean = sum(values) / len(values)
        largest = max(abs(value - mean) for value in values)
        columns.append([float((value - mean) / largest) for value in values])
    return stats.pearsonr(*columns).statistic


def p_values(first, second, between, n):
    a, b, c, n = mp.mpf(first), mp.mpf(second), mp.mpf(between), mp.mpf(n)
    mean = (a + b) / 2
    determinant = 1 - a * a - b * b - c * c + 2 * a * b * c
    below = 2 * (n - 1) / (n - 3) * determinant + mean**2 * (1 - c) ** 3
    williams = math.nan if below <= 0 else (a - b) * mp.sqrt((n - 1) * (1 + c) / below)
    psi = c * (1 - 2 * mean**2) - mean**2 / 2 * (1 - 2 * mean**2 - c**2)
    left = 2 - 2 * psi / (1 - mean**2) ** 2
    difference = mp.atanh(a) - mp.atanh(b)
    steiger = math.nan if left <= 0 else difference * mp.sqrt((n - 3) / left)
    square = (a * a + b * b) / 2
    f = min(mp.mpf(1), (1 - c) / (2 * (1 - square)))
    meng = difference * mp.sqrt((n - 3) / (2 * (1 - c) * (1 - f * square) / (1 - square)))
    t, *z = (abs(float(statistic)) for statistic in (williams, steiger, meng))
    return [2 * stats.t.sf(t, float(n - 3)), *(2 * stats.norm.sf(value) for value in z)]


lines = []
for seed in range(1000):
    draws = Draws(seed)
    x, y = table(draws)
    missing = any(map(math.isnan, y))
    row = [
        pearson(x, y),
        math.nan if missing else stats.spearmanr(x, y).statistic,
        math.nan if missing else stats.kendalltau(x, y).statistic,
        math.nan if missing else stats.kendalltau(x, y, variant="c").statistic,
        math.nan if missing else stats.weightedtau(x, y).statistic,
        *p_values(*three(draws)),
    ]
    lines.append(",".join("" if math.isnan(value) else repr(float(value)) for value in row))
path = pathlib.Path(__file__).with_suffix(".csv")
path.write_text("pearson,spearman,tau_b,tau_c,weighted_tau,williams_p,steiger_p,meng_p\n" + "\n".join(lines) + "\n")
