"""Pairs of columns that exercise ties, signs, scales and sizes; shared by the scripts that make oracle values."""

import numpy as np


def columns():
    """Yields (name, x, y) with float64 columns of equal length."""
    rng = np.random.default_rng(20230200)
    for n in (2, 3, 5, 17, 100, 300):
        x = rng.normal(size=n)
        yield f"normal_{n}", x, x + rng.normal(size=n)
    x = rng.normal(size=200)
    yield "negative_200", x, -x + 0.1 * rng.normal(size=200)
    yield "identical_50", x[:50], x[:50]
    yield "reversed_50", x[:50], -x[:50]
    yield "few_values_150", rng.integers(0, 4, 150).astype(float), rng.integers(0, 7, 150).astype(float)
    a = rng.integers(0, 12, 250).astype(float)
    yield "related_ties_250", a, np.round(a / 2 + rng.normal(size=250))
    yield "ties_in_one_120", rng.integers(0, 5, 120).astype(float), rng.normal(size=120)
    yield "binary_60", rng.integers(0, 2, 60).astype(float), rng.integers(0, 2, 60).astype(float)
    big = 10.0 ** rng.uniform(-300, 300, 80)
    yield "scales_80", big, np.log(big) + 200 * rng.normal(size=80)
    zeros = np.where(rng.random(90) < 0.5, 0.0, rng.normal(size=90))
    yield "signed_zeros_90", np.where(rng.random(90) < 0.5, -zeros, zeros), zeros
    yield "constant_20", np.full(20, 3.25), rng.normal(size=20)
    accuracy = np.round(100 - rng.gamma(2.0, 4.0, 280), 1)
    yield "accuracies_280", np.exp(accuracy / 20 + rng.normal(size=280)), accuracy
