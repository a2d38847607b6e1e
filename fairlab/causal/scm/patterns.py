"""What depends on few columns of few values, computed once for each combination that occurs."""

from collections.abc import Callable

import numpy as np
import pandas as pd

FIRST, FEW = 1000, 50
SHARE = 0.1
BLOCK = 25_000


def by_pattern(compute: Callable[[pd.DataFrame], np.ndarray], rows: pd.DataFrame) -> np.ndarray:
    """Compute what a row alone decides, once for rows that are alike where many are.

    Parameters
    ----------
    compute : callable
        From rows to an array with as many rows.
    rows : DataFrame of shape (n, p)

    Returns
    -------
    array of shape (n, ...)
        What ``compute`` gives for the rows.

    Examples
    --------
    >>> asked = []
    >>> def doubled(rows):
    ...     asked.append(len(rows))
    ...     return 2 * rows["age"].to_numpy()
    >>> by_pattern(doubled, pd.DataFrame({"age": [3, 1, 3, 3] * 10})).tolist()[:4], asked
    ([6, 2, 6, 6], [2])
    """
    if any(rows[name].iloc[:FIRST].nunique() > FEW for name in rows):
        return _in_blocks(compute, rows)
    pattern, examples = _patterns(rows)
    if len(examples) > SHARE * len(rows):
        return _in_blocks(compute, rows)
    return np.take(compute(rows.iloc[examples]).T, pattern, axis=-1).T


def _patterns(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give each row the number of its combination of values, and each combination a row."""
    pattern = np.zeros(len(rows), int)
    for name in rows:
        codes, levels = pd.factorize(rows[name], use_na_sentinel=False)
        pattern, found = pd.factorize(pattern * len(levels) + codes)
    examples = np.empty(len(found), int)
    examples[pattern] = np.arange(len(rows))
    return pattern, examples


def _in_blocks(compute: Callable[[pd.DataFrame], np.ndarray], rows: pd.DataFrame) -> np.ndarray:
    starts = range(0, len(rows), BLOCK)
    return np.concatenate([compute(rows.iloc[start : start + BLOCK]) for start in starts])
