"""The noise of every row and variable, computed from the row's number instead of stored."""

from functools import lru_cache
from zlib import crc32

import numpy as np
from scipy.special import ndtri

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST_MIX, _SECOND_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def uniform(seed: int, variable: str, numbers: np.ndarray) -> np.ndarray:
    """Return a variable's own noise for the rows of these numbers.

    The n-th output of the SplitMix64 generator is a function of n, so that any row's noise can
    be had alone, in any order, and adding a variable changes no other variable's noise.

    Parameters
    ----------
    seed : int
        The seed that the user named.
    variable : str
        Whose noise.
    numbers : ndarray of int, shape (rows,)
        The applicants' numbers.

    Returns
    -------
    ndarray of float, shape (rows,)
        Uniform between 0 and 1, both excluded.

    References
    ----------
    Steele, G. L., Lea, D. and Flood, C. H. (2014). Fast splittable pseudorandom number
    generators. OOPSLA, figure 17.

    Examples
    --------
    >>> whole = uniform(0, "age", np.arange(5))
    >>> bool((uniform(0, "age", np.array([3])) == whole[3]).all())
    True
    """
    state = numbers.astype(np.uint64) * _STEP
    state += _start(seed, variable)
    for shift, mix in ((30, _FIRST_MIX), (27, _SECOND_MIX)):
        state ^= state >> np.uint64(shift)
        state *= mix
    state ^= state >> np.uint64(31)
    return (state >> np.uint64(12)) * 2.0**-52 + 2.0**-53


def normal(seed: int, variable: str, numbers: np.ndarray) -> np.ndarray:
    """Return the same noise as ``uniform``, as standard normal scores.

    Parameters
    ----------
    seed, variable, numbers
        As for ``uniform``.

    Returns
    -------
    ndarray of float, shape (rows,)

    Examples
    --------
    >>> normal(0, "age", np.arange(4)).shape
    (4,)
    """
    return ndtri(uniform(seed, variable, numbers))


@lru_cache(maxsize=1024)
def _start(seed: int, variable: str) -> np.uint64:
    words = np.random.SeedSequence([seed, crc32(variable.encode())])
    return words.generate_state(1, np.uint64)[0]
