"""Writes comparing.json: intervals and tests from published formulas, adjusted p-values by scipy.

python comparing.py    (made with scipy 1.17.1, numpy 2.4.6)

The formulas are written from the papers that the library names, in another form than there where one exists, and checked
here against the worked examples of the literature before anything is written.
"""

import json
import pathlib

import numpy as np
from scipy import stats


def williams(jk, jh, kh, n):
    matrix = np.array([[1, jk, jh], [jk, 1, kh], [jh, kh, 1]])
    mean = (jk + jh) / 2
    below = 2 * (n - 1) / (n - 3) * np.linalg.det(matrix) + mean**2 * (1 - kh) ** 3
    t = (jk - jh) * np.sqrt((n - 1) * (1 + kh) / below)
    return t, 2 * stats.t.sf(abs(t), n - 3)


def steiger(jk, jh, kh, n):
    mean = (jk + jh) / 2
    psi = kh * (1 - 2 * mean**2) - mean**2 / 2 * (1 - 2 * mean**2 - kh**2)
    s = psi / (1 - mean**2) ** 2
    z = (np.arctanh(jk) - np.arctanh(jh)) * np.sqrt(n - 3) / np.sqrt(2 - 2 * s)
    return z, 2 * stats.norm.sf(abs(z))


def meng(jk, jh, kh, n):
    square = (jk**2 + jh**2) / 2
    f = min(1.0, (1 - kh) / (2 * (1 - square)))
    h = 1 + square / (1 - square) * (1 - f)
    z = (np.arctanh(jk) - np.arctanh(jh)) * np.sqrt((n - 3) / (2 * (1 - kh) * h))
    return z, 2 * stats.norm.sf(abs(z))


def fisher(r, n, level):
    half = stats.norm.ppf((1 + level) / 2) / np.sqrt(n - 3)
    return np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)


def zou(jk, jh, kh, n, level):
    (l1, u1), (l2, u2) = fisher(jk, n, level), fisher(jh, n, level)
    c = ((kh - jk * jh / 2) * (1 - jk**2 - jh**2 - kh**2) + kh**3) / ((1 - jk**2) * (1 - jh**2))
    lower = jk - jh - np.sqrt((jk - l1) ** 2 + (u2 - jh) ** 2 - 2 * c * (jk - l1) * (u2 - jh))
    upper = jk - jh + np.sqrt((u1 - jk) ** 2 + (jh - l2) ** 2 - 2 * c * (u1 - jk) * (jh - l2))
    return lower, upper


# Worked examples: Silver, Hittner and May 2006 (all three), Steiger 1980 case A, Meng et al. 1992, Zou 2007.
assert round(williams(0.3, 0.4, 0.5, 100)[0], 4) == -1.0767
assert round(williams(0.3, 0.4, 0.5, 100)[1], 4) == 0.2843
assert round(steiger(0.3, 0.4, 0.5, 100)[0], 4) == -1.0718
assert round(steiger(0.4, 0.5, 0.1, 103)[0], 2) == -0.89
assert round(meng(0.3, 0.4, 0.5, 100)[0], 4) == -1.0707
assert round(meng(0.63, -0.03, -0.19, 15)[0], 2) == 1.68
assert [round(bound, 3) for bound in zou(0.396, 0.179, 0.088, 66, 0.95)] == [-0.093, 0.517]

cases = []
for jk, jh, kh, n in [
    (0.3, 0.4, 0.5, 100),
    (0.4, 0.5, 0.1, 103),
    (0.63, -0.03, -0.19, 15),
    (0.396, 0.179, 0.088, 66),
    (0.8687, 0.7412, 0.8123, 9226),
    (0.446, 0.45, 0.71, 15191),
    (-0.36, -0.25, 0.55, 4114),
    (0.62, 0.6, 0.95, 423624),
    (0.5, 0.2, 0.8, 50),
]:
    case = {"name": f"{jk} {jh} {kh} {n}", "first": jk, "second": jh, "between": kh, "n": n}
    for name, test in (("williams", williams), ("steiger", steiger), ("meng", meng)):
        case[name], case[f"{name}_p"] = map(float, test(jk, jh, kh, n))
    for level in (0.9, 0.95):
        case[f"zou_{level}"] = list(map(float, zou(jk, jh, kh, n, level)))
        scales = {"fisher": 1 / (n - 3), "fieller": 1.06 / (n - 3), "fieller_tau": 0.437 / (n - 4)}
        scales["bonett_wright"] = (1 + jk**2 / 2) / (n - 3)
        for name, variance in scales.items():
            low, high = stats.norm.interval(level, np.arctanh(jk), np.sqrt(variance))
            case[f"{name}_{level}"] = [float(np.tanh(low)), float(np.tanh(high))]
    cases.append(case)

rng = np.random.default_rng(5)
for size in (1, 2, 7, 40):
    p = rng.uniform(0, 1, size) ** 3
    if size > 5:
        p[3] = p[5]
    order = np.argsort(p, kind="stable")
    holm = np.empty(size)
    holm[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(size, 0, -1)))
    cases.append(
        {
            "name": f"p-values {size}",
            "p": p.tolist(),
            "holm": holm.tolist(),
            "benjamini_hochberg": stats.false_discovery_control(p).tolist(),
        }
    )
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('},{"name"', '},\n{"name"') + "\n")
