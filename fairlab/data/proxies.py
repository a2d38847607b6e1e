"""Which features tell a sensitive attribute, so that leaving it out hides it from nobody."""

import numpy as np
import pandas as pd

from fairlab.data.groups import is_continuous
from fairlab.seeds import seed_for
from fairlab.stats.column_auc import telling

FEWEST = 50  # rows of a group; smaller ones are left out
MOST_BINS = 20
MOST_LEVELS = 500
COLUMNS = ["attribute", "feature", "auc", "low", "high", "rows"]


def proxies(features: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Measure how well each feature alone tells the groups of each attribute.

    The one measure for all kinds of columns is the AUC with which the shares of the groups per
    bin of the feature, learned on one half of the rows, tell the group of a row of the other
    half: 0.5 is guessing, 1 is a feature that gives the group away. A number is cut into at most
    20 bins of equally many rows, its empty cells are a bin of their own, and of the levels of a
    text the 500 most frequent are told apart. Groups of fewer than 50 rows are left out.

    Parameters
    ----------
    features : DataFrame of n rows
        The columns that a model may see.
    groups : DataFrame of n rows
        What ``Groups.of`` returns: a categorical column per attribute.

    Returns
    -------
    DataFrame
        A row per attribute and feature, the strongest of each attribute first: ``attribute``,
        ``feature``, ``auc``, its 95 % interval from ``low`` to ``high`` (NaN where all pairs of
        rows are told alike), and on how many ``rows`` it was judged.

    Examples
    --------
    >>> luck = np.random.default_rng(0).random(200)
    >>> people = pd.DataFrame({"luck": luck, "title": ["Mr", "Mrs"] * 100})
    >>> groups = pd.DataFrame({"sex": pd.Categorical(["m", "f"] * 100)})
    >>> proxies(people, groups)[["feature", "auc"]].round(2)
      feature   auc
    0   title  1.00
    1    luck  0.46
    """
    bins = {feature: bins_of(features[feature]) for feature in features}
    found = []
    for attribute in groups:
        kept, group = _large_enough(groups[attribute])
        if group.max(initial=0) > 0:
            half = halves(group, np.random.default_rng(seed_for(0, "proxies", "halves")))
            for feature in (name for name in bins if name != attribute):
                told = telling(*_cells(half, bins[feature][kept], group))
                found.append((attribute, feature, *vars(told).values()))
    frame = pd.DataFrame(found, columns=COLUMNS)
    place = frame["attribute"].map({name: place for place, name in enumerate(groups)})
    order = frame.assign(place=place).sort_values(
        ["place", "auc"], ascending=[True, False], kind="stable"
    )
    return order[COLUMNS].reset_index(drop=True)


def bins_of(values: pd.Series) -> np.ndarray:
    """Give each bin of a column a number.

    Parameters
    ----------
    values : Series
        A feature.

    Returns
    -------
    ndarray of int
        From 0; empty cells have the highest number.

    Examples
    --------
    >>> bins_of(pd.Series(["a", "b", "a", None])).tolist()
    [0, 1, 0, 2]
    """
    if is_continuous(values):
        numbers = values.to_numpy(float, na_value=np.nan)
        known = numbers[~np.isnan(numbers)]
        inner = np.unique(np.quantile(known, np.arange(1, MOST_BINS) / MOST_BINS))
        codes = np.searchsorted(inner, numbers, side="right")
        return np.where(np.isnan(numbers), len(inner) + 1, codes)
    codes, levels = pd.factorize(values)
    frequent = np.argsort(-np.bincount(codes[codes >= 0], minlength=len(levels)), kind="stable")
    rank = np.empty(len(levels) + 1, int)
    rank[frequent] = np.minimum(np.arange(len(levels)), MOST_LEVELS)
    rank[-1] = min(len(levels), MOST_LEVELS + 1)
    return rank[codes]


def _large_enough(groups: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    codes = groups.cat.codes.to_numpy()
    large = np.bincount(codes, minlength=len(groups.cat.categories)) >= FEWEST
    kept = large[codes]
    return kept, (np.cumsum(large) - 1)[codes[kept]]


def halves(group: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Deal the rows of each group out to two halves, 0 and 1.

    Examples
    --------
    >>> half = halves(np.array([0, 0, 1, 1]), np.random.default_rng(0))
    >>> sorted(half[:2]) == sorted(half[2:]) == [0, 1]
    True
    """
    order = rng.permutation(len(group))
    half = np.empty(len(group), int)
    half[order[np.argsort(group[order], kind="stable")]] = np.arange(len(group)) % 2
    return half


def _cells(half: np.ndarray, bins: np.ndarray, group: np.ndarray) -> np.ndarray:
    shape = 2, int(bins.max()) + 1, int(group.max()) + 1
    place = (half * shape[1] + bins) * shape[2] + group
    return np.bincount(place, minlength=np.prod(shape)).reshape(shape)
