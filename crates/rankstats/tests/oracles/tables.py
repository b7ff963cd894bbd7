"""Writes tables.json: NDCG and AUC by scikit-learn, partial correlations by inverting the matrix, top-k by enumeration.

python tables.py    (made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6)
"""

import itertools
import json
import pathlib

import numpy as np
from scipy import stats
from sklearn.metrics import ndcg_score, roc_auc_score


def partial(columns, coefficient):
    size = len(columns)
    matrix = np.eye(size)
    for i, j in itertools.combinations(range(size), 2):
        matrix[i, j] = matrix[j, i] = coefficient(columns[i], columns[j])
    inverse = np.linalg.inv(matrix)
    return float(-inverse[0, 1] / np.sqrt(inverse[0, 0] * inverse[1, 1]))


def sets(values, k):
    """Every top k that breaking the ties can give; ways of breaking them are equally likely, and so are the sets."""
    cut = sorted(values)[-k]
    sure = [i for i, value in enumerate(values) if value > cut]
    tied = [i for i, value in enumerate(values) if value == cut]
    return [set(sure) | set(rest) for rest in itertools.combinations(tied, k - len(sure))]


rng = np.random.default_rng(11)
cases = []
for n, values in ((12, 4), (14, 100), (10, 2), (13, 6)):
    score = rng.integers(0, values, n).astype(float)
    label = np.round(score + rng.normal(size=n) * 2, 1)
    label[2] = label[5]
    gain = (label - label.min()) / (label.max() - label.min())
    case = {"name": f"top of {n}, {values} values", "score": score.tolist(), "label": label.tolist()}
    for k, relevant in ((1, 3), (3, 2), (5, 5), (n, 4)):
        chosen, wanted, same = sets(score, k), sets(label, relevant), sets(label, k)
        anything = list(itertools.combinations(range(n), k))
        case[f"k{k}"] = {
            "relevant": relevant,
            "precision": float(np.mean([len(a & b) / k for a in chosen for b in wanted])),
            "recall": float(np.mean([len(a & b) / relevant for a in chosen for b in wanted])),
            "overlap": float(np.mean([len(a & b) / k for a in chosen for b in same])),
            "regret": float(label.max() - np.mean([max(label[list(a)]) for a in chosen])),
            "random_regret": float(label.max() - np.mean([max(label[list(a)]) for a in anything])),
            "ndcg": float(ndcg_score([gain], [score], k=k)),
            "random_ndcg": float(ndcg_score([gain], [np.zeros(n)], k=k)),
        }
    cases.append(case)

n = 120
controls = [rng.normal(size=n), np.round(rng.normal(size=n) * 2)]
controls.append(controls[0] + rng.normal(size=n))
x = controls[0] + np.round(rng.normal(size=n), 1)
y = x + controls[1] + rng.normal(size=n)
columns = [x, y, *controls]
case = {"name": "partial", "columns": [column.tolist() for column in columns]}
for count in (0, 1, 2, 3):
    kept = columns[: 2 + count]
    case[f"spearman_{count}"] = partial(kept, lambda a, b: stats.spearmanr(a, b).statistic)
    case[f"kendall_{count}"] = partial(kept, lambda a, b: stats.kendalltau(a, b).statistic)
cases.append(case)

label = np.round(rng.normal(size=150), 1)
has = rng.random(150) < 1 / (1 + np.exp(-2 * label))
score = label + rng.normal(size=150)
given = score[has]
middle = np.median(given)
case = {
    "name": "missing",
    "score": [float(value) if there else None for value, there in zip(score, has)],
    "label": label.tolist(),
    "auc": float(roc_auc_score(has, label)),
    "scored_mean": float(label[has].mean()),
    "missing_mean": float(label[~has].mean()),
}
for name, place in (("worst", -100.0), ("middle", middle), ("best", 100.0)):
    filled = np.where(has, score, place)
    case[f"rho_{name}"] = float(stats.spearmanr(filled, label).statistic)
    case[f"tau_{name}"] = float(stats.kendalltau(filled, label).statistic)
case["rho_scored"] = float(stats.spearmanr(given, label[has]).statistic)
case["tau_scored"] = float(stats.kendalltau(given, label[has]).statistic)
cases.append(case)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('},{"name"', '},\n{"name"') + "\n")
