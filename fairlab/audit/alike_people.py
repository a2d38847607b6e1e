"""Who of the people that the same model decided about are most alike."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

ASKED = 1000  # people, over all folds
AMONG = 2000  # of a fold, in which the nearest are looked for
NEAREST = 5


@dataclass(frozen=True)
class AlikePeople:
    """Some people, and those who are nearest to each.

    Parameters
    ----------
    asked : ndarray of int, shape (n,)
        Places of rows.
    nearest : ndarray of int, shape (n, 5)
        Places of the rows that are nearest, the nearest first.
    """

    asked: np.ndarray
    nearest: np.ndarray


def alike_people(features: "pd.DataFrame", fold: np.ndarray, seed: int) -> AlikePeople | None:
    """Draw 1,000 people and find the five nearest to each among 2,000 of the same fold.

    The distance is Gower's: the mean of the differences of ranks, as parts of all ranks, of
    numbers, and of 1 for each other level; a value that one of both lacks counts 1.

    Parameters
    ----------
    features : DataFrame of shape (n, k)
        By which people are compared.
    fold : ndarray of int, shape (n,)
        Whose model decided.
    seed : int
        For the draw.

    Returns
    -------
    AlikePeople or None
        None where a fold has fewer than seven people, or there are no features.

    References
    ----------
    Gower (1971), A general coefficient of similarity and some of its properties.

    Examples
    --------
    >>> import pandas as pd
    >>> income = pd.DataFrame({"income": [1, 2, 3, 4, 5, 6, 100]})
    >>> found = alike_people(income, np.zeros(7), seed=0)
    >>> found.nearest[found.asked == 0].tolist()
    [[1, 2, 3, 4, 5]]
    """
    folds = [np.flatnonzero(fold == one) for one in np.unique(fold)]
    if not features.shape[1] or min(map(len, folds)) < NEAREST + 2:
        return None
    columns = [_comparable(values) for _, values in features.items()]
    rng = np.random.default_rng(seed)
    asked = max(ASKED // len(folds), 1)
    drawn = [rng.permutation(rows)[:AMONG] for rows in folds]
    return AlikePeople(
        np.concatenate([rows[:asked] for rows in drawn]),
        np.concatenate([_nearest(rows, asked, columns) for rows in drawn]),
    )


def _nearest(drawn: np.ndarray, asked: int, columns: list[tuple[np.ndarray, bool]]) -> np.ndarray:
    """Find who of the drawn is nearest to each of the first of them; of ties, who came first."""
    one = drawn[:asked]
    distance = np.zeros((len(one), len(drawn)))
    for values, is_number in columns:
        distance += _apart(values[one][:, None], values[drawn][None, :], is_number)
    distance[np.arange(len(one)), np.arange(len(one))] = np.inf  # nobody is paired with themselves
    # To part and then sort the few takes a sixth of sorting all.
    within = np.partition(distance, NEAREST - 1, axis=1)[:, NEAREST - 1 : NEAREST]
    row, place = np.nonzero(distance <= within)
    order = np.lexsort((place, distance[row, place], row))
    first = np.searchsorted(row, np.arange(len(one)))
    found: np.ndarray = drawn[place[order][first[:, None] + np.arange(NEAREST)]]
    return found


def _apart(first: np.ndarray, second: np.ndarray, is_number: bool) -> np.ndarray:
    """Give the distances in one feature, most of which nobody lacks."""
    if not is_number:
        return first != second
    apart = first - second
    np.abs(apart, out=apart)
    if not np.isnan(second).any():  # the first are among the second
        return apart
    one, other = np.isnan(first), np.isnan(second)
    return np.where(one | other, one != other, apart)


def _comparable(values: "pd.Series") -> tuple[np.ndarray, bool]:
    """Give ranks of numbers from 0 to 1, NaN where one is missing, or codes of levels."""
    import pandas as pd  # what lists metrics is asked for help, which is there at once

    kinds = pd.api.types
    if kinds.is_numeric_dtype(values) and not kinds.is_bool_dtype(values):
        return values.rank(pct=True).to_numpy(float, na_value=np.nan), True
    return pd.factorize(values)[0], False
