"""The rows that a mechanism is fitted on."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from fairlab.causal.scm.design_matrix import ParentMatrix
from fairlab.causal.scm.regression import FIT_ROWS
from fairlab.stats.column_kinds import numbers_of


class LearningRows(NamedTuple):
    """Parents as a matrix, values as numbers, and how the matrix is made of other rows.

    Parameters
    ----------
    design : ParentMatrix
    X : array of float, shape (n, k)
    y : array of float, shape (n,)
    rows : array of int, shape (n,)
        Their positions in the table.
    """

    design: ParentMatrix
    X: np.ndarray
    y: np.ndarray
    rows: np.ndarray


def rows_to_learn_from(parents: pd.DataFrame, values: pd.Series, seed: int) -> LearningRows:
    """Draw rows that have a value, 100,000 at most, and give their parents as a matrix.

    Parameters
    ----------
    parents : DataFrame of shape (n, p)
    values : Series of shape (n,)
    seed : int

    Examples
    --------
    >>> age = pd.DataFrame({"age": [20.0, 40.0, 30.0]})
    >>> rows_to_learn_from(age, pd.Series([1.0, None, 2.0]), seed=0).rows.tolist()
    [0, 2]
    """
    known = np.flatnonzero(values.notna())
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(known, min(len(known), FIT_ROWS), replace=False))
    design = ParentMatrix().fit(parents.iloc[rows])
    return LearningRows(
        design, design.transform(parents.iloc[rows]), numbers_of(values.iloc[rows]), rows
    )
