"""How many profiles it takes to see a flip rate, from the binomial distribution itself."""

from math import ceil, log2

import numpy as np
import pandas as pd
from scipy.stats import binom

from fairlab.errors import RequestError

MOST_PROFILES = 2**40


def profiles_needed(rate: float, flips: int = 1, power: float = 0.95) -> int:
    """Count the profiles that give at least so many flips, in most audits.

    One flip proves that a deterministic model treats two clones differently; ``flips_needed``
    says how many it takes to show whom it favours.

    Parameters
    ----------
    rate : float
        The flip rate that is not to be missed, above 0 and at most 1.
    flips : int
        How many are to be seen.
    power : float
        The share of audits that is to see them.

    Returns
    -------
    int
        The fewest that do.

    Raises
    ------
    RequestError
        The rate or the power is no such share, or it would take more than 10**12 profiles.

    Examples
    --------
    >>> profiles_needed(0.01), profiles_needed(0.01, flips_needed())
    (299, 1049)
    """
    if not (0 < rate <= 1 and 0 < power < 1):
        raise RequestError(
            f"The rate {rate:g} must be above 0 and at most 1, the power {power:g} between them."
        )
    too_few, enough = flips - 1, flips
    while chance_to_see(enough, rate, flips) < power:
        too_few, enough = enough, 2 * enough
        if enough > MOST_PROFILES:
            raise RequestError(f"A rate of {rate:g} would need more than 10**12 profiles.")
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        seen = chance_to_see(middle, rate, flips) >= power
        too_few, enough = (too_few, middle) if seen else (middle, enough)
    return enough


def chance_to_see(profiles: int, rate: float, flips: int = 1) -> float:
    """Give the probability that an audit shows at least so many flips.

    Parameters
    ----------
    profiles : int
    rate : float
        The true flip rate.
    flips : int

    Examples
    --------
    >>> round(chance_to_see(299, 0.01), 4), round(chance_to_see(298, 0.01), 4)
    (0.9505, 0.95)
    """
    return float(binom.sf(flips - 1, profiles, rate))


def flips_needed(pairs: int = 1, alpha: float = 0.05) -> int:
    """Count the flips that show whom a model favours, all of them going one way.

    Parameters
    ----------
    pairs : int
        How many pairs of levels are compared at once (Holm's first step).
    alpha : float
        The false alarms that are accepted.

    Returns
    -------
    int
        The fewest with an exact two-sided p-value below ``alpha / pairs``.

    Examples
    --------
    >>> flips_needed(), flips_needed(pairs=6)
    (6, 8)
    """
    wanted = 1 + log2(pairs / alpha)
    return int(wanted) + 1 if wanted == int(wanted) else ceil(wanted)


def power_table(profiles: int, pairs: int = 1) -> pd.DataFrame:
    """Say for several flip rates how likely this audit sees them, and how many profiles would.

    Parameters
    ----------
    profiles : int
        Of the audit.
    pairs : int
        How many pairs of levels are compared.

    Returns
    -------
    DataFrame
        A row per ``rate``: ``sees_a_flip`` and ``shows_whom`` are probabilities for this audit,
        ``profiles_to_see`` and ``profiles_to_show`` how many it takes for 95 %.

    Examples
    --------
    >>> power_table(1000).round(3).loc[1].to_dict() == {
    ...     "rate": 0.01, "sees_a_flip": 1.0, "shows_whom": 0.934,
    ...     "profiles_to_see": 299.0, "profiles_to_show": 1049.0,
    ... }
    True
    """
    needed, rates = flips_needed(pairs), np.array([0.001, 0.01, 0.05])
    return pd.DataFrame(
        {
            "rate": rates,
            "sees_a_flip": [chance_to_see(profiles, rate) for rate in rates],
            "shows_whom": [chance_to_see(profiles, rate, needed) for rate in rates],
            "profiles_to_see": [profiles_needed(rate) for rate in rates],
            "profiles_to_show": [profiles_needed(rate, needed) for rate in rates],
        }
    )
