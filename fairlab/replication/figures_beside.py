"""One published figure beside its simulated value."""

from typing import NamedTuple

import numpy as np
import pandas as pd


class Figure(NamedTuple):
    """A published figure and its simulated value; ``published`` is NaN where there are only words.

    Parameters
    ----------
    figure : str
        What was counted or measured.
    published, simulated : float
        Shares and rates in percent.
    tolerance : float
        How far apart they may be.
    ok : bool
        Whether they agree.
    """

    figure: str
    published: float
    simulated: float
    tolerance: float
    ok: bool


def figure(name: str, expected: float, simulated: float, tolerance: float) -> Figure:
    """Compare a number with the published one.

    Parameters
    ----------
    name : str
        What it is.
    expected, simulated : float
        Both numbers.
    tolerance : float
        How far apart they may be.

    Examples
    --------
    >>> figure("rows", 10, 10, 0).ok
    True
    """
    # A little room for binary fractions, such as 39.7 - 38.7.
    close = bool(abs(simulated - expected) <= tolerance + 1e-9)
    return Figure(name, float(expected), float(simulated), tolerance, close)


def described(name: str, simulated: float, holds: bool) -> Figure:
    """Report a number of which the study says in words what it is like.

    Parameters
    ----------
    name : str
        What it is and, in brackets, what the study says.
    simulated : float
        The number.
    holds : bool
        Whether it is as the study says.

    Returns
    -------
    Figure
        Without a published number.

    Examples
    --------
    >>> described("orders at night over those by day (few)", 0.01, True).published
    nan
    """
    return Figure(name, np.nan, float(simulated), np.nan, bool(holds))


def percent(values: pd.Series) -> float:
    """Return the share of rows that are true or 1, in percent.

    Parameters
    ----------
    values : Series of bool or 0 and 1
        One per row.

    Examples
    --------
    >>> percent(pd.Series([0, 1]))
    50.0
    """
    return 100 * float(values.mean())
