"""Boosted trees that follow a gradient of their own beside that of log loss."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit, logit

from fairlab.learn.boost import TREES_PER_LOOK, Boosting, Growth
from fairlab.learn.encoded_rows import Rows
from fairlab.learn.intercept import right_in_the_large

if TYPE_CHECKING:
    import xgboost

SMALLEST = 1e-6  # curvature below which a row would throw a leaf far away
LOG = "log"  # attribute of the booster


class Penalty:
    """What a training is pulled by beside log loss; made anew for each training.

    Attributes
    ----------
    log : list of dict
        What was done at each look, in what JSON can hold.
    """

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []

    def gradient(self, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Give the gradient and the curvature that each training row adds; None where none does.

        Parameters
        ----------
        margin : ndarray of float32 of shape (n,)
            Log odds of the training rows.

        Returns
        -------
        tuple of ndarray of float32, of shape (n,)
            The curvature is not negative.
        """
        raise NotImplementedError

    def observe(self, margin: np.ndarray, held: np.ndarray) -> None:
        """Look at the log odds of the training and of the validation rows, every few trees."""

    def cost(self) -> float:
        """Give what the metric on the validation rows is lessened by, as last observed."""
        return 0.0


class PenalisedGrowth(Growth):
    """A model in the making that is pulled by a penalty, and predicts the share of the bad event.

    The pull is freed of what would move all scores alike, so that the sum of the probabilities is
    left to log loss. At the end the intercept is moved until the mean probability of the rows that
    are validated on (without these, of the training rows) is their share of the bad event.

    Parameters
    ----------
    plain : Growth
        As it would be without a penalty.
    train : Rows
    held : Rows or None
    penalty : Penalty
    settings : mapping
        All that the booster was made with, ``base_score`` among them. ``scale_pos_weight`` is left
        to who makes the gradient.
    """

    def __init__(
        self,
        plain: Growth,
        train: Rows,
        held: Rows | None,
        penalty: Penalty,
        settings: Mapping[str, Any],
    ) -> None:
        super().__init__(plain.booster, plain.binned, plain.validation)
        self.train, self.held, self.penalty, self.settings = train, held, penalty, settings
        self.labels = train.labels.astype(np.float32)
        self.best = float("-inf")
        self.best_margin: np.ndarray | None = None
        self.weights = None
        positive_weight = settings.get("scale_pos_weight", 1)
        if train.weights is not None or positive_weight != 1:
            given = 1.0 if train.weights is None else train.weights
            self.weights = np.where(train.labels == 1, positive_weight * given, given)
            self.weights = self.weights.astype(np.float32)

    def add_tree(self, number: int) -> None:
        """Grow the tree of this number, from 0."""
        margin = self._margin(self.binned)
        added = self.penalty.gradient(margin)
        if added is None:
            self.booster.update(self.binned, number)
            return
        pull, bend = added
        chance = expit(margin)
        gradient, curvature = chance - self.labels, np.maximum(chance * (1 - chance), SMALLEST)
        if self.weights is not None:
            gradient, curvature = self.weights * gradient, self.weights * curvature
        gradient += pull - pull.sum() / curvature.sum() * curvature
        curvature = np.maximum(curvature + bend, SMALLEST)
        self.booster.boost(self.binned, number, grad=gradient, hess=curvature)

    def score(self) -> float:
        """Give the metric on the validation rows less what the penalty costs."""
        assert self.validation is not None
        held = self._margin(self.validation)
        self._look(self._margin(self.binned), held)
        found = super().score() - self.penalty.cost()
        if found > self.best:
            self.best, self.best_margin = found, held
        return found

    def finish(self, trees: int) -> "xgboost.Booster":
        """Give the model of the first so many trees, with its intercept set right."""
        self.booster = self.booster[:trees]
        rows, known = self.held, self.validation
        if rows is None or known is None:
            rows, known = self.train, self.binned
        start, threads = logit(self.settings["base_score"]), self.settings["nthread"]
        # Where validation chose the trees, it has just been scored with them.
        margin = self._margin(known) if self.best_margin is None else self.best_margin
        finished = right_in_the_large(self.booster, start, margin, rows.labels.mean(), threads)
        if self.penalty.log:
            looks = -(-trees // TREES_PER_LOOK)
            finished.set_attr(**{LOG: json.dumps(self.penalty.log[:looks])})
        return finished

    def _look(self, margin: np.ndarray, held: np.ndarray) -> None:
        self.penalty.observe(margin, held)

    def _margin(self, rows: "xgboost.DMatrix") -> np.ndarray:
        return self.booster.predict(rows, output_margin=True, training=True)


@dataclass(frozen=True)
class PenalisedBoosting(Boosting):
    """Train with a penalty on the same rows.

    Parameters
    ----------
    binned, validation, settings, trees, patience
        As of ``Boosting``.
    train : Rows
        Those that were binned.
    held : Rows or None
        Those of ``validation``.
    penalty : callable
        Makes one for a training.
    growth : type of PenalisedGrowth
        How it is followed.
    """

    train_rows: Rows
    held_rows: Rows | None
    penalty: Callable[[], Penalty]
    growth: type[PenalisedGrowth]

    def _begin(self, params: Mapping[str, Any]) -> Growth:
        settings, rows = {**self.settings, **params}, (self.train_rows, self.held_rows)
        return self.growth(super()._begin(params), *rows, self.penalty(), settings)
