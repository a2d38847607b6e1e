"""Numbers such as -999 that stand for a missing value."""

import re

import pandas as pd

_LIKELY = re.compile(r"-?9{2,}|-?8{2,}|-1")
_FEWEST = 10


def may_stand_in(value: float) -> bool:
    """Tell a number that people write for a missing one.

    Examples
    --------
    >>> may_stand_in(-999.0), may_stand_in(1999)
    (True, False)
    """
    return bool(_LIKELY.fullmatch(f"{value:.17g}"))


def stands_apart(value: float, rest: pd.Series) -> bool:
    """Tell whether a value such as -999 or 9999 is out of the range of all others.

    Parameters
    ----------
    value : float
        The least or the greatest value.
    rest : Series of numbers
        The other values.

    Returns
    -------
    bool
        True for a negative value where the others are none, and for one whose distance from
        the others is more than they are apart.

    Examples
    --------
    >>> stands_apart(-1, pd.Series(range(20))), stands_apart(99, pd.Series(range(90)))
    (True, False)
    """
    if rest.head(1000).nunique() < _FEWEST and rest.nunique() < _FEWEST:
        return False
    low, high = rest.min(), rest.max()
    distance = low - value if value < low else value - high
    return bool(value < 0 <= low or distance > high - low)
