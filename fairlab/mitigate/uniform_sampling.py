"""Uniform sampling: make sensitive group and label independent by drawing rows."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from fairlab.mitigate.cells import Cells
from fairlab.mitigate.reweigh import expected_rows
from fairlab.mitigate.sampling import (
    SENSITIVE,
    TableSampler,
    as_given,
    as_table,
    cell_rng,
    root_seed,
)


class UniformSampling(TableSampler):
    """Draw rows so often that each cell has the size that independence asks for.

    The resampling variant of reweighing, for models that take no weights: rows are drawn
    with replacement within each combination of groups and label, the total is kept, and
    expected sizes are rounded by largest remainder.

    Parameters
    ----------
    sensitive : str, int or iterable of these, optional
        The sensitive columns of X (positions for an array).
    random_state : int, RandomState or None
        The seed; each cell draws with its own, derived from its name.

    Attributes
    ----------
    sample_indices_ : ndarray of int of shape (n,)
        The positions of the drawn rows, ascending.

    References
    ----------
    Kamiran and Calders (2012), Data preprocessing techniques for classification without
    discrimination (uniform sampling).

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": list("fffffmmm")})
    >>> sampler = UniformSampling("sex", random_state=0)
    >>> X, y = sampler.fit_resample(people, pd.Series([0, 0, 0, 0, 1, 0, 1, 1]))
    >>> pd.crosstab(X.sex, y).to_numpy().tolist()
    [[3, 2], [2, 1]]
    """

    _parameter_constraints = {  # noqa: RUF012
        "sensitive": SENSITIVE,
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        sensitive: str | int | Iterable | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.sensitive = sensitive
        self.random_state = random_state

    def check(self, X: Any, y: Any) -> None:
        """Refuse what ``fit_resample`` would refuse, before anything is trained.

        Parameters
        ----------
        X : DataFrame or array-like of shape (n, columns)
            Rows with the sensitive columns in them.
        y : array-like of shape (n,)
            The label of each row.

        Raises
        ------
        DataError
            When a sensitive attribute is not a column of X.
        RequestError
            When no sensitive attribute is named.
        """
        expected_rows(as_table(X), np.asarray(y), self.sensitive)

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        table = as_table(X)
        cells = Cells.learn(table, y, self.sensitive)
        sizes = largest_remainder(expected_rows(table, y, self.sensitive)[1], len(table))
        seed = root_seed(self.random_state)
        drawn = [
            cell_rng(seed, name).choice(cells.rows(cell), sizes[cell])
            for cell, name in enumerate(cells.names)
        ]
        self.sample_indices_ = np.sort(np.concatenate(drawn))
        chosen = table.iloc[self.sample_indices_].reset_index(drop=True)
        return as_given(chosen, X), y[self.sample_indices_]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.sampler_tags.sample_indices = True
        return tags


def largest_remainder(shares: np.ndarray, total: int) -> np.ndarray:
    """Round shares to whole numbers that add up to a total.

    Parameters
    ----------
    shares : ndarray of shape (n,)
        Positive numbers, in proportion to what each is due.
    total : int
        What the whole numbers add up to.

    Returns
    -------
    ndarray of int of shape (n,)
        Each less than 1 from its exact due; equal remainders are served in order.

    Examples
    --------
    >>> largest_remainder(np.array([1.5, 1.5, 0.5]), 4).tolist()
    [2, 2, 0]
    """
    due = shares * total / shares.sum()
    whole = np.floor(due).astype(int)
    first = np.argsort(whole - due, kind="stable")[: total - whole.sum()]
    whole[first] += 1
    return whole
