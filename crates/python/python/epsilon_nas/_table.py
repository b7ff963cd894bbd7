"""Columns, with or without pandas and polars."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union

import numpy as np
import numpy.typing as npt

from . import _native

if TYPE_CHECKING:
    import pandas
    import polars

PathLike = Union[str, "os.PathLike[str]"]


class Table(Mapping[str, npt.NDArray[Any]]):
    """Columns by name, in order: NumPy arrays of one length.

    Numbers are `float64` (NaN where there is none) or `int64`, texts are arrays of `str` objects (`None` where there is
    none). `pandas.DataFrame(table)` and `polars.DataFrame(dict(table))` work as well as the methods.
    """

    def __init__(self, columns: Sequence[tuple[str, Any]]) -> None:
        self._columns: dict[str, npt.NDArray[Any]] = {}
        for name, values in columns:
            if not isinstance(values, np.ndarray):
                values = np.array(values, dtype=object)
            self._columns[name] = values

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        if name not in self._columns:
            raise KeyError(f"there is no column {name!r}: there are {', '.join(self._columns)}")
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        """The number of columns."""
        return len(self._columns)

    @property
    def columns(self) -> list[str]:
        """The names."""
        return list(self._columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return (len(next(iter(self._columns.values()), ())), len(self._columns))

    def __repr__(self) -> str:
        rows, _ = self.shape
        return f"<{type(self).__name__}: {rows} rows, columns {', '.join(self._columns)}>"

    def to_pandas(self) -> pandas.DataFrame:
        """The columns as a pandas DataFrame; pandas has to be installed."""
        import pandas

        return pandas.DataFrame(self._columns)

    def to_polars(self) -> polars.DataFrame:
        """The columns as a polars DataFrame; polars has to be installed."""
        import polars

        texts = {name: polars.Series(values.tolist(), dtype=polars.String) if values.dtype == object else values
                 for name, values in self._columns.items()}
        return polars.DataFrame(texts)


def read_table(path: PathLike) -> Table:
    """Reads a CSV or Parquet file with a header.

    Columns whose cells are all numbers or missing are `float64`, all others texts. Raises `DataError` if the file can't be
    read.
    """
    return Table(_native.read_table(path))
