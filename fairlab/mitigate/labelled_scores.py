"""Rows that a rule is fitted on: each has a label and a score."""

from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.same_rows import refuse_other_rows
from fairlab.errors import DataError
from fairlab.mitigate.known_labels import refuse_missing_labels


def labelled_scores(
    y: Any, score: Any, frame: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """Take the labels and the scores that a rule is fitted on.

    Parameters
    ----------
    y : array-like of 0 and 1, shape (n,)
    score : array-like of float, shape (n,)
    frame : DataFrame of shape (n, ...) or None

    Returns
    -------
    y : ndarray of int, shape (n,)
    score : ndarray of float, shape (n,)

    Raises
    ------
    DataError
        Rows are of other people or in another order, or a label or a score is missing.

    Examples
    --------
    >>> labelled_scores([True, False], [0.1, 0.9], None)
    (array([1, 0]), array([0.1, 0.9]))
    """
    given = {"y": y, "score": score, "frame": frame}
    refuse_other_rows(**{what: one for what, one in given.items() if one is not None})
    refuse_missing_labels(y)
    found = np.asarray(score, float)
    missing = np.flatnonzero(np.isnan(found))
    if missing.size:
        raise DataError(
            f"{missing.size} of {found.size} scores are missing (first in row {missing[0]}).\n"
            "No threshold can be chosen: look at what the model predicts for these rows."
        )
    return np.asarray(y).astype(int), found
