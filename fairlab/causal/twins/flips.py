"""Flip rates: how many decisions change with the attribute, per group."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.stats.flip_rates import RATES, flip_rates_of_counts

EMPTY = dict.fromkeys(RATES, "no row") | {"FR4": "no row is flagged", "FR5": "no twin is flagged"}


def flip_rates(
    flagged: np.ndarray,
    flagged_twin: np.ndarray,
    group: pd.Series,
    weight: np.ndarray | float = 1.0,
) -> pd.DataFrame:
    """Count the flips of each group and give its five rates.

    Parameters
    ----------
    flagged : array of bool, shape (n,)
        What the model decided.
    flagged_twin : array of bool or float, shape (n,)
        What it decided about the twin, or the share of its drawn twins that were flagged.
    group : Series of shape (n,)
        The group of each row.
    weight : array of float, shape (n,), or float
        For how many rows each stands.

    Returns
    -------
    DataFrame
        One row per group and rate: group, rate, value, ``flips`` (the numerator, an expected
        count where twins were drawn) and ``of`` (the denominator); note, where it is undefined.

    References
    ----------
    van der Pol (2026), section 6.1.2.

    Examples
    --------
    >>> sex = pd.Series(["f", "f", "f", "m"])
    >>> table = flip_rates([True, False, False, False], [False, False, True, False], sex)
    >>> table[table["group"] == "f"].round(3)
      group rate  value  flips   of note
    0     f  FR1  0.667    2.0  3.0
    1     f  FR2  0.333    1.0  3.0
    2     f  FR3  0.333    1.0  3.0
    3     f  FR4  1.000    1.0  1.0
    4     f  FR5  1.000    1.0  1.0
    """
    before, after = np.asarray(flagged, float), np.asarray(flagged_twin, float)
    counted = {
        "size": np.ones(len(before)) * weight,
        "predicted": before * weight,
        "to_no": before * (1 - after) * weight,
        "to_yes": (1 - before) * after * weight,
    }
    counts = pd.DataFrame(counted).groupby(np.asarray(group), sort=True).sum()
    return pd.DataFrame([row for name, c in counts.iterrows() for row in _rows(name, c)])


def _rows(group: object, count: pd.Series) -> Iterator[dict]:
    size, predicted, to_no, to_yes = count[["size", "predicted", "to_no", "to_yes"]]
    rates = flip_rates_of_counts(size, predicted, to_no, to_yes)
    flips = dict(zip(RATES, (to_no + to_yes, to_yes, to_no, to_no, to_yes), strict=True))
    of = dict.fromkeys(RATES, size) | {"FR4": predicted, "FR5": predicted - to_no + to_yes}
    for name in RATES:
        note = EMPTY[name] if of[name] == 0 else ""
        yield {
            "group": group,
            "rate": name,
            "value": rates[name],
            "flips": flips[name],
            "of": of[name],
            "note": note,
        }
