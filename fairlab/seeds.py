"""One seed per named step, so that adding a step never changes another step's numbers."""

import zlib

import numpy as np


def seed_for(seed: int, *step: str | int) -> int:
    """Return the 32-bit seed of a named step.

    Parameters
    ----------
    seed : int
        The seed that the user named, 0 or more.
    *step : str or int
        The name of the step, and its number where it is repeated.

    Returns
    -------
    int
        From 0 to 2**32 - 1; the same in every process.

    Examples
    --------
    >>> seed_for(7, "split")
    879895248
    >>> seed_for(7, "tune", 12) == seed_for(7, "tune", 13)
    False
    """
    words = [zlib.crc32(str(part).encode()) for part in step]
    return int(np.random.SeedSequence([seed, *words]).generate_state(1)[0])
