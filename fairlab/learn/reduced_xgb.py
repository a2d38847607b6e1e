"""fairlearn's reductions of XGBoost, kept as one model whose scores can be cut."""

import copy
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import joblib
import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.errors import RequestError
from fairlab.learn.average_boosters import average_boosters
from fairlab.learn.boost import Boosting
from fairlab.learn.encoded_rows import Rows
from fairlab.learn.extended_xgb import ExtendedXGB
from fairlab.learn.intercept import right_in_the_large, start_of
from fairlab.learn.labelled_rows import codes_of, unit_weights
from fairlab.learn.numbered_groups import NumberedGroups
from fairlab.learn.spaces import Space
from fairlab.learn.trials import Tell

if TYPE_CHECKING:
    from xgboost import Booster

METHODS = ("exponentiated_gradient", "grid_search")
CRITERIA = {"equal_opportunity": "TruePositiveRateParity", "equalized_odds": "EqualizedOdds"}
FEWEST = 10  # bad events below which groups are taken together
FEW = "of few"


class ReducedXGB(ExtendedXGB):
    """XGBoost on rows that are weighed and relabelled until groups are wrongly treated alike.

    One XGBoost is searched and stopped as ``TunedXGB`` is. With its hyperparameters and its number
    of trees fairlearn trains others, on weights and labels that follow from the errors of the ones
    before (exponentiated gradient) or stand on a grid. Exponentiated gradient would draw one of
    them by lot for each decision; here their log odds are averaged, so that equal people have
    equal scores, and the cut is left to the decision rule. In training each flags the share that
    will be flagged. Who is in which group is asked for in training only.

    It assumes that a gap on training rows is one on others, though the fit hides it there. Groups
    of several attributes are crossed; those of fewer than ten bad events are taken together.

    Parameters
    ----------
    method : {"exponentiated_gradient", "grid_search"}
        The mean of several models, or the one of a grid with the least error and gap.
    criterion : {"equal_opportunity", "equalized_odds"}
        Whether misses alone are held together, or false alarms too.
    share : float, optional
        Above 0 and below 1: so many are flagged, as ``--budget`` says. Without it as many as have
        the bad event.
    eps : float
        The difference from the common rate that is let be, above 0.
    rounds : int
        At least 2: steps of exponentiated gradient, each one or two trainings; or points of the
        grid, of which twice as many are wanted for each group more.
    **settings
        Those of ``TunedXGB``.

    Attributes
    ----------
    reduced_ : int
        How many models are averaged; 0 where no groups were handed.
    classes_, booster_, encoder_, best_params_, best_score_, trials_
        As of ``TunedXGB``; the booster holds all trees of the models that are averaged.

    References
    ----------
    Agarwal, Beygelzimer, Dudík, Langford and Wallach (2018), A reductions approach to fair
    classification.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> group, skill = rng.choice(["a", "b"], 800), rng.normal(size=800)
    >>> bad = skill + (group == "b") + rng.normal(size=800) > 1
    >>> X = pd.DataFrame({"skill": skill, "b": group == "b"})
    >>> model = ReducedXGB(rounds=3, trials=0, trees=10).fit(X, bad, sensitive_features=group)
    >>> model.predict_proba(X).shape
    (800, 2)
    """

    _parameter_constraints: Mapping[str, list] = {
        "method": [StrOptions(set(METHODS))],
        "criterion": [StrOptions(set(CRITERIA))],
        "share": [None, Interval(Real, 0, 1, closed="neither")],
        "eps": [Interval(Real, 0, 1, closed="neither")],
        "rounds": [Interval(Integral, 2, None, closed="left")],
    }

    def __init__(
        self,
        method: str = "exponentiated_gradient",
        criterion: str = "equal_opportunity",
        share: float | None = None,
        eps: float = 0.01,
        rounds: int = 10,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.method = method
        self.criterion = criterion
        self.share = share
        self.eps = eps
        self.rounds = rounds

    def fit(  # type: ignore[override]  # fairlearn weighs the rows, and nobody else
        self,
        X: Any,
        y: Any,
        validation: tuple[Any, Any] | None = None,
        journal: str | Path | None = None,
        on_trial: Tell | None = None,
        sensitive_features: Any = None,
    ) -> Self:
        """Search, and reduce with what was found.

        Parameters
        ----------
        X, y, validation, journal, on_trial
            As for ``TunedXGB``.
        sensitive_features : DataFrame or array of shape (n, attributes), optional
            The groups of the training rows; without them nothing is reduced.

        Returns
        -------
        ReducedXGB
            Itself.

        Raises
        ------
        DataError
            When rows, labels or groups cannot be learned from.
        RequestError
            When a setting does not exist or cannot be met, or fairlearn is not installed.
        """
        self._checked_space()
        groups = None
        if sensitive_features is not None:
            known = NumberedGroups.learn(sensitive_features)
            groups = known.of(sensitive_features, len(y))
        super().fit(X, y, validation=validation, journal=journal, on_trial=on_trial)
        self.reduced_ = 0
        if groups is not None:
            labels = codes_of(y, self.classes_, len(groups))
            cells = crossed(groups, labels)
            self.booster_ = self._reduce(Rows(self.encoder_.transform(X), labels), cells)
        return self

    def _reduce(self, rows: Rows, cells: np.ndarray) -> "Booster":
        plain = self._boosting(rows, None)
        trees = self.booster_.num_boosted_rounds()
        boosting = Boosting(plain.binned, None, plain.settings, trees, None)
        share = self.share or float(rows.labels.mean())
        oracle = Oracle(boosting, self.best_params_, share)
        models, weights = self._mixture(oracle, rows.labels, cells)
        self.reduced_ = len(models)
        if not models:
            return self.booster_
        threads = joblib.effective_n_jobs(self.n_jobs)
        mean = average_boosters(models, weights, threads)
        margin = mean.predict(plain.binned, output_margin=True)
        return right_in_the_large(mean, start_of(mean), margin, rows.labels.mean(), threads)

    def _mixture(
        self, oracle: "Oracle", labels: np.ndarray, cells: np.ndarray
    ) -> tuple[list["Booster"], list[float]]:
        """Let fairlearn train; constants that it takes for models change no order, and go."""
        from fairlearn import reductions

        bound = getattr(reductions, CRITERIA[self.criterion])(difference_bound=self.eps)
        if self.method == "exponentiated_gradient":
            reduction = reductions.ExponentiatedGradient(
                oracle, bound, eps=self.eps, max_iter=self.rounds
            )
        else:
            reduction = reductions.GridSearch(oracle, bound, grid_size=self.rounds)
        numbers = pd.DataFrame({"row": np.arange(len(labels))})
        with warnings.catch_warnings(), _grid_taken_as_it_is():
            # It writes numbers into columns of another type, which pandas warns of.
            warnings.filterwarnings("ignore", module="fairlearn")
            reduction.fit(numbers, pd.Series(labels), sensitive_features=pd.Series(cells))
        if self.method == "exponentiated_gradient":
            found = list(zip(reduction.predictors_, reduction.weights_, strict=True))
        else:
            found = [(reduction.predictors_[reduction.best_idx_], 1.0)]
        kept = [(one.booster, w) for one, w in found if w > 0 and isinstance(one, Oracle)]
        total = sum(weight for _, weight in kept)
        return [booster for booster, _ in kept], [float(weight / total) for _, weight in kept]

    def _checked_space(self) -> Space:
        if find_spec("fairlearn") is None:
            raise RequestError(
                f"{self.method} needs fairlearn, which is not installed here.\n"
                "pip install 'fairlab[fairlearn]'"
            )
        return super()._checked_space()


@contextmanager
def _grid_taken_as_it_is() -> Iterator[None]:
    """Let fairlearn advise no larger grid.

    It would in every fold, on standard error, and ``rounds`` says already how many points are
    wanted for how many groups.
    """
    log = logging.getLogger("fairlearn.reductions._grid_search._grid_generator")

    def keep(said: logging.LogRecord) -> bool:
        return "grid" not in str(said.msg)

    log.addFilter(keep)
    try:
        yield
    finally:
        log.removeFilter(keep)


class Oracle:
    """What fairlearn trains again and again: XGBoost on the same binned rows.

    Parameters
    ----------
    boosting : Boosting
    params : mapping
        Hyperparameters.
    share : float
        It flags so many of its rows.
    """

    def __init__(self, boosting: Boosting, params: Mapping[str, Any], share: float) -> None:
        self.boosting, self.params, self.share = boosting, params, share

    def fit(self, X: Any, y: Any, sample_weight: Any) -> "Oracle":
        """Train on other labels and weights of the rows."""
        rows = self.boosting.binned
        rows.set_label(np.asarray(y, np.float32))
        rows.set_weight(unit_weights(np.asarray(sample_weight, float)))
        self.booster = self.boosting.train(self.params).booster
        margin = self.booster.predict(rows, output_margin=True)
        place = len(margin) - max(1, round(self.share * len(margin)))
        self.flagged = (margin >= np.partition(margin, place)[place]).astype(int)
        return self

    def predict(self, X: Any) -> np.ndarray:
        """Flag the riskiest of its own rows."""
        return self.flagged

    def __deepcopy__(self, memo: Any) -> "Oracle":
        return copy.copy(self)  # the binned rows are shared

    def __sklearn_clone__(self) -> "Oracle":
        return copy.copy(self)


def crossed(groups: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Name the combination of groups of each row; those of few bad events are one.

    Parameters
    ----------
    groups : ndarray of int of shape (n, attributes)
    labels : ndarray of int of shape (n,)

    Returns
    -------
    ndarray of str of shape (n,)

    Examples
    --------
    >>> groups = np.array([[0], [1], [1]]).repeat(9, axis=0)
    >>> sorted(set(crossed(groups, np.ones(27, int)).tolist()))
    ['1', 'of few']
    """
    names = pd.Series(["/".join(map(str, row)) for row in groups.tolist()])
    bad = pd.Series(labels).groupby(names).transform("sum")
    return names.where(bad >= FEWEST, FEW).to_numpy(object)
