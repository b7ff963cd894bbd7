"""Writes resampling.json: jackknife values by recomputing each, and intervals by scipy.stats.bootstrap.

python resampling.py    (made with scipy 1.17.1, numpy 2.4.6)

scipy draws its own resamples, so the interval is checked on a distribution that is stored: scipy.stats.bootstrap takes
one and makes the interval from it.
"""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy import stats

from columns import columns

warnings.simplefilter("ignore")
STATISTICS = {
    "spearman": lambda x, y: float(stats.spearmanr(x, y).statistic),
    "tau_b": lambda x, y: float(stats.kendalltau(x, y).statistic),
}


class Given:
    """What scipy.stats.bootstrap reads from an earlier result."""

    def __init__(self, distribution):
        self.bootstrap_distribution = distribution


def plain(values):
    return [None if math.isnan(value) else value for value in map(float, values)]


rng = np.random.default_rng(7)
cases = []
for name, x, y in columns():
    if len(x) < 3 or name.startswith(("scales", "identical", "reversed")):
        continue
    keep = slice(0, 60)
    x, y = x[keep], y[keep]
    n = len(x)
    case = {"name": name, "x": x.tolist(), "y": y.tolist()}
    for statistic_name, statistic in STATISTICS.items():
        jackknife = [statistic(np.delete(x, i), np.delete(y, i)) for i in range(n)]
        case[f"{statistic_name}_jackknife"] = plain(jackknife)
        if n < 17 or name.startswith("constant"):
            continue
        draws = rng.integers(0, n, (99, n))
        replicates = np.array([statistic(x[draw], y[draw]) for draw in draws])
        case[f"{statistic_name}_replicates"] = replicates.tolist()
        for method in ("percentile", "bca"):
            for level in (0.8, 0.95):
                interval = stats.bootstrap(
                    (x, y),
                    statistic,
                    paired=True,
                    vectorized=False,
                    n_resamples=0,
                    bootstrap_result=Given(replicates),
                    confidence_level=level,
                    method=method,
                ).confidence_interval
                case[f"{statistic_name}_{method}_{level}"] = [float(interval.low), float(interval.high)]
    cases.append(case)
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('},{"name"', '},\n{"name"') + "\n")
