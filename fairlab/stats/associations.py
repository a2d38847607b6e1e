"""How strongly columns of any kind go with one of them."""

import numpy as np
import pandas as pd
from scipy.stats import chi2

from fairlab.stats.column_kinds import kind_of, numbers_of


def correlations_with(frame: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """Measure how strongly each column goes with the attribute.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
        The attribute and other columns.
    attribute : str
        One of them.

    Returns
    -------
    DataFrame of shape (p - 1, 2)
        ``strength``, from 0 to 1: the absolute rank correlation where both are binary or both
        are measured, the point-biserial one where one is binary, the correlation ratio of ranks
        where one has levels without an order, and Cramér's V where both have. ``p``: how likely
        such a strength is by chance.

    References
    ----------
    van der Pol (2026), section 5.1.2.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": [0, 1, 0, 1], "income": [10, 20, 12, 18]})
    >>> people["town"] = list("aabb")
    >>> correlations_with(people, "sex").round(3)
            strength      p
    income      0.97  0.052
    town        0.00  1.000
    """
    others = [name for name in frame if name != attribute]
    found = [_association(frame[attribute], frame[name]) for name in others]
    return pd.DataFrame(found, index=others, columns=["strength", "p"], dtype=float)


def _association(attribute: pd.Series, other: pd.Series) -> tuple[float, float]:
    both = attribute.notna() & other.notna()
    a, b = attribute[both], other[both]
    if a.nunique() < 2 or b.nunique() < 2:
        return 0.0, 1.0
    kinds = [kind_of(a), kind_of(b)]
    if set(kinds) <= {"categorical", "binary"} and "categorical" in kinds:
        return _cramer(a, b)
    if "categorical" in kinds:
        return _correlation_ratio(a, b) if kinds[0] == "categorical" else _correlation_ratio(b, a)
    x, y = pd.Series(numbers_of(a)), pd.Series(numbers_of(b))
    like = kinds[0] == kinds[1] or "binary" not in kinds
    r = abs(float(x.rank().corr(y.rank()) if like else x.corr(y)))
    return r, float(chi2.sf(len(x) * r**2, 1))


def _correlation_ratio(levels: pd.Series, numbers: pd.Series) -> tuple[float, float]:
    """Give the root of the share of the ranks' spread that levels explain."""
    ranks = pd.Series(numbers_of(numbers), numbers.index).rank()
    ratio = float(ranks.groupby(levels, observed=True).transform("mean").std() / ranks.std())
    return ratio, float(chi2.sf(len(ranks) * ratio**2, levels.nunique() - 1))


def _cramer(a: pd.Series, b: pd.Series) -> tuple[float, float]:
    counts = pd.crosstab(a, b).to_numpy(float)
    rows, columns = counts.shape
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    statistic = ((counts - expected) ** 2 / expected).sum()
    strength = float(np.sqrt(statistic / counts.sum() / (min(rows, columns) - 1)))
    return strength, float(chi2.sf(statistic, (rows - 1) * (columns - 1)))
