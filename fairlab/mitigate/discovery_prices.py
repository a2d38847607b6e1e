"""What a flag of each group is priced, so that no group's flags are wrong too often."""

from collections.abc import Mapping

import numpy as np

from fairlab.mitigate.fair_prices import Group, evenly_among, multipliers_of

MOST_ROWS = 3_000  # in a programme, of which one is solved per level


def discovery_prices(
    gain: np.ndarray,
    wrong: Mapping[Group, np.ndarray],
    likely: Mapping[Group, np.ndarray],
    share: float,
    level: float,
) -> dict[Group, float]:
    """Find the prices with which in no group more than a level of the flags are wrong.

    Parameters
    ----------
    gain : ndarray of shape (n,)
        By flagging each row.
    wrong, likely : mapping of (str, str) to ndarray of shape (n,)
        Per attribute and group, the probability that a row is of it, without the bad event and
        in all.
    share : float
        Of rows that may be flagged.
    level : float
        The largest share of flags that are wrong, 0 to 1.

    Returns
    -------
    dict of (str, str) to float
        A row owes for each group its price, 0 or more, times what ``wrong`` is above the level
        times ``likely``.

    Raises
    ------
    DataError
        The programme has no answer.

    Examples
    --------
    >>> score, man = np.array([0.9, 0.8, 0.7, 0.4]), np.array([1.0, 1, 0, 0])
    >>> likely = {("sex", "m"): man, ("sex", "f"): 1 - man}
    >>> wrong = {group: of * (1 - score) for group, of in likely.items()}
    >>> found = discovery_prices(score, wrong, likely, 1.0, 0.4)
    >>> {group: round(price, 2) for group, price in found.items()}
    {('sex', 'm'): 0.0, ('sex', 'f'): 2.0}
    """
    rows = evenly_among(len(gain), MOST_ROWS)
    limits = [wrong[group][rows] - level * of[rows] for group, of in likely.items()]
    ends = [*np.zeros(len(limits)), share * len(rows)]
    limits.append(np.ones(len(rows)))
    multipliers = multipliers_of(-gain[rows], limits, ends, "prices")
    return {of: float(-price) for of, price in zip(likely, multipliers[:-1], strict=True)}
