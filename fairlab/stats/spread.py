"""How far contrasts of judged rows may be off: the variance of people and that of models."""

from dataclasses import dataclass

import numpy as np

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


def spread_of(moments: Moments, with_models: np.ndarray | bool = False) -> Spread:
    """Give the variance of contrasts of decisions that were made out of fold.

    People give sum psi^2 / n^2, times K / (K - 1) where K folds train on each other's rows. The
    models' term is what the sums of the models differ by beyond what their people explain: with
    two or more seeds the larger of the two variances stands, and contrasts whose models' term is
    always wanted have it with one seed too, from the K folds. In a holdout the seeds share their
    rows, so that their sums hold no draw of people and nothing is taken off.

    Where the models' term stands, degrees of freedom follow Satterthwaite from those of the
    models' sums, M - 1. With the term always wanted, and in a holdout, the models' sums count for
    at least what people alone would make of them: a spread that came out small by chance promises
    nothing.

    Parameters
    ----------
    moments : Moments
        Of c contrasts, see `Moments.project`.
    with_models : bool or ndarray of bool, shape (c,)
        Whether the models' term is always wanted.

    Returns
    -------
    Spread

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
    always = np.broadcast_to(with_models, len(moments.rows))
    people, cells, between = _parts(moments)
    excess = np.maximum(between - (0 if moments.design == "holdout" else cells), 0)
    by_folds, by_models = _by_folds(moments, people), people + excess
    free = len(moments.models) - 1
    enters = (always & (free > 0)) | ((moments.seeds > 1) & (by_models > by_folds))
    variance = np.where(enters, np.maximum(by_folds, by_models), by_folds)
    wary = always | (moments.design == "holdout")
    counted = np.where(wary, np.maximum(between, cells), between)
    with np.errstate(divide="ignore", invalid="ignore"):
        df = np.where(enters & (counted > 0), free * (variance / counted) ** 2, np.inf)
        scale = np.sqrt(np.diag(moments.rows))
        correlation = moments.rows / np.outer(scale, scale)
        ahead = np.sqrt(_with_one_more(moments, people, cells, excess, always) / variance)
    return Spread(variance, df, correlation, ahead)


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
    always: np.ndarray,
) -> np.ndarray:
    """Predict the variance with one more seed: what the seeds do not share falls with them."""
    seeds = moments.seeds
    if seeds == 1:
        unshared = np.where(always, 0.0, np.nan)
    else:  # cells * seeds is shared + unshared, and people is shared + unshared / seeds
        unshared = np.maximum(cells * seeds - people, 0) * seeds / (seeds - 1)
    later = people - unshared / (seeds * (seeds + 1))
    by_folds, by_models = _by_folds(moments, later), later + excess * seeds / (seeds + 1)
    return np.where(always | (seeds > 1), np.maximum(by_folds, by_models), by_folds)
