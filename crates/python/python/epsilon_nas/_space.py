"""Search spaces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt

from . import _native
from ._errors import UsageError
from ._table import Table

Arch = Union[str, int, "np.integer[Any]", Sequence[int], Mapping[str, Any]]
"""An architecture: a string, an official index, NASLib's tuple, or a recipe of NAS-Bench-NLP as a dict."""

_NASBENCH101 = ("conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3")
_NASBENCH201 = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")


class Space(_native.Space):
    """A search space: `nasbench101`, `nasbench201`, `natsbench-sss` or `nasbenchnlp`.

    A sequence of keys: `len(space)`, `space[0]`, `for arch in space`, `arch in space`. Wherever an architecture is asked
    for, all of its spellings are taken: the benchmark's string, its official index, NASLib's tuple, NAS-Bench-101's hash or
    `ADJACENCY:OPS`, a recipe as JSON or dict.

    recipes: the official list of NAS-Bench-NLP's recipes, which alone the space can't list.

    Listing NAS-Bench-101 takes some seconds the first time in a process; where there is a folder `data/nasbench101`, the
    list is kept there. Raises `UsageError` for an unknown space.
    """

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def describe(self, archs: Optional[Iterable[Arch]] = None) -> Table:
        """What is known of architectures, by default of all: the columns of `epsilon arch --format csv`.

        `arch`, `index`, `naslib`, `adjacency`; `function` and `isomorphism` (two rows with the same text compute the same
        function when all weights are equal, or are isomorphic: the clusters to resample by); then `params`, `flops`
        (multiply-accumulates of one image), `live_params` and `live_flops` (of layers on a path from input to output),
        `depth`, `convolutions` and `shortest_chain` (weighted layers), NaN where there is none.

        Raises `DataError` if one is no architecture of the space.
        """
        return Table(self.columns(None if archs is None else list(archs)))

    def adjacency(self, arch: Arch) -> tuple[npt.NDArray[np.uint8], list[str]]:
        """The graph of a cell, as a matrix [from, to], and its operations.

        NAS-Bench-101 and NAS-Bench-NLP: operations are nodes; the matrix is 1 where an edge is, and the list has the
        operation of each node, `input`, ..., `output` or the inputs' names.

        NAS-Bench-201: operations are edges between four nodes; the matrix holds their numbers, and the list has the
        operation for each number, in the official order (0 is `none`).

        Raises `DataError` if it is no architecture of the space (of NAS-Bench-NLP: no recipe), `UsageError` for NATS-Bench's
        size space, which has one cell.
        """
        if self.name == "nasbenchnlp":
            return self._recipe(arch)
        key = self.canonical(arch)
        if self.name == "nasbench101":
            # Of a hash, too.
            edges, ops = self.info(key)["adjacency"].split(":")
            matrix = np.zeros((len(ops) + 2, len(ops) + 2), np.uint8)
            matrix[np.triu_indices(len(matrix), 1)] = [int(edge) for edge in edges]
            return matrix, ["input", *(_NASBENCH101[int(op)] for op in ops), "output"]
        if self.name == "nasbench201":
            matrix = np.zeros((4, 4), np.uint8)
            for node, edges in enumerate(key.split("+"), start=1):
                for edge in edges.strip("|").split("|"):
                    operation, source = edge.split("~")
                    matrix[int(source), node] = _NASBENCH201.index(operation)
            return matrix, list(_NASBENCH201)
        raise UsageError(f"the architectures of {self.name} are widths of one cell, and have no graph of their own")

    def _recipe(self, arch: Arch) -> tuple[npt.NDArray[np.uint8], list[str]]:
        # Its key may be a number in a list; without a list it is the recipe itself.
        nodes = json.loads(_native.Space(self.name).canonical(arch))
        inputs = {source for node in nodes.values() for source in node["input"]} - nodes.keys()
        names = [*sorted(inputs), *nodes]
        matrix = np.zeros((len(names), len(names)), np.uint8)
        for name, node in nodes.items():
            for source in node["input"]:
                matrix[names.index(source), names.index(name)] = 1
        return matrix, [nodes[name]["op"] if name in nodes else name for name in names]
