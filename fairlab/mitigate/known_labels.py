"""Labels that are there: a missing one is neither of the two, and no third."""

from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.messages import first_row, rows
from fairlab.errors import DataError


def refuse_missing_labels(y: Any) -> None:
    """Refuse rows without a label.

    Parameters
    ----------
    y : array-like of shape (n,) or (n, labels)

    Raises
    ------
    DataError

    Examples
    --------
    >>> refuse_missing_labels([0, 1, None])
    Traceback (most recent call last):
    fairlab.errors.DataError: The label is missing in 1 row (first: row 3).
    Label these rows, or leave them out.
    """
    if np.ndim(y) == 0:
        return  # no labels at all, which whoever takes them says better
    missing = pd.isna(np.asarray(y))
    missing = missing.reshape(len(missing), -1).any(axis=1)
    if missing.any():
        raise DataError(
            f"The label is missing in {rows(missing.sum())} (first: {first_row(missing)}).\n"
            "Label these rows, or leave them out."
        )
