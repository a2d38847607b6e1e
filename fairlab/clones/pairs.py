"""Which clone of a pair is approved where the other is denied, with an exact test."""

from itertools import combinations
from math import nan

import pandas as pd
from scipy.stats import binomtest

from fairlab.stats.multiple_testing import holm

LEVEL = 0.95


def compare_pairs(approved: pd.DataFrame) -> pd.DataFrame:
    """Compare every two clones of a profile with each other.

    A flip is a profile of which one clone is approved and the other denied. McNemar's test, in
    its exact form, asks whether flips go one way more often than the other; it says nothing of
    how many there are, which the interval of Clopper and Pearson does.

    Parameters
    ----------
    approved : DataFrame of bool, shape (profiles, levels)
        What was decided about each clone; the columns name the levels.

    Returns
    -------
    DataFrame
        A row per pair: ``first``, ``second``, ``profiles``, ``both``, ``only_first``,
        ``only_second``, ``neither``, ``flips``, ``rate`` (flips per profile), its interval
        ``low`` and ``high`` at 95 %, ``p`` (McNemar), ``p_holm`` (over the pairs with flips),
        ``favoured`` (who is, where ``p_holm`` is below 0.05) and ``note``.

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated proportions;
    Clopper and Pearson (1934), The use of confidence or fiducial limits; Holm (1979), A simple
    sequentially rejective multiple test procedure.

    Examples
    --------
    >>> decisions = pd.DataFrame({"Male": [True] * 8, "Female": [True] + [False] * 7})
    >>> row = compare_pairs(decisions).iloc[0]
    >>> int(row["flips"]), float(row["p"]), row["favoured"]
    (7, 0.015625, 'Male')
    """
    rows = [_pair(approved, first, second) for first, second in combinations(approved, 2)]
    table = pd.DataFrame(rows)
    table["p_holm"] = holm(table["p"].to_numpy(float))
    told = table["p_holm"] < 1 - LEVEL
    ahead = table["first"].where(table["only_first"] > table["only_second"], table["second"])
    table["favoured"] = ahead.where(told, "")
    return table[[*(name for name in table if name != "note"), "note"]]


def treated_differently(approved: pd.DataFrame) -> dict[str, float]:
    """Count the profiles whose clones are not all treated alike.

    Parameters
    ----------
    approved : DataFrame of bool, shape (profiles, levels)

    Returns
    -------
    dict of str to float
        ``profiles``, ``flips``, ``rate``, and its interval ``low`` and ``high`` at 95 %.

    Examples
    --------
    >>> decisions = pd.DataFrame({"a": [True, True], "b": [True, True], "c": [True, False]})
    >>> treated_differently(decisions)["rate"]
    0.5
    """
    return share_of(int(flipped(approved).sum()), len(approved))


def flipped(approved: pd.DataFrame) -> pd.Series:
    """Tell of which profiles the clones are not all treated alike.

    Parameters
    ----------
    approved : DataFrame of bool, shape (profiles, levels)

    Returns
    -------
    Series of bool, shape (profiles,)

    Examples
    --------
    >>> flipped(pd.DataFrame({"f": [True, False], "m": [True, True]})).tolist()
    [False, True]
    """
    return approved.any(axis=1) & ~approved.all(axis=1)


def share_of(flips: int, profiles: int) -> dict[str, float]:
    """Give a share with its exact interval.

    Parameters
    ----------
    flips, profiles : int
        With at least one profile.

    Returns
    -------
    dict of str to float
        ``profiles``, ``flips``, ``rate``, ``low``, ``high`` (95 %).

    References
    ----------
    Clopper and Pearson (1934).

    Examples
    --------
    >>> {name: round(value, 4) for name, value in share_of(0, 300).items()}
    {'profiles': 300, 'flips': 0, 'rate': 0.0, 'low': 0.0, 'high': 0.0122}
    """
    low, high = binomtest(flips, profiles).proportion_ci(LEVEL, method="exact")
    return {
        "profiles": profiles,
        "flips": flips,
        "rate": flips / profiles,
        "low": float(low),
        "high": float(high),
    }


def _pair(approved: pd.DataFrame, first: str, second: str) -> dict:
    a, b = approved[first].to_numpy(bool), approved[second].to_numpy(bool)
    only_first, only_second = int((a & ~b).sum()), int((~a & b).sum())
    flips = only_first + only_second
    counted = {"both": int((a & b).sum()), "only_first": only_first, "only_second": only_second}
    return {
        "first": first,
        "second": second,
        **counted,
        "neither": int((~a & ~b).sum()),
        **share_of(flips, len(approved)),
        "p": float(binomtest(only_first, flips).pvalue) if flips else nan,
        "note": "" if flips else "no flip, so there is no direction to test",
    }
