"""What a band says of a difference, given a margin that was fixed before."""

import numpy as np

BEYOND = "differs by more than the margin"
DIFFERS = "differs"
ALIKE = "alike"
OPEN = "open"
UNDEFINED = "undefined"


def answers(low: np.ndarray, high: np.ndarray, margin: np.ndarray) -> np.ndarray:
    """Tell what bands of differences say; those of ratios are taken on the log scale.

    Parameters
    ----------
    low, high : ndarray, shape (c,)
        The bands; NaN where undefined, infinite where a ratio has no end.
    margin : ndarray, shape (c,)
        Differences within it do not matter; 0 where any does. Of a ratio of .8 it is -log(.8).

    Returns
    -------
    ndarray of object, shape (c,)
        ``differs by more than the margin``: the whole band lies beyond it. ``alike``: the whole
        band lies within it, which is equivalence by two one-sided tests, also where 0 lies
        outside. ``differs``: 0 lies outside the band. ``open``: none of these. ``undefined``.

    References
    ----------
    Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach.

    Examples
    --------
    >>> low, high = np.array([-0.3, -0.05, 0.02, -0.2]), np.array([-0.15, 0.06, 0.2, 0.1])
    >>> answers(low, high, np.full(4, 0.1)).tolist()
    ['differs by more than the margin', 'alike', 'differs', 'open']
    """
    said = [
        np.isnan(low) | np.isnan(high),
        (low > margin) | (high < -margin),
        (low > -margin) & (high < margin) | (low == 0) & (high == 0),
        (low > 0) | (high < 0),
    ]
    return np.select(said, [UNDEFINED, BEYOND, ALIKE, DIFFERS], OPEN).astype(object)


def largest_possible(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Give the end of each band that lies farther from 0, with its sign.

    Examples
    --------
    >>> largest_possible(np.array([-0.05]), np.array([0.22])).tolist()
    [0.22]
    """
    return np.where(np.abs(low) > np.abs(high), low, high)


def people_needed(n: int, half: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Tell how many people would make bands as narrow as wanted.

    It depends on the width alone and never on the estimate: what was not found is no sign of
    how much more would find it. Half of a margin, as half of the width, answers any difference:
    such a band cannot hold both 0 and the margin.

    Parameters
    ----------
    n : int
        People that there are.
    half, wanted : ndarray, shape (c,)
        Half of the width that bands have, and that is wanted.

    Returns
    -------
    ndarray of float, shape (c,)
        Whole numbers, not below ``n``; NaN where a band is undefined.

    References
    ----------
    Hoenig and Heisey (2001), The abuse of power.

    Examples
    --------
    >>> people_needed(1000, np.array([0.1, 0.01]), np.array([0.05, 0.05])).tolist()
    [4000.0, 1000.0]
    """
    return np.ceil(np.maximum(n * (half / wanted) ** 2, n))
