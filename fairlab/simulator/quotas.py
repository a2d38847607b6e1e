"""Limits that make published counts come out exactly, block by block.

A label is 1 where a latent number passes a limit. The limits are not constants of nature but
are set per block, such that exactly as many rows pass as the study counts.
"""

import numpy as np

from fairlab.simulator import published
from fairlab.simulator.blocks import Block
from fairlab.simulator.equations.outcome import DEBTS, stratum
from fairlab.simulator.structure import World

_STRATA = 2, len(DEBTS)


def limit(latent: np.ndarray, passing: int) -> float:
    """Return a limit that exactly so many of these numbers pass.

    Parameters
    ----------
    latent : ndarray of float
        Numbers without ties.
    passing : int
        How many are to lie above the limit.

    Returns
    -------
    float
        Halfway between two of the numbers, or infinite where none or all pass.

    Examples
    --------
    >>> limit(np.array([1.0, 5.0, 3.0]), 2)
    2.0
    """
    if not len(latent):
        return np.inf
    ordered = np.concatenate([[-np.inf], np.sort(latent), [np.inf]])
    place = len(ordered) - 1 - passing
    return float(ordered[place - 1 : place + 1].mean())


def debt_limits(world: World) -> np.ndarray:
    """Set the limits above which a debt score counts, from the rarest result to the commonest.

    Parameters
    ----------
    world : dict of str to ndarray
        With the four scores behind the debt result.

    Returns
    -------
    ndarray, shape (4,)
        For unknown to the bureau, and debt on the person, the address and the zipcode.
    """
    scores = ("unknown_to_bureau", "debt_on_person", "debt_on_address", "debt_on_zipcode")
    rows = len(world["unknown_to_bureau"])
    limits, left = [], np.ones(rows, bool)
    for score, count in zip(scores, published.DEBT_ROWS, strict=True):
        limits.append(limit(world[score][left], round(count * rows / published.DEBT_KNOWN)))
        left &= world[score] <= limits[-1]
    return np.array(limits)


def fraud_limits(world: World, block: Block) -> np.ndarray:
    """Set the limits of risk above which somebody commits fraud, one per stratum.

    Parameters
    ----------
    world : dict of str to ndarray
        With ``risk``, document country, debt result and gender.
    block : Block
        Whose frauds are counted.

    Returns
    -------
    ndarray, shape (11,)
        For each country and debt result, and last for those whose gender is unknown.
    """
    country, debt = world["calculated_countrycode_nld"], world["focumcheck_debtresult"]
    of_row = stratum(country, debt, world["gender"])
    sizes = np.bincount(of_row, minlength=np.prod(_STRATA) + 1)
    unknown = min(block.quota(block.part.gender_unknown_frauds), int(sizes[-1]))
    frauds = block.quota(block.part.frauds) - unknown
    cells = _raked(sizes[:-1].reshape(_STRATA), block.part.by_country, block.part.by_debt, frauds)
    counts = [*_rounded(cells.ravel()), unknown]
    return np.array([limit(world["risk"][of_row == s], n) for s, n in enumerate(counts)])


def _raked(
    sizes: np.ndarray, by_row: tuple[float, ...], by_column: tuple[float, ...], total: int
) -> np.ndarray:
    """Fit counts per cell to rates per row and per column, by iterative proportional fitting."""
    rows = _scaled(sizes.sum(axis=1) * by_row, total)
    columns = _scaled(sizes.sum(axis=0) * by_column, total)
    cells = sizes.astype(float)
    for _ in range(100):
        cells *= (rows / cells.sum(axis=1))[:, None]
        cells *= np.divide(columns, cells.sum(axis=0), out=np.ones(len(columns)), where=columns > 0)
    return cells


def _scaled(counts: np.ndarray, total: int) -> np.ndarray:
    return counts * (total / counts.sum())


def _rounded(counts: np.ndarray) -> np.ndarray:
    """Round to whole counts that keep their sum."""
    return np.diff(np.rint(counts.cumsum()).astype(int), prepend=0)
