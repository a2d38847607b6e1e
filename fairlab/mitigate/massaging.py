"""Massaging: labels of the least certain people are changed, and no row is."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from fairlab.errors import DataError
from fairlab.mitigate.cells import Cells, number_rows
from fairlab.mitigate.reweigh import expected_rows
from fairlab.mitigate.sampling import SENSITIVE, TableSampler, as_given, as_table, root_seed
from fairlab.mitigate.uniform_sampling import largest_remainder
from fairlab.seeds import seed_for


class Massaging(TableSampler):
    """Change labels so that every group has the same share of bad events.

    In a group with too many, the bad events that a ranker finds least suspect become good; in one
    with too few, the most suspect of the others become bad. As many change in one direction as in
    the other. The ranker, boosted trees, learns from all columns and the labels as they were, and
    ranks the rows that it learned from, as in the paper.
    **Labels are facts in most credit and fraud data**: this assumes that they are what is biased.

    Parameters
    ----------
    sensitive : str, int or iterable of these, optional
        The sensitive columns of X (positions for an array); a strategy fills in those of its
        dataset. A group is a combination of all of them.
    random_state : int, RandomState or None
        The seed of the ranker, and of the lots among rows that it finds equally suspect.

    Attributes
    ----------
    changed_ : ndarray of bool of shape (n,)
        Which labels are others now.

    Raises
    ------
    DataError
        When there are not two labels, or a sensitive attribute is not a column.
    RequestError
        When no sensitive attribute is named.

    References
    ----------
    Kamiran and Calders (2012), Data preprocessing techniques for classification without
    discrimination (massaging); of two groups there, of any number here.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": list("ffffmmmm"), "debt": [1, 2, 3, 4, 1, 2, 3, 4]})
    >>> y = pd.Series([0, 1, 1, 1, 0, 0, 0, 1])
    >>> X, changed = Massaging("sex", random_state=0).fit_resample(people, y)
    >>> pd.crosstab(X.sex, changed).to_numpy().tolist()
    [[2, 2], [2, 2]]
    """

    _parameter_constraints = {  # noqa: RUF012
        "sensitive": SENSITIVE,
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        sensitive: str | int | Iterable | Mapping | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.sensitive = sensitive
        self.random_state = random_state

    def check(self, X: Any, y: Any) -> None:
        """Refuse what ``fit_resample`` would refuse, before anything is trained."""
        expected_rows(as_table(X), np.asarray(y), self.sensitive)
        _refuse_other_than_two(np.asarray(y))

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        self.check(X, y)
        table = as_table(X)
        good, bad = np.unique(y)
        is_bad = y == bad
        groups = Cells.learn(table, y, self.sensitive).groups.of(table)
        group = number_rows(groups, np.zeros(len(y)))[0]
        seed = root_seed(self.random_state)
        lots = np.random.default_rng(seed_for(seed, "ties")).permutation(len(y))
        order = np.lexsort((lots, _rank(table, is_bad, seed)))
        self.changed_ = _changed(group, is_bad, order)
        return as_given(table, X), np.where(self.changed_, np.where(is_bad, good, bad), y)


def _changed(group: np.ndarray, is_bad: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Name the rows whose labels change: in each group those nearest to the other label."""
    sizes, events = np.bincount(group), np.bincount(group, is_bad).astype(int)
    surplus = events - largest_remainder(sizes.astype(float), int(events.sum()))
    changed = np.zeros(len(group), bool)
    for one, too_many in enumerate(surplus.tolist()):
        rising = order if too_many > 0 else order[::-1]
        able = rising[(group[rising] == one) & (is_bad[rising] == (too_many > 0))]
        changed[able[: abs(too_many)]] = True
    return changed


def _rank(table: pd.DataFrame, is_bad: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    numbers = np.column_stack([_as_numbers(column) for _, column in table.items()])
    trees = HistGradientBoostingClassifier(max_iter=50, early_stopping=False, random_state=seed)
    with threadpool_limits(1):
        score: np.ndarray = trees.fit(numbers, is_bad).predict_proba(numbers)[:, 1]
    return score


def _as_numbers(column: pd.Series) -> np.ndarray:
    if pd.api.types.is_numeric_dtype(column):
        found: np.ndarray = column.to_numpy(float, na_value=np.nan)
        return found
    codes = pd.factorize(column, sort=True)[0]
    return np.where(codes < 0, np.nan, codes)


def _refuse_other_than_two(y: np.ndarray) -> None:
    if len(np.unique(y)) != 2:
        raise DataError(
            f"Massaging changes labels to the other one, but there are {len(np.unique(y))}.\n"
            "Give rows of two labels, the bad event as the larger."
        )
