from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import epsilon_nas as eps
from conftest import Program

CELL = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"


def test_a_space_is_a_sequence_of_keys() -> None:
    space = eps.Space("nasbench201")
    keys = list(space)
    assert (len(space), len(keys), len(set(keys))) == (15625, 15625, 15625)
    assert (space[0], space[-1]) == (keys[0], keys[-1])
    assert [space.index(key) for key in keys[::1000]] == list(range(0, 15625, 1000))
    assert CELL in space and "|none~0|" not in space and 3.5 not in space
    with pytest.raises(IndexError, match="15625 architectures"):
        space[15625]
    assert len(eps.Space("natsbench-sss")) == 32768


def test_every_spelling_leads_to_one_key() -> None:
    space = eps.Space("nasbench201")
    info = space.info(CELL)
    numbers = tuple(int(number) for number in info["naslib"].strip("()").split(","))
    for spelling in (info["index"], np.int64(info["index"]), str(info["index"]), numbers, list(numbers), info["naslib"]):
        assert space.canonical(spelling) == CELL
    with pytest.raises(eps.DataError, match="0 to 15624"):
        space.canonical(15625)
    for wrong in (1.5, True, None, b"x", object(), ("a",)):
        with pytest.raises(TypeError, match="an architecture is|integer"):
            space.canonical(wrong)


def test_descriptions_are_those_of_the_program(program: Program) -> None:
    space = eps.Space("nasbench201")
    table = space.describe([0, 77, CELL])
    rows = program("arch", "--space", "nasbench201", "--format", "csv", 0, 77, CELL).stdout.splitlines()
    assert table.columns == rows[0].split(",")
    path = Path("arch.csv")
    path.write_text("\n".join(rows))
    read = eps.read_table(path)
    for name in table:
        # A column without a text reads as numbers that are missing.
        for ours, theirs in zip(table[name], read[name]):
            lacking = [value is None or value != value for value in (ours, theirs)]
            assert lacking == [True, True] or ours == theirs, name
    info = space.info(CELL)
    assert list(info) == table.columns and info["params"] == table["params"][2] and info["adjacency"] is None


def test_nasbench101_by_hash_and_by_matrix() -> None:
    space = eps.Space("nasbench101")
    spelled = "100110100001001010101:02001"
    key = space.canonical(spelled)
    assert len(key) == 32 and space.canonical(key) == key
    matrix, ops = space.adjacency(key)
    assert ops[0] == "input" and ops[-1] == "output" and matrix.shape == (len(ops), len(ops))
    assert matrix.dtype == np.uint8 and not np.tril(matrix).any()
    again = "".join(map(str, matrix[np.triu_indices(len(ops), 1)]))
    labels = {"conv3x3-bn-relu": "0", "conv1x1-bn-relu": "1", "maxpool3x3": "2"}
    assert space.canonical(f"{again}:{''.join(labels[op] for op in ops[1:-1])}") == key


def test_edges_of_nasbench201() -> None:
    matrix, ops = eps.Space("nasbench201").adjacency(CELL)
    assert {(int(i), int(j)): ops[matrix[i, j]] for i, j in zip(*np.nonzero(matrix))} == {
        (0, 1): "nor_conv_3x3", (1, 2): "skip_connect", (2, 3): "avg_pool_3x3",
    }
    with pytest.raises(eps.UsageError, match="one cell"):
        eps.Space("natsbench-sss").adjacency(0)


def test_recipes_come_from_their_file(data: Path) -> None:
    space = eps.Space("nasbenchnlp", recipes=data / "nasbenchnlp/architectures.jsonl")
    assert len(space) > 1000 and space.index(space[5]) == 5
    recipe = {"f": {"op": "linear", "input": ["x", "h_prev_0"]}, "h_new_0": {"op": "activation_tanh", "input": ["f"]}}
    assert space.canonical(recipe) == space[0]
    matrix, operations = space.adjacency(recipe)
    edges = {(operations[source], operations[target]) for source, target in zip(*np.nonzero(matrix))}
    assert edges == {("x", "linear"), ("h_prev_0", "linear"), ("linear", "activation_tanh")}
    with pytest.raises(eps.DataError, match="recipe"):
        space.adjacency(0)
    with pytest.raises(eps.DataError):
        len(eps.Space("nasbenchnlp"))


def test_unknown_spaces_are_named_with_the_known() -> None:
    with pytest.raises(ValueError, match="nasbench101, nasbench201") as error:
        eps.Space("nasbench")
    assert isinstance(error.value, eps.UsageError) and error.value.exit_code == 2
