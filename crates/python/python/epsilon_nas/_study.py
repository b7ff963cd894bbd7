"""Studies: what `epsilon run` and `epsilon compare` do."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import os
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np

from . import _native
from ._errors import DataError, EpsilonWarning, UsageError
from ._score import to_json
from ._table import PathLike, Table, read_table

Progress = Callable[[int, int], object]


class Run:
    """The folder of a finished run, read when it is asked."""

    def __init__(self, folder: PathLike) -> None:
        self.folder = Path(folder)
        """The folder."""
        if not (self.folder / "config.yaml").is_file():
            raise DataError(f"{self.folder} is no folder of a run: there is no config.yaml")

    @property
    def report(self) -> Path:
        """The report, one page for any browser."""
        return self.folder / "report.html"

    @property
    def config(self) -> str:
        """The config as YAML, with all defaults filled in: running it is the same study."""
        return (self.folder / "config.yaml").read_text(encoding="utf-8")

    @property
    def scores(self) -> Table:
        """`scores.csv`: a row for each architecture and proxy, with its status."""
        return self.table("scores.csv")

    @property
    def architectures(self) -> Table:
        """`architectures.csv`: a row an architecture, with every score, status and label."""
        return self.table("architectures.csv")

    @property
    def correlations(self) -> Table:
        """`correlations.csv`: a row for each proxy, label and subset, with coefficients and intervals."""
        return self.table("correlations.csv")

    def table(self, name: str) -> Table:
        """Another of its CSV or Parquet files, by name. Raises `DataError` if there is none."""
        return read_table(self.folder / name)

    def __repr__(self) -> str:
        return f"Run({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        """The correlations on each proxy's own architectures, and where the report is."""
        shown = ("label", "score", "n", "spearman", "kendall_tau_b", "weighted_tau")
        link = f'<a href="{html.escape(self.report.as_uri() if self.report.is_absolute() else str(self.report))}">report</a>'
        if not (self.folder / "correlations.csv").is_file():
            return f"<p>{html.escape(repr(self))}: {link}</p>"
        table = self.correlations
        rows = np.flatnonzero(table["subset"] == "own")
        names = [name for name in shown if name in table]

        def cell(value: Any) -> str:
            if isinstance(value, float):
                return f"{value:,.0f}" if value.is_integer() and abs(value) > 1 else f"{value:.3f}"
            return html.escape(str(value))

        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{cell(table[name][row])}</td>" for name in names) + "</tr>" for row in rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{link}</p>"


def run(
    config: Union[PathLike, Mapping[str, Any]],
    *,
    set: Iterable[str] = (),
    out: Optional[PathLike] = None,
    resume: bool = False,
    fresh: bool = False,
    progress: Optional[Progress] = None,
) -> Run:
    """Runs a study of `epsilon run`, `ablate` or `search`: scores, statistics, figures and the report, in one folder.

    config: a YAML file, or what would stand in it as a dict. Relative paths in it start at the working directory.
    set: settings laid over it, such as `batch.size=64`.
    out: the folder; by default, a new one under `results/STUDY/`.
    resume: go on with the run that is there. Ctrl-C keeps what is computed: call again with `resume=True`.
    fresh: compute all scores anew; by default, those of the same settings in earlier runs under `results/` are taken.
    progress: is called with (done, all) some times a second, in distinct functions of the networks.

    Warns (`EpsilonWarning`) of what may mislead a reader, and of architectures that failed. Raises `ConfigError` or
    `DataError`, with the text of the program.
    """
    file, text = (None, ("config", to_json(config))) if isinstance(config, Mapping) else (config, None)
    return _finished(*_native.run(file, text, list(set), out, resume, fresh, progress))


def compare(
    scores: Union[PathLike, Mapping[str, Any]],
    *,
    space: str,
    label: str,
    labels: Optional[PathLike] = None,
    score: Iterable[str] = (),
    key: Optional[str] = None,
    direction: Optional[str] = None,
    against: str = "live_params",
    epsilon: bool = False,
    out: Optional[PathLike] = None,
    fresh: bool = False,
    progress: Optional[Progress] = None,
) -> Run:
    """Sets scores against trained accuracy, beside the controls that cost nothing: what `epsilon compare` does.

    scores: a CSV or Parquet file, or columns by name: a DataFrame, a `Table`, a dict. One column holds the architectures
        (`arch`, or `key` names it), those of numbers are the scores. Columns are written to `results/compare/tables`,
        so that the run's config can be run again.
    space, label: the search space, and the name of the trained accuracy: a column of `labels` or of `scores`, or
        `cifar10_test` of nasbench201, which `epsilon data fetch analog-nasbench` brings.
    score: columns of scores; by default, all that hold numbers.
    direction: which end of the label is good, `maximize` (by default) or `minimize`.
    against: the score that the others are compared with.
    epsilon: score the architectures with epsilon, too, in both precisions.

    The rest is as in `run`.
    """
    file = scores if isinstance(scores, (str, os.PathLike)) else _written(scores)
    config = _native.compare_config(
        file, space, label, labels, list(score), key, direction, against, epsilon
    )
    return _finished(*_native.run(None, ("compare", config), [], out, False, fresh, progress))


def _finished(folder: Path, failed: int, doubts: list[str]) -> Run:
    if failed:
        doubts.append(f"{failed} architectures failed; {folder / 'log.jsonl'} says why")
    for doubt in doubts:
        warnings.warn(doubt, EpsilonWarning, stacklevel=3)
    return Run(folder)


def _written(columns: Mapping[str, Any]) -> Path:
    """Columns as a CSV file that is named after what is in it."""
    values = {str(name): np.asarray(columns[name]).tolist() for name in columns}
    if len({len(column) for column in values.values()}) != 1:
        lengths = ", ".join(f"{name} has {len(column)}" for name, column in values.items())
        raise UsageError(f"the columns differ in length: {lengths or 'there is none'}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(values)
    writer.writerows(zip(*values.values()))
    content = text.getvalue().encode()
    file = Path("results/compare/tables", f"{hashlib.sha256(content).hexdigest()[:16]}.csv")
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as whole:
        whole.write(content)
    os.replace(whole.name, file)
    return file
