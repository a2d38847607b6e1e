"""A penalty that log loss follows by itself, on rows that are weighed and labelled anew."""

from typing import Any

import numpy as np
from scipy.special import expit

from fairlab.learn.penalised_boost import SMALLEST, PenalisedGrowth


class RelabelledGrowth(PenalisedGrowth):
    """A model in the making whose penalty is handed to xgboost once per look, not once per tree.

    A gradient of one's own costs up to half as much as the tree that follows it. So every row that
    is pulled gets a weight and a label between 0 and 1 with which log loss has, at its present
    score, the gradient and the curvature of loss and penalty together. Until the next look that
    is the penalty's tangent. It may move all scores alike, which the intercept mends at the end.

    Parameters
    ----------
    plain, train, held, penalty, settings
        As of ``PenalisedGrowth``; the curvature of the penalty is at least the size of its
        gradient, so that no label leaves the range.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        alike = np.ones(len(self.labels), np.float32)
        self.given = alike if self.weights is None else self.weights
        self.booster.set_param({"scale_pos_weight": 1})  # is in the weights

    def add_tree(self, number: int) -> None:
        """Grow the tree of this number, from 0."""
        if number == 0:  # a training before this one may have left its own
            self._learn_from(self.labels, self.given)
        self.booster.update(self.binned, number)

    def _look(self, margin: np.ndarray, held: np.ndarray) -> None:
        super()._look(margin, held)
        added = self.penalty.gradient(margin)
        if added is None:
            return
        rows = np.flatnonzero(added[1])
        pull, bend = (part[rows] for part in added)
        chance, label, weight = expit(margin[rows]), self.labels[rows], self.given[rows]
        heavier = weight + bend / np.maximum(chance * (1 - chance), SMALLEST)
        soft = chance - (weight * (chance - label) + pull) / heavier
        labels, weights = self.labels.copy(), self.given.copy()
        labels[rows], weights[rows] = np.clip(soft, 0, 1), heavier
        self._learn_from(labels, weights)

    def _learn_from(self, labels: np.ndarray, weights: np.ndarray) -> None:
        self.binned.set_label(labels)
        self.binned.set_weight(weights)
