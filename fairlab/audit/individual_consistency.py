"""How far decisions of alike people differ."""

from math import nan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from fairlab.audit.metric_types import JudgedPeople

ASKED = 1000  # people, over all folds
AMONG = 2000  # of a fold, in which the nearest are looked for
NEAREST = 5


def individual_consistency(people: "JudgedPeople") -> float:
    """Give the share of pairs of alike people who are decided alike.

    Of a sample of 1,000 people, each is paired with the five nearest among 2,000 others whom the
    same model decided about. The distance is Gower's over the features that are no sensitive
    columns: the mean of the differences of ranks, as parts of all ranks, of numbers, and of 1 for
    each other level; a value that one of both lacks counts 1. Decisions that look at nobody reach
    about 1 - 2p(1 - p), where p is the share that is flagged.

    Parameters
    ----------
    people : JudgedPeople

    Returns
    -------
    float
        From 0 to 1; NaN where a fold has fewer than seven people, or no feature is left.

    References
    ----------
    Dwork, Hardt, Pitassi, Reingold and Zemel (2012), Fairness through awareness; Zemel, Wu,
    Swersky, Pitassi and Dwork (2013), Learning fair representations; Gower (1971).

    Examples
    --------
    >>> from fairlab.audit.metric_types import JudgedPeople
    >>> import pandas as pd
    >>> income = pd.DataFrame({"income": np.arange(200.0)})
    >>> rich = np.arange(200) > 100
    >>> individual_consistency(JudgedPeople(rich, rich, np.zeros(200), income, seed=0)) > 0.95
    True
    >>> even = np.arange(200) % 2 == 0
    >>> individual_consistency(JudgedPeople(rich, even, np.zeros(200), income, seed=0)) < 0.6
    True
    """
    folds = [np.flatnonzero(people.fold == fold) for fold in np.unique(people.fold)]
    if not people.features.shape[1] or min(map(len, folds)) < NEAREST + 2:
        return nan
    columns = [_comparable(values) for _, values in people.features.items()]
    rng = np.random.default_rng(people.seed)
    alike = [_alike_in(rows, columns, people.flagged, ASKED // len(folds), rng) for rows in folds]
    return float(np.concatenate(alike).mean())


def _alike_in(
    rows: np.ndarray,
    columns: list[tuple[np.ndarray, bool]],
    flagged: np.ndarray,
    asked: int,
    rng: "np.random.Generator",
) -> np.ndarray:
    """Say of each pair of a fold whether both are decided alike."""
    drawn = rng.permutation(rows)[:AMONG]
    one = drawn[: max(asked, 1)]
    distance = np.zeros((len(one), len(drawn)))
    for values, is_number in columns:
        distance += _apart(values[one][:, None], values[drawn][None, :], is_number)
    distance[np.arange(len(one)), np.arange(len(one))] = np.inf  # nobody is paired with themselves
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :NEAREST]
    found: np.ndarray = flagged[one][:, None] == flagged[drawn[nearest]]
    return found.ravel()


def _apart(first: np.ndarray, second: np.ndarray, is_number: bool) -> np.ndarray:
    """Give the distances in one feature, most of which nobody lacks."""
    apart = np.abs(first - second) if is_number else first != second
    if not np.isnan(second).any():  # the first are among the second
        return apart
    one, other = np.isnan(first), np.isnan(second)
    return np.where(one | other, one != other, apart)


def _comparable(values: "pd.Series") -> tuple[np.ndarray, bool]:
    """Give ranks of numbers from 0 to 1, and codes of levels; NaN where a value is missing."""
    import pandas as pd  # what lists metrics is asked for help, which is there at once

    kinds = pd.api.types
    if kinds.is_numeric_dtype(values) and not kinds.is_bool_dtype(values):
        return values.rank(pct=True).to_numpy(float, na_value=np.nan), True
    codes = pd.factorize(values)[0].astype(float)
    return np.where(codes < 0, np.nan, codes), False
