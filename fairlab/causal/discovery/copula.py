"""Correlations of the normal variables that mixed columns are taken to come from."""

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri
from scipy.stats import rankdata

from fairlab.errors import DataError, RequestError, nearest
from fairlab.seeds import seed_for
from fairlab.stats.column_kinds import kind_of, numbers_of

SMALLEST_EIGENVALUE = 1e-3
BEYOND_CHANCE = 2.58  # standard errors of a correlation of fewer rows than the table has
NO_SPREAD = 1e-9  # of a column's variance, where two columns both have a value
NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)
DISCRETE = ("binary", "categorical", "ordered")


def correlations(frame: pd.DataFrame, method: str = "observed", seed: int = 0) -> pd.DataFrame:
    """Estimate the correlations of mixed columns, by one of three views of what lies behind.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
        Columns of any type. A pair is looked at where both have a value, and is taken not to go
        together where chance may have done it in fewer rows than there are (p > .01). Levels of a
        categorical column are put in the order of their mean in the first column, the attribute,
        and its own in the order of their mean in the last, the target.
    method : {"observed", "bridge", "sampled"}
        ``"observed"``: of ranks and raw levels; right where a level acts as it is written.
        ``"bridge"``: of normal variables that are cut into levels (biserial, polyserial,
        tetrachoric); right where a level stands for a hidden degree. ``"sampled"``: of the hidden
        degrees drawn at random, as in the study; too small wherever levels are few.
    seed : int
        For the draws of ``"sampled"``.

    Returns
    -------
    DataFrame of shape (p, p)
        Positive definite.

    Raises
    ------
    DataError
        When a column holds one value only.

    References
    ----------
    Cai, Li and Ma (2022); Fan, Liu, Ning and Zou (2017), High dimensional semiparametric latent
    graphical model for mixed data; Olsson, Drasgow and Dorans (1982), The polyserial
    correlation coefficient; van der Pol (2026), section 5.1.2.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> degree = rng.normal(size=(5000, 2)) @ [[1, 0.5], [0, 0.75**0.5]]
    >>> people = pd.DataFrame({"fraud": degree[:, 0] > 1.5, "income": degree[:, 1]})
    >>> {name: round(float(correlations(people, name).iloc[0, 1]), 1) for name in METHODS}
    {'observed': 0.2, 'bridge': 0.5, 'sampled': 0.1}
    """
    if method not in METHODS:
        raise RequestError(f"There is no correlation {method!r}. {nearest(method, METHODS)}")
    last = pd.Series(numbers_of(frame.iloc[:, -1]))
    first = pd.Series(numbers_of(frame.iloc[:, 0], last))
    numbers = np.column_stack([numbers_of(frame[name], first) for name in frame])
    _refuse_constant(frame, numbers)
    discrete = np.array([kind_of(frame[name]) in DISCRETE for name in frame])
    found = _beyond_chance(METHODS[method](numbers, discrete, seed), numbers)
    return pd.DataFrame(_positive_definite(found), frame.columns, frame.columns)


def pairs_apart(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Name the pairs of which one column does not vary in the rows that both have.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)

    Returns
    -------
    list of tuple of str
        The column that does not vary first.

    Examples
    --------
    >>> people = pd.DataFrame({"co_signer": [0, 0, 1, 1], "their_income": [None, None, 10.0, 20.0]})
    >>> pairs_apart(people)
    [('co_signer', 'their_income')]
    """
    gappy = [name for name in frame if frame[name].isna().any()]
    return [
        (other, name)
        for name in gappy
        for other in frame
        if other != name and frame.loc[frame[name].notna(), other].nunique() < 2
    ]


def _observed(numbers: np.ndarray, discrete: np.ndarray, seed: int) -> np.ndarray:
    return _pearson(_ranks(numbers))


def _sampled(numbers: np.ndarray, discrete: np.ndarray, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed_for(seed, "latent"))
    scores = _normal_scores(numbers)
    for j in np.flatnonzero(discrete):
        scores[:, j] = _truncated_normal(numbers[:, j], rng)
    return _pearson(scores)


def _bridge(numbers: np.ndarray, discrete: np.ndarray, seed: int) -> np.ndarray:
    scores = np.where(discrete, numbers, _normal_scores(numbers))
    loss = np.ones(len(discrete))
    loss[discrete] = [_polyserial_loss(levels) for levels in numbers.T[discrete]]
    found = _pearson(scores) / np.outer(loss, loss)
    if discrete.any():
        halves = np.column_stack([_most_equal_halves(levels) for levels in numbers.T[discrete]])
        found[np.ix_(discrete, discrete)] = _tetrachoric(halves)
    return np.clip(found, -0.999, 0.999)


METHODS = {"observed": _observed, "bridge": _bridge, "sampled": _sampled}


def _pearson(values: np.ndarray) -> np.ndarray:
    """Correlate columns over the rows where both have a value, all pairs at once.

    Columns of which one does not vary there are taken not to go together.
    """
    centred = values - np.nanmean(values, axis=0)
    scaled = centred / np.nanstd(values, axis=0)
    known = (~np.isnan(values)).astype(float)
    filled = np.nan_to_num(scaled)
    rows = np.maximum(known.T @ known, 1)
    mean = filled.T @ known / rows
    square = (filled**2).T @ known / rows - mean**2
    varies = np.minimum(square, square.T) > NO_SPREAD
    spread = np.sqrt(np.where(varies, square * square.T, 1))
    return np.where(varies, (filled.T @ filled / rows - mean * mean.T) / spread, 0.0)


def _beyond_chance(found: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Take for none what the few rows that have both columns may show by chance.

    All correlations are tested as if they were of as many rows, which of three rows makes an
    effect of nothing.
    """
    known = (~np.isnan(numbers)).astype(float)
    rows = known.T @ known
    z = np.arctanh(np.clip(found, -0.999, 0.999)) * np.sqrt(np.maximum(rows - 3, 0))
    by_chance = (rows < len(numbers)) & (np.abs(z) < BEYOND_CHANCE)
    np.fill_diagonal(by_chance, False)
    return np.where(by_chance, 0.0, found)


def _normal_scores(numbers: np.ndarray) -> np.ndarray:
    return ndtri(_ranks(numbers) / (1 + (~np.isnan(numbers)).sum(axis=0)))


def _ranks(numbers: np.ndarray) -> np.ndarray:
    ranks = np.full(numbers.shape, np.nan, order="F")
    for j, column in enumerate(numbers.T):
        known = ~np.isnan(column)
        ranks[known, j] = rankdata(column[known])
    return ranks


def _truncated_normal(levels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw the hidden degree of each row between the cuts of its level."""
    known = ~np.isnan(levels)
    least = rankdata(levels[known], "min") - 1
    most = rankdata(levels[known], "max")
    drawn = np.full(len(levels), np.nan)
    drawn[known] = ndtri(
        (least + (most - least) * rng.uniform(1e-9, 1 - 1e-9, known.sum())) / known.sum()
    )
    return drawn


def _polyserial_loss(levels: np.ndarray) -> float:
    """Give the correlation of a level with the hidden degree that it was cut from."""
    _, counts = np.unique(levels[~np.isnan(levels)], return_counts=True)
    values = np.unique(levels[~np.isnan(levels)])
    cuts = ndtri(np.cumsum(counts)[:-1] / counts.sum())
    density = np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)
    return float((density * np.diff(values)).sum() / np.nanstd(levels))


def _most_equal_halves(levels: np.ndarray) -> np.ndarray:
    values, counts = np.unique(levels[~np.isnan(levels)], return_counts=True)
    cut = values[np.argmin(np.abs(2 * np.cumsum(counts)[:-1] - counts.sum()))]
    return np.where(np.isnan(levels), np.nan, levels > cut)


def _tetrachoric(halves: np.ndarray) -> np.ndarray:
    """Find for each pair of 0/1 columns the normal correlation that gives their joint share."""
    known = (~np.isnan(halves)).astype(float)
    ones = np.nan_to_num(halves)
    rows = np.maximum(known.T @ known, 1)
    share = ones.T @ known / rows
    varies = (share > 0) & (share < 1)
    varies &= varies.T
    share = np.where(varies, share, 0.5)
    cut, target = ndtri(1 - share), ones.T @ ones / rows
    low, high = np.full_like(target, -0.999), np.full_like(target, 0.999)
    for _ in range(40):
        middle = (low + high) / 2
        above = _both_above(cut, cut.T, middle) > target
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    found = np.where(varies, (low + high) / 2, 0.0)
    return np.where(np.eye(len(target), dtype=bool), 1.0, found)


def _both_above(a: np.ndarray, b: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Give P(X > a, Y > b) of normal variables: the integral of their density over r from 0."""
    t = np.arcsin(r)[..., None] * (NODES + 1) / 2
    a, b = a[..., None], b[..., None]
    inner = np.exp(-(a**2 + b**2 - 2 * a * b * np.sin(t)) / (2 * np.cos(t) ** 2))
    return ndtr(-a[..., 0]) * ndtr(-b[..., 0]) + np.arcsin(r) * (inner @ WEIGHTS) / (4 * np.pi)


def _positive_definite(found: np.ndarray) -> np.ndarray:
    """Raise the eigenvalues that are not positive, and scale back to correlations."""
    values, vectors = np.linalg.eigh((found + found.T) / 2)
    raised = vectors * np.maximum(values, SMALLEST_EIGENVALUE) @ vectors.T
    scale = np.sqrt(np.diag(raised))
    return raised / np.outer(scale, scale)


def _refuse_constant(frame: pd.DataFrame, numbers: np.ndarray) -> None:
    for name, values in zip(frame, numbers.T, strict=True):
        if np.nanmin(values) == np.nanmax(values):
            raise DataError(
                f"Column {name!r} holds one value only, so nothing can go with it.\n"
                "Leave it out of the columns that are looked at."
            )
