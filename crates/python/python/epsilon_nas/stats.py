"""Rank statistics of arrays, named and shaped like scipy's where scipy has them.

Every function takes what `numpy.asarray` makes a one-dimensional array of real numbers, one element an architecture. Arrays of
another kind, or of objects, are a `TypeError`; other shapes and unequal lengths a `UsageError` (a `ValueError`).

`nan_policy` is scipy's: with `propagate` a NaN makes the statistic NaN, `omit` leaves out the elements where any array
has one (`.n` says how many are left), `raise` is an error. The interpreter's lock is released while statistics are computed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Optional

import numpy as np
import numpy.typing as npt

from . import _native
from ._errors import UsageError

__all__ = [
    "Bootstrap", "Comparison", "ConfidenceInterval", "Correlation", "Coverage", "Test", "TopK", "bootstrap", "compare",
    "coverage", "kendall", "spearman", "top_k", "weighted_tau",
]

_Floats = npt.NDArray[np.float64]


class ConfidenceInterval(NamedTuple):
    """The ends of an interval; NaN where there is none."""

    low: float
    high: float


@dataclass(frozen=True)
class Correlation:
    """A coefficient of two columns, between -1 and 1. NaN for a constant column or fewer than two elements."""

    statistic: float
    n: int
    """Elements that it is of."""
    _kind: str = field(repr=False)
    _x: _Floats = field(repr=False, compare=False)
    _y: _Floats = field(repr=False, compare=False)

    @property
    def pvalue(self) -> float:
        """Two-sided, for no association; computed when it is asked for. Of rho from Student's t, of tau from its normal
        approximation with ties (scipy's `method="asymptotic"`). NaN for the weighted tau.
        """
        if self._kind == "spearman":
            return _native.spearman_p_value(self.statistic, self.n)
        return _native.kendall_p_value(self._x, self._y) if self._kind == "kendall" else np.nan

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval:
        """From a formula: Bonett and Wright's for rho, Fieller's for tau. See `bootstrap` for one that is drawn, and for
        architectures that are not independent. Raises `UsageError` for the weighted tau, fewer than four elements, or a
        level that is not between 0 and 1.
        """
        if self._kind == "spearman":
            return ConfidenceInterval(*_native.interval_rho(self.statistic, self.n, confidence_level))
        if self._kind == "kendall":
            return ConfidenceInterval(*_native.interval_fieller_tau(self.statistic, self.n, confidence_level))
        raise UsageError("there is no formula for an interval of the weighted tau")


def spearman(x: npt.ArrayLike, y: npt.ArrayLike, *, nan_policy: str = "propagate") -> Correlation:
    """Spearman's rho, as `scipy.stats.spearmanr`. O(n log n)."""
    x, y = _columns(nan_policy, x=x, y=y)
    return Correlation(_native.spearman(x, y), len(x), "spearman", x, y)


def kendall(
    x: npt.ArrayLike, y: npt.ArrayLike, *, variant: str = "b", nan_policy: str = "propagate"
) -> Correlation:
    """Kendall's tau, as `scipy.stats.kendalltau`: variant `a` (ties pull it to zero), `b` or `c`. O(n log n)."""
    if variant not in ("a", "b", "c"):
        raise UsageError(f"there is no variant {variant!r} of Kendall's tau: there are a, b and c")
    x, y = _columns(nan_policy, x=x, y=y)
    return Correlation(_native.kendall(x, y)["abc".index(variant)], len(x), "kendall", x, y)


def weighted_tau(x: npt.ArrayLike, y: npt.ArrayLike, *, nan_policy: str = "propagate") -> Correlation:
    """The weighted tau, as `scipy.stats.weightedtau`: exchanges among the largest values cost most. O(n log n)."""
    x, y = _columns(nan_policy, x=x, y=y)
    return Correlation(_native.weighted_tau(x, y), len(x), "weighted", x, y)


@dataclass(frozen=True)
class Bootstrap:
    """A coefficient, and its values in resamples."""

    statistic: float
    bootstrap_distribution: _Floats = field(repr=False, compare=False)
    """The coefficient in each resample; NaN where one was constant."""
    n: int
    _kind: str = field(repr=False)
    _x: _Floats = field(repr=False, compare=False)
    _y: _Floats = field(repr=False, compare=False)
    _clusters: Optional[npt.NDArray[np.uint64]] = field(repr=False, compare=False)

    @property
    def standard_error(self) -> float:
        """The standard deviation of the distribution."""
        return float(np.nanstd(self.bootstrap_distribution, ddof=1))

    def confidence_interval(
        self, confidence_level: float = 0.95, *, method: str = "percentile"
    ) -> ConfidenceInterval:
        """`percentile`, or `bca`, which is corrected for bias and acceleration and takes one evaluation an element or
        cluster more. Raises `UsageError` for a level that is not between 0 and 1.
        """
        drawn = self.bootstrap_distribution
        if method == "percentile":
            return ConfidenceInterval(*_native.interval_percentile(drawn, confidence_level))
        if method == "bca":
            return ConfidenceInterval(*_native.interval_bca(
                self._x, self._y, self._clusters, self._kind, self.statistic, drawn, confidence_level
            ))
        raise UsageError(f"there is no method {method!r}: there are percentile and bca")


def bootstrap(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    statistic: str = "kendall",
    n_resamples: int = 1000,
    clusters: Optional[npt.ArrayLike] = None,
    seed: int = 0,
    nan_policy: str = "raise",
) -> Bootstrap:
    """Resamples elements with replacement, in pairs.

    statistic: `kendall` (tau-b) or `spearman`.
    clusters: an element's cluster, any hashable or number; clusters are drawn whole. Architectures that compute the same
        function are no independent evidence: give `space.describe(archs)["function"]`.
    seed: the same seed draws the same resamples, on any number of threads.

    About 25 ns an element and resample on one core; not to be interrupted. Raises `UsageError` for a NaN, fewer than four
    elements or clusters, or no resamples.
    """
    named = {"x": x, "y": y}
    (x, y), drawn = _with_clusters(nan_policy, clusters, named)
    value, distribution = _native.bootstrap(x, y, drawn, statistic, _count(n_resamples, "n_resamples"), _count(seed, "seed"))
    return Bootstrap(value, distribution, len(x), statistic, x, y, drawn)


@dataclass(frozen=True)
class Test:
    """A test of a difference; the statistic is positive where the first score ranks better."""

    __test__ = False

    statistic: float
    pvalue: float
    """Two-sided."""


@dataclass(frozen=True)
class Comparison:
    """Two scores against one label, over the elements that have all three: what stands in a row of `comparisons.csv`."""

    n: int
    first: float
    """Rho of the first score with the label."""
    second: float
    between: float
    """Rho of the two scores."""
    williams: Test
    steiger: Test
    meng: Test
    zou: ConfidenceInterval
    """Of rho of the first minus that of the second."""
    bootstrap_rho: Test
    """The difference of rho, and the share of paired resamples on the other side of zero."""
    bootstrap_rho_interval: ConfidenceInterval
    bootstrap_tau: Test
    bootstrap_tau_interval: ConfidenceInterval


def compare(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    label: npt.ArrayLike,
    *,
    n_resamples: int = 1000,
    confidence_level: float = 0.95,
    clusters: Optional[npt.ArrayLike] = None,
    seed: int = 0,
) -> Comparison:
    """Does one score rank a label better than another? Williams' t, Steiger's and Meng's z, Zou's interval, and the paired
    bootstrap. Elements that lack a score or the label are left out; of fewer than four every test is NaN.
    """
    named = {"first": first, "second": second, "label": label}
    (first, second, label), drawn = _with_clusters("propagate", clusters, named)
    row = json.loads(_native.compare(
        first, second, label, drawn, _count(n_resamples, "n_resamples"), confidence_level, _count(seed, "seed")
    ))

    def number(name: str) -> float:
        return np.nan if row[name] is None else float(row[name])

    def drawn_difference(kind: str) -> tuple[Test, ConfidenceInterval]:
        ends = ConfidenceInterval(number(f"{kind}_bootstrap_low"), number(f"{kind}_bootstrap_high"))
        return Test(number(f"{kind}_difference"), number(f"{kind}_bootstrap_p")), ends

    rho, rho_ends = drawn_difference("spearman")
    tau, tau_ends = drawn_difference("kendall_tau_b")
    return Comparison(
        n=row["n"],
        first=number("spearman_first"),
        second=number("spearman_second"),
        between=number("spearman_between"),
        williams=Test(number("williams_t"), number("williams_p")),
        steiger=Test(number("steiger_z"), number("steiger_p")),
        meng=Test(number("meng_z"), number("meng_p")),
        zou=ConfidenceInterval(number("zou_low"), number("zou_high")),
        bootstrap_rho=rho,
        bootstrap_rho_interval=rho_ends,
        bootstrap_tau=tau,
        bootstrap_tau_interval=tau_ends,
    )


@dataclass(frozen=True)
class TopK:
    """How well the k best-scored match the best by label, and what a random order would do. Expected values over breaking
    ties at random.
    """

    n: int
    k: int
    relevant: int
    precision: float
    """Share of the k best-scored that is relevant."""
    random_precision: float
    recall: float
    """Share of the relevant that is among the k best-scored."""
    random_recall: float
    overlap: float
    """Share of the k best-scored that is among the k best by label."""
    random_overlap: float
    regret: float
    """The best label minus the best among the k best-scored, in the label's units."""
    random_regret: float
    ndcg: float
    random_ndcg: float


def top_k(
    score: npt.ArrayLike,
    label: npt.ArrayLike,
    k: int,
    *,
    relevant: Optional[int] = None,
    direction: str = "maximize",
    nan_policy: str = "omit",
) -> TopK:
    """The k best-scored against the `relevant` best by label (by default, k as well).

    direction: which end of the label is good, `maximize` or `minimize`. Scores are always better the larger they are.
    """
    score, label = _columns(nan_policy, score=score, label=label)
    best = k if relevant is None else relevant
    return TopK(**_native.top_k(score, label, direction, _count(k, "k"), _count(best, "relevant")))


@dataclass(frozen=True)
class Coverage:
    """How much of a ranking the missing scores decide: (rho, tau-b) over the scored elements, and over all with the missing
    ones ranked worst, in the middle and best.
    """

    n: int
    scored: int
    scored_only: tuple[float, float]
    worst: tuple[float, float]
    middle: tuple[float, float]
    best: tuple[float, float]

    @property
    def fraction(self) -> float:
        """The share that has a score; NaN of nothing."""
        return self.scored / self.n if self.n else np.nan


def coverage(score: npt.ArrayLike, label: npt.ArrayLike) -> Coverage:
    """A score's coverage (NaN is no score) of the elements that have a label, and its correlations without and with the rest."""
    score, label = _columns("propagate", score=score, label=label)
    labelled = ~np.isnan(label)
    missing, ranked = _native.missing_ranked(score[labelled], label[labelled])
    n = int(labelled.sum())
    return Coverage(n, n - missing, *ranked)


def _count(value: int, name: str) -> int:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is {value!r}: give a whole number")
    if not 0 <= value < 2**63:
        raise UsageError(f"{name} is {value}: give a number from 0 up")
    return int(value)


def _columns(nan_policy: str, **named: npt.ArrayLike) -> list[_Floats]:
    if nan_policy not in ("propagate", "omit", "raise"):
        raise UsageError(f"there is no nan_policy {nan_policy!r}: there are propagate, omit and raise")
    columns = [_column(name, values) for name, values in named.items()]
    lengths = {name: len(column) for name, column in zip(named, columns)}
    if len(set(lengths.values())) > 1:
        raise UsageError(f"the lengths differ: {', '.join(f'{name} has {n}' for name, n in lengths.items())}")
    if nan_policy == "propagate":
        return columns
    known = ~np.any([np.isnan(column) for column in columns], axis=0)
    if nan_policy == "raise" and not known.all():
        raise UsageError(f"element {int(np.argmin(known))} has a NaN: leave it out, or give nan_policy='omit'")
    return columns if known.all() else [column[known] for column in columns]


def _column(name: str, values: npt.ArrayLike) -> _Floats:
    array = np.asarray(values)
    if array.size and not (np.issubdtype(array.dtype, np.integer) or np.issubdtype(array.dtype, np.floating)
                           or array.dtype == np.bool_):
        raise TypeError(f"{name} holds {array.dtype}: give real numbers, such as .astype(float) makes them")
    if array.ndim != 1:
        raise UsageError(f"{name} has the shape {array.shape}: give one dimension")
    return np.ascontiguousarray(array, np.float64)


def _with_clusters(
    nan_policy: str, clusters: Optional[npt.ArrayLike], named: dict[str, Any]
) -> tuple[list[_Floats], Optional[npt.NDArray[np.uint64]]]:
    """Columns, and numbers of clusters for the elements that are left."""
    if clusters is None:
        return _columns(nan_policy, **named), None
    texts = np.asarray(clusters)
    if texts.ndim != 1:
        raise UsageError(f"clusters have the shape {texts.shape}: give one dimension")
    if texts.dtype == object:
        texts = texts.astype(str)
    _, numbers = np.unique(texts, return_inverse=True)
    # As a column, it is checked and cut like the others.
    *columns, drawn = _columns(nan_policy, **named, clusters=numbers)
    return columns, drawn.astype(np.uint64)
