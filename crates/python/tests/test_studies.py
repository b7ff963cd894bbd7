from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import epsilon_nas as eps
from conftest import Program

pytestmark = pytest.mark.filterwarnings("ignore::epsilon_nas.EpsilonWarning")

STUDY: dict[str, Any] = {
    "study": "small",
    "space": {"name": "nasbench201", "image_size": 8, "architectures": {"sample": 300}},
    "batch": {"kind": "grey", "size": 8},
    "proxies": ["epsilon", "params"],
}


def table_of_labels() -> Path:
    """Made-up accuracies of all cells, with a score of one's own."""
    space = eps.Space("nasbench201")
    live = space.describe()["live_params"]
    noise = np.random.default_rng(0).normal(size=len(live))
    rows = zip(space, np.log1p(live) + noise, np.log1p(live) - noise)
    path = Path("labels.csv")
    path.write_text("arch,accuracy,mine\n" + "".join(f"{key},{a!r},{m!r}\n" for key, a, m in (
        (key, float(a), float(m)) for key, a, m in rows)))
    return path


def test_results_are_the_programs_byte_for_byte(program: Program) -> None:
    labels = table_of_labels()
    study = {**STUDY, "labels": [{"source": "table", "file": labels, "column": "accuracy"}]}
    with pytest.warns(eps.EpsilonWarning, match="have no epsilon_f32 score"):
        run = eps.run(study, out="ours", fresh=True)
    assert program("run", "ours/config.yaml", "--out", "theirs", "--fresh").returncode == 0
    for name in ("scores.csv", "architectures.csv", "correlations.csv", "summary.json", "config.yaml"):
        assert (run.folder / name).read_bytes() == Path("theirs", name).read_bytes(), name
    assert run.scores.shape[0] == 600 and set(run.scores["status"]) >= {"scored"}
    assert run.architectures.shape[0] == 300
    own = run.correlations["subset"] == "own"
    assert own.sum() == 2 and np.isfinite(run.correlations["spearman"][own]).all()
    assert run.report.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    page = run._repr_html_()
    assert page.count("<tr>") == 3 and "report.html" in page
    assert repr(eps.Run("ours")) == "Run('ours')" and "small" in run.config
    by_file = eps.run("ours/config.yaml", set=["study=other"], out="other")
    assert by_file.config == run.config.replace("study: small", "study: other")


def test_ones_own_scores_are_compared(program: Program) -> None:
    labels = table_of_labels()
    table = eps.read_table(labels)
    columns = {"arch": table["arch"], "mine": table["mine"]}
    run = eps.compare(columns, space="nasbench201", label="accuracy", labels=labels, out="ours")
    again = eps.compare(eps.read_table(labels).to_pandas()[["arch", "mine"]], space="nasbench201", label="accuracy",
                        labels=labels, out="again")
    written = list(Path("results/compare/tables").glob("*.csv"))
    assert len(written) == 1
    program("compare", written[0], "--space", "nasbench201", "--label", "accuracy", "--labels", labels, "--out", "theirs")
    for name in ("scores.csv", "correlations.csv", "comparisons.csv"):
        theirs = Path("theirs", name).read_bytes()
        assert (run.folder / name).read_bytes() == theirs == (again.folder / name).read_bytes(), name
    assert set(run.correlations["score"]) == {"mine", "live_params", "params"}
    with pytest.raises(eps.UsageError, match="arch has 2, mine has 1"):
        eps.compare({"arch": ["a", "b"], "mine": [1.0]}, space="nasbench201", label="x")
    with pytest.raises(eps.UsageError, match="where are the labels"):
        eps.compare(columns, space="nasbench201", label="x")


def test_errors_are_the_programs(program: Program) -> None:
    wrong = {**STUDY, "batch": {"kind": "grey", "size": 1}}
    with pytest.raises(eps.ConfigError, match="batch.size") as error:
        eps.run(wrong)
    assert error.value.exit_code == 3 and isinstance(error.value, ValueError)
    with pytest.raises(eps.DataError, match="absent.yaml can't be read") as missing:
        eps.run("absent.yaml")
    printed = program("run", "absent.yaml")
    assert printed.returncode == missing.value.exit_code and str(missing.value) in printed.stderr
    lacking = {**STUDY, "labels": [{"source": "table", "file": "absent.csv", "column": "x"}]}
    with pytest.raises(eps.DataError, match="absent.csv"):
        eps.run(lacking)
    with pytest.raises(eps.DataError, match="config.yaml"):
        eps.Run(".")
    with pytest.raises(TypeError, match="no place in a config"):
        eps.run({"study": object()})


def test_an_interrupted_run_is_resumed() -> None:
    study = {**STUDY, "space": {"name": "nasbench201"}, "batch": {"kind": "grey", "size": 512}}

    def interrupt(done: int, total: int) -> None:
        if done > 3:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        eps.run(study, out="stopped", set=["space.architectures={sample: 500}"], progress=interrupt)
    assert not Path("stopped/report.html").exists()
    run = eps.run(study, out="stopped", set=["space.architectures={sample: 500}"], resume=True)
    whole = eps.run(study, out="whole", set=["space.architectures={sample: 500}"], fresh=True)
    assert (run.folder / "scores.csv").read_bytes() == (whole.folder / "scores.csv").read_bytes()


def test_the_program_is_in_the_wheel(program: Program) -> None:
    assert program("--version").stdout.startswith("epsilon ")
    assert program("--help").returncode == 0
    assert program("scor").returncode == 2
    assert program("score", "--space", "nasbench201", "--batch", "grey", "nonsense").returncode == 4


def test_ctrl_c_ends_the_program_as_it_does_without_python(tmp_path: Path) -> None:
    import subprocess
    import sys
    import time

    script = Path(sys.executable).parent / "epsilon"
    score = [str(script), "score", "--space", "nasbench201", "--batch", "grey", "--batch-size", "65536", "--archs", "all"]
    child = subprocess.Popen(score, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    assert child.wait(30) == -signal.SIGINT
