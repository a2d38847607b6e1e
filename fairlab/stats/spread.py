"""How far contrasts of judged rows may be off: the variance of people and that of models."""

from dataclasses import dataclass

import numpy as np

from fairlab.stats.moderated_ratio import ALONE, moderated
from fairlab.stats.moments import Moments


@dataclass(frozen=True)
class Spread:
    """What the bands of c contrasts need.

    Parameters
    ----------
    variance : ndarray, shape (c,)
        Of each estimate.
    df : ndarray, shape (c,)
        Degrees of freedom of it; infinite where the people alone give it.
    correlation : ndarray, shape (c, c)
        Between the estimates, by the people; NaN where a variance is 0.
    another_seed : ndarray, shape (c,)
        The standard error that one more seed would leave, over that of now; NaN where one seed
        cannot tell.
    """

    variance: np.ndarray
    df: np.ndarray
    correlation: np.ndarray
    another_seed: np.ndarray

    @property
    def se(self) -> np.ndarray:
        """The standard errors, shape (c,)."""
        return np.sqrt(self.variance)


def spread_of(
    moments: Moments, pools: np.ndarray | None = None, wary: np.ndarray | bool = False
) -> Spread:
    """Give the variance of contrasts of decisions that were made out of fold.

    People give sum psi^2 / n^2, times K / (K - 1) where K folds train on each other's rows. What
    the sums of the models differ by beyond what their people explain is the models' term; the
    larger of the two variances stands. In a holdout the seeds share their rows, so that their
    sums hold no draw of people and nothing is taken off.

    A handful of models tells little of one contrast: the ratio of what their sums differ by to
    what people explain is moderated by the ratios of its pool. Where the models' term stands,
    degrees of freedom follow Satterthwaite from those of that ratio, where the models' sums count
    for at least what people alone would make of them: a spread that came out small by chance
    promises nothing.

    Parameters
    ----------
    moments : Moments
        Of c contrasts, see `Moments.project`.
    pools : ndarray of int, shape (c,), optional
        Which contrasts move with their models in like ways; -1 for alone. All alone without it.
    wary : bool or ndarray of bool, shape (c,)
        Whether degrees of freedom count also where the models' term did not come out larger.

    References
    ----------
    Bayle, Bayle, Janson and Mackey (2020), Cross-validation confidence intervals for test error;
    Satterthwaite (1946), An approximate distribution of estimates of variance components.

    Examples
    --------
    >>> from fairlab.stats.moments import accumulate
    >>> x = np.array([[1.0, -1.0, 2.0, -2.0]])
    >>> moments = accumulate(lambda seed, block: x[:, block], np.array([[0, 0, 1, 1]]))
    >>> float(spread_of(moments).variance[0])
    1.25
    """
    people, cells, between = _parts(moments)
    scale = np.sqrt(np.diag(moments.rows))
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = moments.rows / np.outer(scale, scale)
    pools = np.full(len(people), ALONE) if pools is None else pools
    between, free = _moderated_between(moments, people, cells, between, pools, correlation)
    excess = np.maximum(between - (0 if moments.design == "holdout" else cells), 0)
    by_folds, by_models = _by_folds(moments, people), people + excess
    enters, variance = by_models > by_folds, np.maximum(by_folds, by_models)
    with np.errstate(divide="ignore", invalid="ignore"):
        counted = np.maximum(between, cells)
        known = ~enters & ~np.asarray(wary) | (free == 0)
        df = np.where(known | (counted == 0), np.inf, free * (variance / counted) ** 2)
        ahead = np.sqrt(_with_one_more(moments, people, cells, excess, enters) / variance)
    return Spread(variance, df, correlation, ahead)


def _moderated_between(
    moments: Moments,
    people: np.ndarray,
    cells: np.ndarray,
    between: np.ndarray,
    pools: np.ndarray,
    correlation: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Give what models' sums differ by, helped by the pool, and its degrees of freedom."""
    free = len(moments.models) - 1
    if free == 0:
        return between, np.zeros_like(between)
    explained = people if moments.design == "holdout" else cells
    ratio = np.divide(between, explained, out=np.zeros_like(between), where=explained > 0)
    ratio, gained = moderated(ratio, free, pools, correlation)
    return ratio * explained, gained


def _parts(moments: Moments) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the variances of people, of cells and between models."""
    n, judged, models = moments.n, moments.n * moments.seeds, len(moments.models)
    people, cells = np.diag(moments.rows) / n**2, np.diag(moments.cells) / judged**2
    if models < 2:
        return people, cells, np.zeros_like(people)
    between = models / (models - 1) * (moments.models**2).sum(axis=0) / judged**2
    return people, cells, np.where(people > 0, between, 0)


def _by_folds(moments: Moments, people: np.ndarray) -> np.ndarray:
    folds = len(moments.models) // moments.seeds
    return people * folds / (folds - 1) if moments.design == "folds" else people


def _with_one_more(
    moments: Moments,
    people: np.ndarray,
    cells: np.ndarray,
    excess: np.ndarray,
    enters: np.ndarray,
) -> np.ndarray:
    """Predict the variance with one more seed: what the seeds do not share falls with them."""
    seeds = moments.seeds
    if seeds == 1:
        unshared = np.where(enters, 0.0, np.nan)
    else:  # cells * seeds is shared + unshared, and people is shared + unshared / seeds
        unshared = np.maximum(cells * seeds - people, 0) * seeds / (seeds - 1)
    later = people - unshared / (seeds * (seeds + 1))
    by_folds, by_models = _by_folds(moments, later), later + excess * seeds / (seeds + 1)
    return np.maximum(by_folds, by_models)
