from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import epsilon_nas as eps
from conftest import Program


@pytest.mark.parametrize(
    ("file", "seeds"),
    [("nasbench101/ecnas_4v9e.tfrecord", False), ("nasbenchnlp/train_logs_wikitext2.zip", True)],
)
def test_labels_are_the_programs_to_the_bit(data: Path, program: Program, file: str, seeds: bool) -> None:
    ours = eps.read_labels(data / file, seeds=seeds)
    options = ["--seeds"] if seeds else []
    assert program("data", "labels", data / file, "--out", "theirs.csv", *options).returncode == 0
    theirs = eps.read_table("theirs.csv")
    assert ours.columns == theirs.columns and ours.shape == theirs.shape and ours.shape[0] > 50
    for name in ours:
        np.testing.assert_array_equal(ours[name], theirs[name])
    assert list(ours.to_pandas().columns) == ours.to_polars().columns == ours.columns


def test_tables_are_read_as_numbers_and_texts() -> None:
    Path("t.csv").write_text("name,x,y\na,1,\nb,2.5,1e-7\n")
    table = eps.read_table("t.csv")
    assert table["name"].tolist() == ["a", "b"] and table["x"].dtype == np.float64
    np.testing.assert_array_equal(table["y"], [np.nan, 1e-7])
    import polars

    table.to_polars().write_parquet("t.parquet")
    again = eps.read_table("t.parquet")
    np.testing.assert_array_equal(again["x"], table["x"])
    assert polars.read_parquet("t.parquet").height == 2


def test_files_that_are_none_are_told() -> None:
    with pytest.raises(eps.DataError, match="absent.tfrecord") as error:
        eps.read_labels("absent.tfrecord")
    assert error.value.exit_code == 4
    Path("damaged.tfrecord").write_bytes(b"x" * 100)
    with pytest.raises(eps.DataError, match="damaged.tfrecord"):
        eps.read_labels("damaged.tfrecord")
    Path("other").write_bytes(b"x" * 100)
    with pytest.raises(eps.DataError, match="other"):
        eps.read_labels("other")
    with pytest.raises(eps.UsageError, match="nasbench102"):
        eps.read_labels("other", source="nasbench102")
    with pytest.raises(TypeError):
        eps.read_labels(5)  # type: ignore[arg-type]
