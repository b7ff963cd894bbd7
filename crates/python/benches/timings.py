"""Times the package beside scipy, and prints a table.

    timings.py TFRECORD

TFRECORD is NAS-Bench-101's file, or one of its size:

    cargo run --release -p nasbench101 --example load_time -- TFRECORD

Run it in a folder without a folder `data`, so that nothing is kept of the file. Wall times, the smallest of three.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from typing import Any, Callable

import numpy as np
import scipy.stats

import epsilon_nas as eps
from epsilon_nas import stats


def seconds(call: Callable[[], Any], times: int = 3) -> float:
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        found.append(time.perf_counter() - begun)
    return min(found)


def row(what: str, ours: float, theirs: float | None = None) -> None:
    other = "" if theirs is None else f"{theirs:.3g} s | {theirs / ours:.1f}"
    print(f"| {what} | {ours:.3g} s | {other or ' | '} |", flush=True)


def columns(n: int, decimals: int | None) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    x = random.normal(size=n)
    y = x + random.normal(size=n)
    return (x, y) if decimals is None else (np.round(x, decimals), np.round(y, decimals))


def main(tfrecord: str) -> None:
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}, "
          f"NumPy {np.__version__}, SciPy {scipy.__version__}, load {os.getloadavg()[0]:.1f}\n")
    print("| what | here | SciPy | SciPy / here |\n| --- | --- | --- | --- |")
    megabytes = os.path.getsize(tfrecord) / 1e6
    row(f"read_labels, {megabytes:.0f} MB TFRecord, 423,624 modules", seconds(lambda: eps.read_labels(tfrecord)))
    for precision in ("f32", "f64"):
        row(f"score, all of nasbench201, grey, batch 256, {precision}",
            seconds(lambda: eps.score("nasbench201", precision=precision), 1))
    for n in (15_625, 423_624):
        for decimals, kind in ((None, "no ties"), (2, "ties")):
            x, y = columns(n, decimals)
            for name, ours, theirs in (
                ("kendall (tau-b)", stats.kendall, scipy.stats.kendalltau),
                ("spearman", stats.spearman, scipy.stats.spearmanr),
                ("weighted_tau", stats.weighted_tau, scipy.stats.weightedtau),
            ):
                row(f"{name}, n = {n:,}, {kind}", seconds(lambda: ours(x, y)), seconds(lambda: theirs(x, y), 1))
    x, y = columns(15_625, 2)
    for name, theirs in (("kendall", scipy.stats.kendalltau), ("spearman", scipy.stats.spearmanr)):
        def resample() -> Any:
            return scipy.stats.bootstrap(
                (x, y), lambda x, y: theirs(x, y).statistic, paired=True, vectorized=False, n_resamples=1000,
                method="percentile",
            )

        row(f"bootstrap of {name}, n = 15,625, ties, 1,000 resamples",
            seconds(lambda: stats.bootstrap(x, y, statistic=name).confidence_interval()), seconds(resample, 1))


main(sys.argv[1])
