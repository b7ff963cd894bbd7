from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import numpy as np
import numpy.typing as npt
import pytest
import scipy.stats

import epsilon_nas as eps
from conftest import Program
from epsilon_nas import stats

Floats = npt.NDArray[np.float64]


def columns(n: int, ties: int, seed: int) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    x = random.normal(size=n)
    y = x + random.normal(size=n)
    return (np.round(x * ties), np.round(y * ties)) if ties else (x, y)


@pytest.mark.parametrize("n", [5, 50, 3000])
@pytest.mark.parametrize("ties", [0, 1, 3])
def test_coefficients_and_p_values_are_scipys(n: int, ties: int) -> None:
    x, y = columns(n, ties, n + ties)
    theirs = scipy.stats.spearmanr(x, y)
    ours = stats.spearman(x, y)
    assert ours.statistic == pytest.approx(theirs.statistic, rel=1e-12)
    assert ours.pvalue == pytest.approx(theirs.pvalue, rel=1e-9, abs=1e-300)
    for variant in "bc":
        theirs = scipy.stats.kendalltau(x, y, variant=variant, method="asymptotic")
        ours = stats.kendall(x, y, variant=variant)
        assert ours.statistic == pytest.approx(theirs.statistic, rel=1e-12)
        assert ours.pvalue == pytest.approx(theirs.pvalue, rel=1e-9, abs=1e-300)
    pairs = [np.sign(x[i] - x[:i]) * np.sign(y[i] - y[:i]) for i in range(n)]
    tau_a = sum(pair.sum() for pair in pairs) / (n * (n - 1) / 2)
    assert stats.kendall(x, y, variant="a").statistic == pytest.approx(tau_a, rel=1e-12, abs=1e-15)
    weighted = stats.weighted_tau(x, y)
    assert weighted.statistic == pytest.approx(scipy.stats.weightedtau(x, y).statistic, rel=1e-10)
    assert np.isnan(weighted.pvalue)


def test_nan_policies_are_scipys() -> None:
    x, y = columns(40, 0, 1)
    x[3] = y[7] = np.nan
    for ours, theirs in ((stats.spearman, scipy.stats.spearmanr), (stats.kendall, scipy.stats.kendalltau)):
        assert np.isnan(ours(x, y).statistic)
        left = ours(x, y, nan_policy="omit")
        assert left.n == 38
        assert left.statistic == pytest.approx(theirs(x, y, nan_policy="omit").statistic, rel=1e-12)
        with pytest.raises(ValueError, match="element 3"):
            ours(x, y, nan_policy="raise")
    with pytest.raises(ValueError, match="propagate, omit and raise"):
        stats.spearman(x, y, nan_policy="drop")


@pytest.mark.parametrize(
    ("x", "error", "words"),
    [
        (np.array([1, 2, None, 4]), TypeError, "object"),
        (np.array(["1", "2", "3", "4"]), TypeError, "real numbers"),
        (np.array([1j, 2, 3, 4]), TypeError, "complex128"),
        (np.array([[1.0, 2, 3, 4]]), ValueError, "one dimension"),
        (np.arange(3.0), ValueError, "x has 3, y has 4"),
        (1.0, ValueError, "one dimension"),
    ],
)
@pytest.mark.parametrize("function", [stats.spearman, stats.kendall, stats.weighted_tau, stats.bootstrap])
def test_wrong_arrays_are_told(function: Callable[..., Any], x: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        function(x, np.arange(4.0))


def test_arrays_of_any_kind_and_order_are_right() -> None:
    x, y = columns(1000, 2, 5)
    wanted = stats.kendall(x, y).statistic
    table = np.stack([x, y], axis=1)
    assert stats.kendall(table[:, 0], table[:, 1]).statistic == wanted
    assert stats.kendall(x[::-1], y[::-1]).statistic == wanted
    assert stats.kendall(x.astype(np.int64), y.astype(np.float32)).statistic == wanted
    assert stats.kendall(list(x), tuple(y)).statistic == wanted
    assert stats.kendall(x > 0, y).statistic == pytest.approx(scipy.stats.kendalltau(x > 0, y).statistic)
    infinite = stats.spearman([1, 2, np.inf], [1, 2, 3])
    assert infinite.statistic == pytest.approx(1)
    for n in (0, 1):
        assert np.isnan(stats.kendall(x[:n], y[:n]).statistic) and np.isnan(stats.spearman(x[:n], y[:n]).pvalue)
    assert np.isnan(stats.kendall([1, 1, 1, 1], [1, 2, 3, 4]).statistic)


def test_intervals_hold_their_coefficient() -> None:
    x, y = columns(200, 0, 2)
    for found in (stats.spearman(x, y), stats.kendall(x, y)):
        wide, narrow = found.confidence_interval(0.99), found.confidence_interval(0.9)
        assert wide.low < narrow.low < found.statistic < narrow.high < wide.high
        with pytest.raises(ValueError, match="0.95"):
            found.confidence_interval(95)
    # Bonett and Wright, 2000: tanh(artanh r +- z sqrt((1 + r^2 / 2) / (n - 3))).
    rho = stats.spearman(x, y)
    half = scipy.stats.norm.ppf(0.975) * np.sqrt((1 + rho.statistic**2 / 2) / 197)
    assert rho.confidence_interval() == pytest.approx(np.tanh(np.arctanh(rho.statistic) + np.array([-half, half])))
    with pytest.raises(ValueError, match="weighted"):
        stats.weighted_tau(x, y).confidence_interval()
    with pytest.raises(ValueError, match="at least 5"):
        stats.kendall([1, 2, 3], [1, 2, 3]).confidence_interval()


@pytest.mark.parametrize("statistic", ["spearman", "kendall"])
def test_the_bootstrap_is_scipys_within_its_noise(statistic: str) -> None:
    x, y = columns(150, 2, 3)
    ours = stats.bootstrap(x, y, statistic=statistic, n_resamples=4000)

    def of_scipy(x: Floats, y: Floats) -> float:
        found = scipy.stats.spearmanr(x, y) if statistic == "spearman" else scipy.stats.kendalltau(x, y)
        return float(found.statistic)

    for method in ("percentile", "bca"):
        theirs = scipy.stats.bootstrap(
            (x, y), of_scipy, paired=True, vectorized=False, n_resamples=2000, method=method,
            rng=np.random.default_rng(1),
        )
        found = ours.confidence_interval(method=method)
        assert found.low == pytest.approx(theirs.confidence_interval.low, abs=0.012)
        assert found.high == pytest.approx(theirs.confidence_interval.high, abs=0.012)
        assert ours.standard_error == pytest.approx(theirs.standard_error, rel=0.06)
    again = stats.bootstrap(x, y, statistic=statistic, n_resamples=4000)
    np.testing.assert_array_equal(again.bootstrap_distribution, ours.bootstrap_distribution)


def test_clusters_are_drawn_whole() -> None:
    x, y = columns(100, 0, 4)
    alone = stats.bootstrap(x, y, n_resamples=2000)
    # The same evidence four times over.
    names = np.array([f"c{number}" for number in range(100)] * 4, dtype=object)
    four = stats.bootstrap(np.tile(x, 4), np.tile(y, 4), clusters=names, n_resamples=2000)
    assert four.standard_error == pytest.approx(alone.standard_error, rel=0.1)
    assert stats.bootstrap(np.tile(x, 4), np.tile(y, 4)).standard_error < 0.7 * alone.standard_error
    assert four.confidence_interval(method="bca").low < four.statistic
    with pytest.raises(ValueError, match="clusters has 3"):
        stats.bootstrap(x, y, clusters=[1, 2, 3])


def test_wrong_requests_are_told() -> None:
    x, y = columns(20, 0, 6)
    for call, words in (
        (lambda: stats.bootstrap(x, y, statistic="pearson"), "spearman and kendall"),
        (lambda: stats.bootstrap(x, y, n_resamples=0), "at least one"),
        (lambda: stats.bootstrap(x, y, seed=-1), "from 0 up"),
        (lambda: stats.bootstrap(x[:3], y[:3]), "at least 4"),
        (lambda: stats.bootstrap(x, y).confidence_interval(method="basic"), "percentile and bca"),
        (lambda: stats.kendall(x, y, variant="d"), "a, b and c"),
        (lambda: stats.top_k(x, y, 3, direction="up"), "maximize"),
        (lambda: stats.compare(x, y, x[:3]), "label has 3"),
    ):
        with pytest.raises(eps.UsageError, match=words):
            call()
    with pytest.raises(TypeError, match="whole number"):
        stats.bootstrap(x, y, n_resamples=10.5)  # type: ignore[arg-type]


def test_comparisons_are_those_of_the_program(program: Program) -> None:
    random = np.random.default_rng(8)
    label = random.normal(size=300)
    first, second = label + random.normal(size=300), label + 2 * random.normal(size=300)
    first[5] = np.nan
    rows = [",".join(map(repr, map(float, row))) for row in zip(first, second, label)]
    Path("t.csv").write_text("\n".join(["first,second,label", *rows]).replace("nan", ""))
    printed = program(
        "correlate", "t.csv", "--score", "first", "--score", "second", "--label", "label", "--format", "json",
        "--resamples", 500, "--seed", 3,
    )
    row = json.loads(printed.stdout)[0]["comparisons"][0]
    found = stats.compare(first, second, label, n_resamples=500, seed=3)
    assert found.n == row["n"] == 299
    for name, test in (("williams_t", found.williams), ("steiger_z", found.steiger), ("meng_z", found.meng)):
        assert test.statistic == row[name] and test.pvalue == row[name[:-1] + "p"] and test.pvalue < 0.01
    assert (found.zou.low, found.zou.high) == (row["zou_low"], row["zou_high"])
    assert found.bootstrap_rho.pvalue == row["spearman_bootstrap_p"]
    assert found.bootstrap_tau_interval.low == row["kendall_tau_b_bootstrap_low"] > 0
    assert found.bootstrap_tau.statistic == row["kendall_tau_b_difference"]
    nothing = stats.compare(first, second, label * np.nan)
    assert nothing.n == 0 and np.isnan(nothing.williams.pvalue)


def test_the_top_and_the_coverage() -> None:
    score = np.array([9.0, 8, 7, 1, 2, 3, np.nan, 4])
    label = np.array([90.0, 70, 80, 10, 20, 30, 95, 40])
    top = stats.top_k(score, label, 2)
    assert (top.n, top.k, top.precision, top.regret, top.random_precision) == (7, 2, 0.5, 0.0, 2 / 7)
    assert stats.top_k(score, -label, 2, direction="minimize").precision == 0.5
    found = stats.coverage(score, label)
    assert (found.n, found.scored, found.fraction) == (8, 7, 7 / 8)
    scored = ~np.isnan(score)
    assert found.scored_only == pytest.approx(
        (scipy.stats.spearmanr(score[scored], label[scored]).statistic,
         scipy.stats.kendalltau(score[scored], label[scored]).statistic)
    )
    filled = np.where(scored, score, -np.inf)
    assert found.worst[1] == pytest.approx(scipy.stats.kendalltau(filled, label).statistic)
    assert np.isnan(stats.coverage([], []).fraction)
