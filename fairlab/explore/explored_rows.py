"""The rows and the columns that an exploration looks at."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.parts import TEST, assign_parts

if TYPE_CHECKING:
    from fairlab.data import Dataset


def before_test(data: "Dataset") -> np.ndarray:
    """Mark the rows that may be looked at: all but those of a test set that is fixed.

    Parameters
    ----------
    data : Dataset
        The whole table.

    Returns
    -------
    ndarray of bool, shape (rows,)
        All rows where each seed draws a test set of its own.

    Examples
    --------
    >>> from fairlab.data import Dataset
    >>> table = pd.DataFrame({"day": range(160), "x": range(160), "bad": [0, 0, 0, 1] * 40})
    >>> int(before_test(Dataset("toy", table, target="bad")).sum())
    160
    >>> int(before_test(Dataset("toy", table, target="bad", time="day")).sum())
    120
    """
    if data.test_part == "drawn":
        return np.ones(data.rows, bool)
    return assign_parts(data, seed=0) != TEST


def attributes(data: "Dataset") -> list[str]:
    """Name the attributes to draw: one-hot columns give way to the column they were made of.

    Parameters
    ----------
    data : Dataset
        The table.

    Returns
    -------
    list of str
        Columns of the table, in the order of ``data.sensitive``.

    Examples
    --------
    >>> from fairlab.data import Dataset
    >>> table = pd.DataFrame({"debt": ["no", "yes"] * 20, "bad": [0, 0, 0, 1] * 10})
    >>> table = table.assign(debt_yes=(table["debt"] == "yes").astype(int), age=range(40))
    >>> attributes(Dataset("toy", table, target="bad", sensitive=("debt_yes", "age")))
    ['debt', 'age']
    """
    return list(dict.fromkeys(_made_of(data.frame, column) for column in data.sensitive))


def _made_of(frame: pd.DataFrame, column: str) -> str:
    for source in frame.select_dtypes("category"):
        level = column.removeprefix(f"{source}_")
        if level != column and level in frame[source].cat.categories:
            marked = (frame[source] == level).to_numpy()
            if (frame[column].to_numpy() == marked).all():
                return source
    return column
