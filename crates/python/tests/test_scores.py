from __future__ import annotations

import csv
import io
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import epsilon_nas as eps
from conftest import Program
from epsilon_nas._score import _pixels

SAMPLE = list(range(0, 15625, 400))


def as_csv(found: eps.Scores) -> str:
    """What `epsilon score` prints."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found)
    for arch, value, status in zip(found.archs, found.scores, found.status):
        number = "NaN" if np.isnan(value) else repr(float(value))
        writer.writerow([arch, number, status])
    return text.getvalue()


@pytest.mark.parametrize("precision", ["f32", "f64"])
def test_scores_are_the_programs_byte_for_byte(program: Program, precision: str) -> None:
    found = eps.score("nasbench201", SAMPLE, batch={"kind": "grey", "size": 16}, weights=(1e-7, 1), precision=precision)
    printed = program(
        "score", "--space", "nasbench201", "--weights", "1e-7,1", "--precision", precision, "--batch", "grey",
        "--batch-size", 16, *SAMPLE,
    )
    assert printed.returncode == 0
    assert as_csv(found) == printed.stdout
    assert found.scores.dtype == np.float64 and np.isnan(found.scores[found.status != "ok"]).all()


def test_arrays_are_scored_as_they_are(program: Program) -> None:
    batch = np.random.default_rng(0).normal(size=(8, 3, 16, 16)).astype(np.float32)
    np.save("batch.npy", batch)
    printed = program("score", "--space", "nasbench201", "--batch", "npy:batch.npy", "--batch-size", 8, *SAMPLE).stdout
    turned = np.asfortranarray(batch)
    double = np.concatenate([batch, batch]).astype(np.float64)[:8]
    unaligned = np.frombuffer(b"-" + batch.tobytes(), np.float32, offset=1).reshape(batch.shape)
    assert not unaligned.flags.aligned
    for given in (batch, turned, double, batch[::-1][::-1], unaligned):
        assert as_csv(eps.score("nasbench201", SAMPLE, batch=given)) == printed
    by_config = eps.score("nasbench201", SAMPLE, batch={"kind": "npy", "file": Path("batch.npy"), "size": 8})
    assert as_csv(by_config) == printed


def test_an_array_is_read_where_it_lies() -> None:
    batch = np.zeros((2, 3, 8, 8), np.float32)
    assert np.shares_memory(_pixels(batch), batch)


@pytest.mark.parametrize(
    ("batch", "error", "words"),
    [
        (np.zeros((4, 3, 8, 8), np.uint8), TypeError, "uint8"),
        (np.array([None]), TypeError, "object"),
        (np.zeros((3, 8, 8)), ValueError, "samples, 3, side, side"),
        (np.zeros((4, 3, 8, 4)), ValueError, "square"),
        (np.zeros((4, 1, 8, 8)), ValueError, "3 channels"),
        (np.zeros((1, 3, 8, 8)), ValueError, "batch"),
        (np.zeros((0, 3, 8, 8)), ValueError, "batch"),
        (np.zeros((4, 3, 9, 9)), ValueError, "use 8 or 12"),
        (np.full((4, 3, 8, 8), np.nan), ValueError, "finite"),
        ("grau", ValueError, "grey"),
        ({"kind": "grey", "sise": 4}, ValueError, "sise"),
        ({"kind": "npy", "file": "absent.npy"}, eps.DataError, "absent.npy"),
    ],
)
def test_wrong_batches_are_told(batch: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        eps.score("nasbench201", [0], batch=batch)


def test_other_wrong_arguments_are_told() -> None:
    with pytest.raises(eps.DataError, match="nonsense"):
        eps.score("nasbench201", ["nonsense"])
    with pytest.raises(ValueError, match="weights"):
        eps.score("nasbench201", [0], weights=(1.0, 1.0))
    with pytest.raises(ValueError, match="precision"):
        eps.score("nasbench201", [0], precision="f16")
    with pytest.raises(ValueError, match="name"):
        eps.score("nasbench", [0])
    with pytest.raises(ValueError, match="nasbenchnlp"):
        eps.score("nasbenchnlp", [], batch=np.zeros((4, 3, 8, 8)))
    assert eps.score("nasbench201", []).shape == (0, 3)


def test_progress_is_told_and_its_errors_stop_the_sweep() -> None:
    told: list[tuple[int, int]] = []
    eps.score("nasbench201", SAMPLE, batch={"kind": "grey", "size": 64}, progress=lambda *so_far: told.append(so_far))
    assert told and told[-1][0] == told[-1][1] > 0 and told == sorted(told)

    def refuse(done: int, total: int) -> None:
        raise RuntimeError("enough")

    begun = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        eps.score("nasbench201", precision="f64", progress=refuse)
    assert time.monotonic() - begun < 10


def test_ctrl_c_stops_a_sweep() -> None:
    # A job in the background of a shell begins with the signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = time.monotonic()
    timer = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        # Minutes of work.
        eps.score("nasbench201", batch={"kind": "grey", "size": 8192}, precision="f64")
    assert time.monotonic() - begun < 20


def test_two_threads_score_at_a_time() -> None:
    alone = eps.score("nasbench201", SAMPLE, batch={"kind": "grey", "size": 32})
    found: list[eps.Scores] = []
    counted = 0
    threads = [
        threading.Thread(
            target=lambda: found.append(eps.score("nasbench201", SAMPLE, batch={"kind": "grey", "size": 32}))
        )
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        # The interpreter is free meanwhile.
        counted += 1
        time.sleep(0.001)
    assert len(found) == 2 and counted > 5
    for scores in found:
        np.testing.assert_array_equal(scores.scores, alone.scores)


def test_tables_become_frames() -> None:
    import pandas
    import polars

    found = eps.score("nasbench201", [0, 1462], batch={"kind": "grey", "size": 8})
    frame = found.to_pandas()
    assert isinstance(frame, pandas.DataFrame) and list(frame.columns) == ["arch", "epsilon", "status"]
    other = found.to_polars()
    assert other.schema == {"arch": polars.String, "epsilon": polars.Float64, "status": polars.String}
    with pytest.raises(KeyError, match="there are arch, epsilon, status"):
        found["score"]
    assert "2 rows" in repr(found)
