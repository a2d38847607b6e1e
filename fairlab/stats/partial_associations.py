"""What still goes with a column once others are held fixed, for columns of any kind."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import chi2, rankdata

from fairlab.stats.column_kinds import kind_of, numbers_of
from fairlab.stats.least_squares import inverse_and_rank

MOST_DUMMIES = 100  # levels of a word; of more their order by mean is taken


def partial_associations(frame: pd.DataFrame, attribute: str, given: Sequence[str]) -> pd.Series:
    """Test whether columns go with an attribute beyond what others explain of both.

    Numbers are ranks and words a column per level, from which a regression on those of ``given``
    is taken off. Where nothing is left to go together, the squared canonical correlations of what
    remains sum up, times the rows, to chi-square (Pillai's trace).

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
        Rows that lack one of two columns are left out of their test.
    attribute : str
    given : sequence of str
        What is held fixed.

    Returns
    -------
    Series of float
        The p-value of each other column.

    References
    ----------
    Pillai (1955), Some new test criteria in multivariate analysis.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> region, town = rng.normal(size=500), rng.choice(list("abc"), 500)
    >>> table = pd.DataFrame({"sex": (region + rng.normal(size=500) > 0).astype(int)})
    >>> table = table.assign(region=region, debt=region + rng.normal(size=500), town=town)
    >>> (partial_associations(table, "sex", ["region"]) > 0.05).to_dict()
    {'debt': True, 'town': True}
    """
    others = [name for name in frame if name != attribute and name not in given]
    first = pd.Series(numbers_of(frame[attribute]))
    blocks = {name: _block(frame[name], first) for name in frame}
    held = np.column_stack([np.ones(len(frame)), *(blocks[name] for name in given)])
    held = np.where(np.isnan(held), np.nanmean(held, axis=0), held)
    return pd.Series({name: _p(blocks[attribute], blocks[name], held) for name in others})


def _block(values: pd.Series, first: pd.Series) -> np.ndarray:
    if kind_of(values) == "categorical" and values.nunique() <= MOST_DUMMIES:
        codes, levels = pd.factorize(values, sort=True)
        made = (codes[:, None] == np.arange(1, len(levels))).astype(float)
        made[codes < 0] = np.nan
        return made
    return rankdata(numbers_of(values, first), nan_policy="omit")[:, None]


def _p(one: np.ndarray, other: np.ndarray, held: np.ndarray) -> float:
    known = ~(np.isnan(one[:, 0]) | np.isnan(other[:, 0]))
    columns = np.column_stack([held, one, other])[known]
    columns /= np.maximum(np.sqrt((columns**2).sum(axis=0)), np.finfo(float).tiny)
    products, h, k = columns.T @ columns, held.shape[1], one.shape[1]
    across = products[:h, h:]
    left = products[h:, h:] - across.T @ inverse_and_rank(products[:h, :h])[0] @ across
    between = left[:k, k:]
    (first, rank), (second, other_rank) = (
        inverse_and_rank(left[:k, :k]),
        inverse_and_rank(left[k:, k:]),
    )
    trace = float((first @ between @ second * between).sum())
    freedom = rank * other_rank
    return float(chi2.sf(known.sum() * trace, freedom)) if freedom else 1.0
