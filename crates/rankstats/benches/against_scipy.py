"""Times the library against scipy on the same columns, one after the other, and checks that the values agree.

    cargo build --release -p rankstats --example against_scipy
    python crates/rankstats/benches/against_scipy.py target/release/examples/against_scipy

Needs numpy and scipy. Coefficients are the best of ten runs (two of the slow weighted tau in scipy). scipy's bootstrap is timed on a tenth of the resamples and multiplied, as it is linear in them.
"""

import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy
from scipy import stats

BOOTSTRAPS = 1000


def columns(n):
    """A score and a label rounded to 1/100 of a percent: few ties in one, many in the other."""
    rng = np.random.default_rng(n)
    x = rng.normal(size=n)
    return x, np.round(90 + 3 * (x + 0.8 * rng.normal(size=n)), 2)


def timed(run, times):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        value = run()
        best = min(best, time.perf_counter() - start)
    return value, best


def ours(program, x, y, bootstraps):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "columns.f64")
        path.write_bytes(np.concatenate([x, y]).astype("<f8").tobytes())
        done = subprocess.run([program, path, str(bootstraps)], check=True, capture_output=True, text=True)
    rows = (line.split() for line in done.stdout.splitlines())
    return {name: (float(value), float(seconds)) for name, value, seconds in rows}


def scipys(x, y, bootstraps):
    tau = lambda a, b: stats.kendalltau(a, b).statistic
    rho = lambda a, b: stats.spearmanr(a, b).statistic
    result = {
        "spearman": timed(lambda: rho(x, y), 10),
        "tau_b": timed(lambda: tau(x, y), 10),
        "weighted_tau": timed(lambda: stats.weightedtau(x, y).statistic, 2),
    }
    for name, statistic in (("spearman", rho), ("tau_b", tau)):
        if bootstraps:
            few = bootstraps // 10
            run = lambda: stats.bootstrap(
                (x, y), statistic, paired=True, vectorized=False, n_resamples=few, method="percentile", rng=1
            ).standard_error
            error, seconds = timed(run, 1)
            result[f"{name}_bootstrap"] = error, 10 * seconds
    return result


def main():
    program = sys.argv[1]
    print(f"scipy {scipy.__version__}, numpy {np.__version__}")
    print(f"{'n':>7} {'statistic':<20} {'scipy s':>10} {'rankstats s':>12} {'times':>7}")
    for n, bootstraps in ((15_625, BOOTSTRAPS), (423_624, 0)):
        x, y = columns(n)
        mine, theirs = ours(program, x, y, bootstraps), scipys(x, y, bootstraps)
        for name, (value, seconds) in mine.items():
            if name not in theirs:
                print(f"{n:>7} {name:<20} {'-':>10} {seconds:>12.4f} {'-':>7}")
                continue
            expected, slow = theirs[name]
            # Standard errors come from other random draws: with a tenth of them scipy's is off by about 7 %.
            tolerance = 0.3 if "bootstrap" in name else 1e-12
            assert abs(value - expected) <= tolerance * abs(expected), (name, value, expected)
            print(f"{n:>7} {name:<20} {slow:>10.4f} {seconds:>12.4f} {slow / seconds:>7.1f}")


main()
