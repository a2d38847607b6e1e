"""Cell sampling: as many rows of every group and class, by drawing rows and making none."""

from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any

import numpy as np
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.mitigate.cells import Cells
from fairlab.mitigate.sampling import (
    SENSITIVE,
    TableSampler,
    as_given,
    as_table,
    cell_rng,
    root_seed,
)


class CellSampling(TableSampler):
    """Repeat rows of small cells, or leave out rows of large ones, until all are of one size.

    It assumes that how frequent bad events are in a group is no knowledge that should be kept:
    scores of a model that learns from the result are no probabilities.

    Parameters
    ----------
    size : {"largest", "smallest"}
        ``"largest"`` keeps all rows and draws more of each smaller cell, with replacement;
        ``"smallest"`` draws as many of each cell as the smallest has, without.
    fewest : int
        With ``"smallest"``, cells are not cut to fewer rows than this; smaller ones stay whole.
    sensitive : str, int or iterable of these, optional
        The sensitive columns of X (positions for an array); a strategy fills in those of its
        dataset. ``()`` balances the classes alone.
    random_state : int, RandomState or None
        The seed; each cell draws with its own, derived from its name.

    Attributes
    ----------
    sample_indices_ : ndarray of int of shape (n,)
        The positions of the drawn rows, ascending.

    References
    ----------
    Kamiran and Calders (2012), Data preprocessing techniques for classification without
    discrimination, draw rows of cells so that group and label are independent (see
    ``UniformSampling``); equal sizes are what Chakraborty et al. (2021) make by new rows.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": list("fffffmmm")})
    >>> X, y = CellSampling(sensitive="sex", random_state=0).fit_resample(
    ...     people, pd.Series([0, 0, 0, 0, 1, 0, 1, 1])
    ... )
    >>> pd.crosstab(X.sex, y).to_numpy().tolist()
    [[4, 4], [4, 4]]
    """

    _parameter_constraints = {  # noqa: RUF012
        "size": [StrOptions({"largest", "smallest"})],
        "fewest": [Interval(Integral, 1, None, closed="left")],
        "sensitive": SENSITIVE,
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        size: str = "largest",
        fewest: int = 50,
        sensitive: str | int | Iterable | Mapping | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.size = size
        self.fewest = fewest
        self.sensitive = sensitive
        self.random_state = random_state

    def check(self, X: Any, y: Any) -> None:
        """Refuse a sensitive attribute that is not a column, before anything is trained."""
        Cells.learn(as_table(X), np.asarray(y), self.sensitive)

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        table = as_table(X)
        cells, seed = Cells.learn(table, y, self.sensitive), root_seed(self.random_state)
        sizes = np.bincount(cells.of_row)
        drawn = [
            self._draw(cells.rows(cell), sizes, cell_rng(seed, name))
            for cell, name in enumerate(cells.names)
        ]
        self.sample_indices_ = np.sort(np.concatenate(drawn))
        chosen = table.iloc[self.sample_indices_].reset_index(drop=True)
        return as_given(chosen, X), y[self.sample_indices_]

    def _draw(self, rows: np.ndarray, sizes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        if self.size == "largest":
            return np.append(rows, rng.choice(rows, sizes.max() - len(rows)))
        return rng.choice(rows, min(len(rows), max(sizes.min(), self.fewest)), replace=False)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.sampler_tags.sample_indices = True
        return tags
