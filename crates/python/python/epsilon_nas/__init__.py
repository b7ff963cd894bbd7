"""How well does a training-free score rank neural architectures?

Search spaces and trained accuracies of NAS benchmarks, the score epsilon, rank statistics, and whole studies with a report:

>>> import epsilon_nas as eps
>>> space = eps.Space("nasbench201")
>>> len(space)
15625
>>> found = eps.score(space, [0, 1462], weights=(1e-7, 1.0))
>>> found.status.tolist()
['ok', 'ok']

The guide is docs/python.md in the repository. The same wheel brings the program `epsilon`.
"""

from . import stats
from ._errors import ConfigError, DataError, EpsilonError, EpsilonWarning, InternalError, UsageError
from ._labels import read_labels
from ._score import Scores, score
from ._space import Space
from ._study import Run, compare, run
from ._table import Table, read_table

__all__ = [
    "ConfigError", "DataError", "EpsilonError", "EpsilonWarning", "InternalError", "Run", "Scores", "Space", "Table",
    "UsageError", "compare", "read_labels", "read_table", "run", "score", "stats",
]
