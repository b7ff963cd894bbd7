"""Writes coefficients.json: correlation coefficients by scipy, and pair counts by their definition.

python coefficients.py    (made with scipy 1.17.1, numpy 2.4.6)
"""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy import stats

from columns import columns

warnings.simplefilter("ignore")


def plain(value):
    value = float(value)
    return None if math.isnan(value) else value


def pair_counts(x, y):
    """The O(n^2) definition."""
    n = len(x)
    upper = np.triu_indices(n, 1)
    a = np.sign(np.subtract.outer(x, x))[upper]
    b = np.sign(np.subtract.outer(y, y))[upper]
    return {
        "concordant": int((a * b > 0).sum()),
        "discordant": int((a * b < 0).sum()),
        "ties_x": int((a == 0).sum()),
        "ties_y": int((b == 0).sum()),
        "ties_xy": int(((a == 0) & (b == 0)).sum()),
    }


cases = []
for name, x, y in columns():
    counts = pair_counts(x, y)
    untied = counts["concordant"] + counts["discordant"]
    s = counts["concordant"] - counts["discordant"]
    constant = len(set(x)) < 2 or len(set(y)) < 2
    cases.append(
        {
            "name": name,
            "x": x.tolist(),
            "y": y.tolist(),
            "average_ranks": stats.rankdata(x).tolist(),
            "pearson": None if constant or name == "scales_80" else plain(stats.pearsonr(x, y).statistic),
            "spearman": plain(stats.spearmanr(x, y).statistic),
            "pairs": counts,
            "tau_a": s / math.comb(len(x), 2),
            "tau_b": plain(stats.kendalltau(x, y).statistic),
            "tau_c": plain(stats.kendalltau(x, y, variant="c").statistic),
            "gamma": s / untied if untied else None,
            "somers_d": None if constant else plain(stats.somersd(x, y).statistic),
            "somers_d_transposed": None if constant else plain(stats.somersd(y, x).statistic),
            "weighted_tau": plain(stats.weightedtau(x, y).statistic),
        }
    )
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('},{"name"', '},\n{"name"') + "\n")
