"""Trees that learn to tell twins from people, and how well they do on others."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from xgboost import Booster

ENOUGH = 50  # people and twins of one level that are judged
MOST_ODDS = 20.0
ROUNDS = 40
TREES = {"max_depth": 4, "eta": 0.15, "max_bin": 256, "nthread": 1, "objective": "binary:logistic"}


@dataclass(frozen=True)
class PeopleAndTwins:
    """People and twins, the attribute first; the level and the fold of each, and its weight."""

    X: np.ndarray
    is_twin: np.ndarray
    stratum: np.ndarray
    fold: np.ndarray
    weight: np.ndarray

    def trees(self) -> "list[Booster]":
        """Teach the difference on each fold; those of the first judge the second."""
        return [
            _trees(self.X[rows], self.is_twin[rows], self.stratum[rows], self.weight[rows])
            for rows in (self.fold == 1, self.fold == 0)
        ]

    def auc(self, trees: "list[Booster]", X: np.ndarray) -> tuple[float, float]:
        """Give the AUC of their scores within levels, and its standard error."""
        score = _scored(trees, X, self.fold)
        return _auc(score, self.is_twin, self._cell, self.weight, self.judged)

    @property
    def judged(self) -> np.ndarray:
        """The levels within folds that hold enough people and twins; none where nobody can tell."""
        counts = [np.bincount(self._cell[self.is_twin == k], minlength=self._cell.max() + 1)
                  for k in (0, 1)]  # fmt: skip
        return np.flatnonzero(np.min(counts, axis=0) >= ENOUGH)

    @property
    def _cell(self) -> np.ndarray:
        return 2 * self.stratum + self.fold


def weights_as_twins(
    X: np.ndarray, is_twin: np.ndarray, stratum: np.ndarray, fold: np.ndarray
) -> np.ndarray:
    """Weigh people by the odds that somebody with these values is a twin."""
    even = PeopleAndTwins(X, is_twin, stratum, fold, np.ones(len(X)))
    share = np.clip(
        _scored(even.trees(), X, fold), 1 / (1 + MOST_ODDS), MOST_ODDS / (1 + MOST_ODDS)
    )
    return np.where(is_twin == 1, 1.0, share / (1 - share))


def _trees(
    X: np.ndarray, is_twin: np.ndarray, stratum: np.ndarray, weight: np.ndarray
) -> "Booster":
    import xgboost

    balanced = weight * _balance(is_twin, stratum)
    with xgboost.config_context(nthread=1):
        data = xgboost.DMatrix(X, label=is_twin, weight=balanced)
        return xgboost.train(TREES, data, num_boost_round=ROUNDS)


def _scored(trees: "list[Booster]", X: np.ndarray, fold: np.ndarray) -> np.ndarray:
    score = np.empty(len(X))
    for judged, booster in enumerate(trees):
        score[fold == judged] = booster.inplace_predict(X[fold == judged])
    return score


def _balance(is_twin: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Let people and twins of a level weigh alike, so that the level alone tells nothing."""
    cell = 2 * stratum + is_twin
    counts = np.bincount(cell, minlength=2 * stratum.max() + 2).reshape(-1, 2).astype(float)
    fewer = counts.min(axis=1, keepdims=True)
    return np.divide(fewer, counts, out=np.zeros_like(counts), where=counts > 0).ravel()[cell]


def _auc(
    score: np.ndarray,
    is_twin: np.ndarray,
    cell: np.ndarray,
    weight: np.ndarray,
    judged: np.ndarray,
) -> tuple[float, float]:
    """Average the AUC over cells, weighted by what they can tell, with its standard error."""
    pairs, aucs, variances = [], [], []
    for one in judged:
        at = [(cell == one) & (is_twin == kind) for kind in (1, 0)]
        (twins, people), (of_twins, of_people) = ([each[r] for r in at] for each in (score, weight))
        above = _below(people, of_people, twins)
        below = 1 - _below(twins, of_twins, people)
        auc = float(np.average(above, weights=of_twins))
        parts = zip((above, below), (of_twins, of_people), strict=True)
        sizes = [w.sum() ** 2 / (w**2).sum() for w in (of_twins, of_people)]
        variances.append(sum((w**2) @ (p - auc) ** 2 / w.sum() ** 2 for p, w in parts))
        aucs.append(auc)
        pairs.append(sizes[0] * sizes[1] / sum(sizes))
    share = np.array(pairs) / np.sum(pairs)
    return float(share @ aucs), float(np.sqrt(share**2 @ np.array(variances)))


def _below(values: np.ndarray, weight: np.ndarray, than: np.ndarray) -> np.ndarray:
    """Give the weighted share of values below each of others; half of those that are equal."""
    order = np.argsort(values, kind="stable")
    until = np.r_[0.0, weight[order].cumsum()]
    ends = [until[np.searchsorted(values[order], than, side)] for side in ("left", "right")]
    return np.asarray(sum(ends) / (2 * until[-1]))
