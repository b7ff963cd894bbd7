"""Prints the values that tests/real_tables.rs expects, by scipy and by the definition of a top with ties.

python real_tables.py FOLDER    (the folder with nasbench201/accuracy.csv; made with scipy 1.17.1, pandas 3.1.1)
"""

import itertools
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats

folder = pathlib.Path(sys.argv[1], "nasbench201")
table = pd.read_csv(folder / "accuracy.csv")
x, y = table["params_m"].to_numpy(), table["cifar10_test"].to_numpy()
print("rho", float(stats.spearmanr(x, y).statistic))
print("tau_b", float(stats.kendalltau(x, y).statistic))
print("tau_c", float(stats.kendalltau(x, y, variant="c").statistic))
print("weighted tau", float(stats.weightedtau(x, y).statistic))


def chance(values, k):
    """The probability of each to be in the top k when ties are broken at random."""
    cut = np.sort(values)[-k]
    above, tied = (values > cut).sum(), (values == cut).sum()
    return np.where(values > cut, 1.0, np.where(values == cut, (k - above) / tied, 0.0))


ten, five = -(-len(x) // 10), -(-len(x) // 20)
top = chance(y, ten)
print("top-10 % overlap", float(100 * (chance(x, ten) * top).sum() / ten))
print("top 64 in top 5 %", float((chance(x, 64) * chance(y, five)).sum()))
kept = top > 0
print("kept", int(kept.sum()))
print("rho in the top 10 %", float(stats.spearmanr(x[kept], y[kept]).statistic))
print("tau in the top 10 %", float(stats.kendalltau(x[kept], y[kept]).statistic))

seeds = pd.read_csv(folder / "cifar10_test_per_seed.csv")[["test_s1", "test_s2", "test_s3"]]
pairs = [seeds[[a, b]].dropna().to_numpy().T for a, b in itertools.combinations(seeds.columns, 2)]
print("fewest in common", min(pair.shape[1] for pair in pairs))
print("rho between seeds", float(np.mean([stats.spearmanr(*pair).statistic for pair in pairs])))
print("tau between seeds", float(np.mean([stats.kendalltau(*pair).statistic for pair in pairs])))
