"""Epsilon of architectures."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any, Callable, Optional, Union

import numpy as np
import numpy.typing as npt

from . import _native
from ._errors import UsageError
from ._space import Arch, Space
from ._table import Table


class Scores(Table):
    """The columns of `epsilon score`: `arch`, `epsilon`, `status`."""

    @property
    def archs(self) -> npt.NDArray[Any]:
        """The keys, an array of `str` objects."""
        return self["arch"]

    @property
    def scores(self) -> npt.NDArray[np.float64]:
        """Epsilon, NaN where there is none."""
        return self["epsilon"]

    @property
    def status(self) -> npt.NDArray[Any]:
        """`ok`, or the reason why there is no score; an array of `str` objects."""
        return self["status"]


def _plain(value: Any) -> Any:
    """What JSON knows, for a path or a number of NumPy."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    raise TypeError(f"{value!r} has no place in a config: give text, numbers, lists and dicts")


def to_json(config: Any) -> str:
    """A config as JSON, which is YAML."""
    return json.dumps(config, default=_plain)


def score(
    space: Union[Space, str],
    archs: Optional[Iterable[Arch]] = None,
    *,
    batch: Union[str, Mapping[str, Any], npt.ArrayLike] = "grey",
    weights: Optional[tuple[float, float]] = None,
    precision: str = "f32",
    image_size: Optional[int] = None,
    progress: Optional[Callable[[int, int], object]] = None,
) -> Scores:
    """Scores architectures with epsilon: two passes with all weights equal, and how far the outputs disperse.

    space: a space, or its name.
    archs: architectures in any spelling; by default, all of the space.
    batch: the samples. An array `[samples, 3, side, side]` of normalised floats: NumPy's, or anything that
        `numpy.asarray` takes, such as a torch tensor on the CPU. Or the kind of a batch (`grey`, `normal`, `uniform`; 256
        samples), or a config's `batch`, such as `{"kind": "cifar10", "file": "data_batch_1.bin", "size": 256}`.
    weights: the two constants; by default, the paper's for the space.
    precision: `f32`, IEEE single arithmetic as the full network would do it, underflow included, or `f64`, exact.
    image_size: the side of the images of a batch that is made; by default, 32.
    progress: is called with (done, all) some times a second, in distinct functions of the networks.

    Gives a row an architecture, in the order asked for. Scores are the same bits for any number of threads (the environment
    variable RAYON_NUM_THREADS, by default all cores) and as those of `epsilon score`.

    The interpreter is free while it computes; Ctrl-C stops within the time of a few networks. An array of `float32` in C
    order is read where it lies, without a copy, so don't change it meanwhile; of another kind of float or order, it is
    converted first.

    Raises `UsageError` for a wrong argument, `DataError` for a text that is no architecture or a file that can't be read.
    """
    name, recipes = (space.name, space.recipes) if isinstance(space, Space) else (space, None)
    pixels = None
    if isinstance(batch, str):
        given: Any = {"kind": batch}
    elif isinstance(batch, Mapping):
        given = batch
    else:
        pixels = _pixels(batch)
        given, image_size = {"kind": "grey", "size": len(pixels)}, pixels.shape[2]
    config = {
        "study": "score",
        "space": {"name": name, "recipes": recipes, "image_size": image_size},
        "batch": given,
        "proxies": [{"epsilon": {"weights": weights, "precision": precision}}],
    }
    keys, scores, status = _native.score(
        to_json(_given(config)), None if archs is None else list(archs), pixels, progress
    )
    return Scores([("arch", keys), ("epsilon", scores), ("status", status)])


def _given(config: Any) -> Any:
    """A config without what is left to its default."""
    if isinstance(config, Mapping):
        return {name: _given(value) for name, value in config.items() if value is not None}
    return [_given(value) for value in config] if isinstance(config, (list, tuple)) else config


def _pixels(batch: npt.ArrayLike) -> npt.NDArray[np.float32]:
    array = np.asarray(batch)
    if not np.issubdtype(array.dtype, np.floating):
        raise TypeError(f"batch: the array holds {array.dtype}: give normalised pixels as float32")
    if array.ndim != 4:
        raise UsageError(f"batch: the array's shape is {array.shape}: give [samples, 3, side, side]")
    if array.shape[2] != array.shape[3]:
        raise UsageError(f"batch: the images are {array.shape[2]}x{array.shape[3]}: give square ones")
    return np.require(array, np.float32, ["C", "A"])
