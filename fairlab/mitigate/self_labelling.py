"""Self-labelling: people who were turned away teach too, as far as their labels can be guessed."""

from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.cells import named_columns
from fairlab.mitigate.labelling_models import Judge, alike, coded, weak_scores, with_labelled
from fairlab.mitigate.sampling import SENSITIVE, TableSampler, as_given, as_table, root_seed
from fairlab.seeds import seed_for

HELD_OUT = 0.1
COLUMNS = ["iteration", "bad", "good", "auc"]


class SelfLabelling(TableSampler):
    """Add rows without a label, those that a weak learner is surest of, with the label it guesses.

    Rows that are least like the labelled ones are left out first. Then, several times, a logistic
    regression learns from all rows with a label and scores a part of those without: the share
    ``labelled`` with the highest scores becomes bad, and a smaller one with the lowest becomes
    good, as more bad events are expected among people who were turned away. Scores that were high
    or low enough at first are what later ones have to reach. It ends where boosted trees that
    learn from the added rows are no better, judged on held-out rows of both kinds
    (``bayesian_evaluation``). **It assumes that what tells good from bad among those who were
    accepted tells it among the others too.** Without unlabelled rows nothing is added.

    Parameters
    ----------
    iterations : int
        At most so many.
    part : float
        The share of the unlabelled rows that are scored in each.
    labelled : float
        The share of these that becomes bad.
    imbalance : float
        How many times more become bad than good.
    unlike : float
        The share of the unlabelled rows that is left out.
    stop_early : bool
        Whether an iteration that does not help is taken back and ends it.
    sensitive : str, iterable of str, or mapping, optional
        Columns by which no label is guessed; a strategy fills in those of its dataset.
    random_state : int, RandomState or None
        The seed.

    Attributes
    ----------
    iterations_ : DataFrame
        Of each that was kept how many rows became ``bad`` and ``good``, and the ``auc`` on the
        held-out rows of both kinds; iteration 0 is before any.

    References
    ----------
    Kozodoi, Lessmann, Alamgir, Moreira-Matias and Papakonstantinou (2025), Fighting sampling bias:
    a framework for training and evaluating credit scoring models (BASL).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> debt = pd.DataFrame({"debt": rng.normal(size=3000)})
    >>> bad = pd.Series((debt["debt"] + rng.normal(size=3000) > 1).astype(int))
    >>> accepted = debt["debt"] < 0.5
    >>> X, y = SelfLabelling(stop_early=False, random_state=0).fit_resample(
    ...     debt[accepted], bad[accepted], unlabelled=debt[~accepted]
    ... )
    >>> len(X) - accepted.sum(), y[accepted.sum():].mean().round(2)
    (np.int64(16), np.float64(0.5))
    """

    attribute_in_training = False
    _parameter_constraints = {  # noqa: RUF012
        "iterations": [Interval(Integral, 1, None, closed="left")],
        "part": [Interval(Real, 0, 1, closed="right")],
        "labelled": [Interval(Real, 0, 0.5, closed="neither")],
        "imbalance": [Interval(Real, 0, None, closed="neither")],
        "unlike": [Interval(Real, 0, 1, closed="left")],
        "stop_early": ["boolean"],
        "sensitive": SENSITIVE,
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        iterations: int = 3,
        part: float = 0.8,
        labelled: float = 0.01,
        imbalance: float = 2.0,
        unlike: float = 0.05,
        stop_early: bool = True,
        sensitive: str | int | Iterable | Mapping | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.iterations = iterations
        self.part = part
        self.labelled = labelled
        self.imbalance = imbalance
        self.unlike = unlike
        self.stop_early = stop_early
        self.sensitive = sensitive
        self.random_state = random_state

    def announce(self, X: Any, y: Any, unlabelled: pd.DataFrame | None = None) -> str:
        """Say how many rows may be labelled, or that there are none.

        Parameters
        ----------
        X : DataFrame of shape (n, columns)
        y : array-like of shape (n,)
        unlabelled : DataFrame of shape (m, columns), optional

        Returns
        -------
        str
            One sentence.
        """
        if unlabelled is None or not len(unlabelled):
            return "There are no rows without a label, so that nothing is labelled."
        return f"Of {len(unlabelled):,} rows without a label some may be given one, for training."

    def fit_resample(  # type: ignore[override]  # it takes one more than others
        self, X: Any, y: Any, unlabelled: pd.DataFrame | None = None
    ) -> tuple[Any, Any]:
        """Add rows that a label is guessed for.

        Parameters
        ----------
        X : DataFrame or array-like of shape (n, columns)
            Rows with a label.
        y : array-like of shape (n,)
            1 for the bad event, 0 otherwise.
        unlabelled : DataFrame of shape (m, columns), optional
            Rows without one.

        Returns
        -------
        X : DataFrame or array-like of shape (n + k, columns)
            The rows of X first.
        y : array-like of shape (n + k,)
        """
        return super().fit_resample(X, y, unlabelled=unlabelled)

    def check(self, X: Any, y: Any) -> None:
        """Refuse a sensitive attribute that is not a column, before anything is trained."""
        named_columns(as_table(X), self.sensitive)

    def _fit_resample(
        self, X: Any, y: np.ndarray, unlabelled: pd.DataFrame | None = None
    ) -> tuple[Any, np.ndarray]:
        table = as_table(X)
        self.iterations_ = pd.DataFrame(columns=COLUMNS)
        if unlabelled is None or not len(unlabelled):
            return as_given(table.copy(), X), y.copy()
        others = as_table(unlabelled)[list(table)]
        beside = named_columns(table, self.sensitive)
        points = coded(pd.concat([table, others], ignore_index=True).drop(columns=[*beside]))
        labels = self._label(points[: len(table)], y, points[len(table) :])
        chosen = labels >= 0
        grown = pd.concat([table, others[chosen]], ignore_index=True)
        return as_given(grown, X), np.append(y, labels[chosen].astype(y.dtype))

    def _label(self, known: np.ndarray, y: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Guess labels; -1 where none is."""
        seed = root_seed(self.random_state)
        rng = np.random.default_rng(seed_for(seed, "lots"))
        learning, held = _dealt(len(y), rng), _dealt(len(others), rng)
        if not self.stop_early:
            learning[:], held[:] = True, True
        judge = Judge(known[~learning], y[~learning], others[~held], seed)
        open_ = np.flatnonzero(held)[alike(known[learning], others[held], self.unlike, seed)]
        labels, cuts = np.full(len(others), -1), None
        best = judge.auc(known[learning], y[learning]) if self.stop_early else np.nan
        told = [(0, 0, 0, best)]
        for iteration in range(1, self.iterations + 1):
            drawn = rng.permutation(open_)[: round(self.part * len(open_))]
            X, labelled = with_labelled(known[learning], y[learning], others, labels)
            score = weak_scores(X, labelled, others[drawn])
            cuts = cuts or self._cuts(score)
            bad, good = self._surest(drawn, score, cuts, rng)
            if len(bad) + len(good) == 0:
                break
            guessed = labels.copy()
            guessed[bad], guessed[good] = 1, 0
            if self.stop_early:
                auc = judge.auc(*with_labelled(known[learning], y[learning], others, guessed))
                if auc <= best:
                    break
                best = auc
            labels, open_ = guessed, np.setdiff1d(open_, np.append(bad, good))
            told.append((iteration, len(bad), len(good), best))
        self.iterations_ = pd.DataFrame(told, columns=COLUMNS)
        return labels

    def _cuts(self, score: np.ndarray) -> tuple[float, float]:
        if not len(score):
            return np.inf, -np.inf
        low, high = np.quantile(score, [self.labelled / self.imbalance, 1 - self.labelled])
        return float(high), float(low)

    def _surest(
        self,
        drawn: np.ndarray,
        score: np.ndarray,
        cuts: tuple[float, float],
        rng: np.random.Generator,
    ) -> tuple[np.ndarray, np.ndarray]:
        bad, good = (rng.permutation(drawn[at]) for at in (score >= cuts[0], score <= cuts[1]))
        most = round(self.labelled * len(drawn))
        return bad[:most], good[: round(self.labelled / self.imbalance * len(drawn))]


def _dealt(rows: int, rng: np.random.Generator) -> np.ndarray:
    """Name the rows that are learned from; the others are held out."""
    return rng.permutation(rows) >= round(HELD_OUT * rows)
