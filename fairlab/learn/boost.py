"""Boosted trees on rows that are binned once and shared by all trials."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from fairlab.errors import RequestError, nearest
from fairlab.learn.encoded_rows import Rows
from fairlab.system.defer_sigint import defer_sigint

if TYPE_CHECKING:
    import xgboost

METRICS = ("auc", "aucpr")
# To score the validation rows after every tree would take up to a quarter of the time.
TREES_PER_LOOK = 5
USUAL_DEPTH = 6  # xgboost's own; also stands in where there is no limit


class Trained(NamedTuple):
    """A model cut where it scored best, that score and its trees; or where it was ended.

    ``ended`` is the number of trees after which the caller ended the training, None if never.
    """

    booster: "xgboost.Booster"
    score: float
    trees: int
    ended: int | None


class Growth:
    """A model in the making, one tree after the other.

    Parameters
    ----------
    booster : Booster
        Without a tree yet; knows both sets of rows.
    binned : QuantileDMatrix
        Rows to learn from.
    validation : DMatrix or None
        Rows to be scored on.
    """

    def __init__(
        self,
        booster: "xgboost.Booster",
        binned: "xgboost.QuantileDMatrix",
        validation: "xgboost.DMatrix | None",
    ) -> None:
        self.booster = booster
        self.binned = binned
        self.validation = validation

    def add_tree(self, number: int) -> None:
        """Grow the tree of this number, from 0."""
        self.booster.update(self.binned, number)

    def score(self) -> float:
        """Give the metric on the validation rows."""
        assert self.validation is not None
        return float(self.booster.eval(self.validation).rsplit(":", 1)[1])

    def finish(self, trees: int) -> "xgboost.Booster":
        """Give the model of the first so many trees."""
        return self.booster[:trees]


def never(trees: int, score: float) -> bool:
    """Let a training go on, whatever its score after so many trees.

    Examples
    --------
    >>> never(10, 0.5)
    False
    """
    return False


@dataclass(frozen=True)
class Boosting:
    """Train with any hyperparameters on the same rows, stopping when validation says so.

    Parameters
    ----------
    binned : QuantileDMatrix
        Rows to learn from.
    validation : DMatrix or None
        Rows to choose the number of trees on; scored three times as fast as if binned.
    settings : mapping
        What all trials share: metric, seed, threads, device, fixed hyperparameters.
    trees : int
        At most so many.
    patience : int
        Trees without a better score on validation after which training stops. None trains all
        trees, and needs no validation rows.
    """

    binned: "xgboost.QuantileDMatrix"
    validation: "xgboost.DMatrix | None"
    settings: Mapping[str, Any]
    trees: int
    patience: int | None

    @classmethod
    def on(
        cls,
        train: Rows,
        validation: Rows | None,
        feature_types: list[str],
        settings: Mapping[str, Any],
        trees: int,
        patience: int | None,
    ) -> "Boosting":
        """Bin the training rows."""
        from xgboost import DMatrix, QuantileDMatrix

        shared = {
            "feature_types": feature_types,
            "enable_categorical": True,
            "nthread": settings["nthread"],
        }
        # Rows come by a call back into Python; a Ctrl-C in it would be taken for their end.
        with defer_sigint():
            binned = QuantileDMatrix(train.features, train.labels, weight=train.weights, **shared)
        held = None
        if validation is not None:
            held = DMatrix(validation.features, validation.labels, **shared)
        return cls(binned, held, settings, trees, patience)

    def train(
        self, params: Mapping[str, Any], ends: Callable[[int, float], bool] = never
    ) -> Trained:
        """Train one model, looking at the validation rows after every few trees.

        Parameters
        ----------
        params : mapping
            Hyperparameters.
        ends : callable, optional
            Is told, at each look, the number of trees and the best score so far, and says
            whether to give this training up.

        Raises
        ------
        RequestError
            When xgboost refuses the value of a hyperparameter.
        """
        with _refusals_in_words():
            growth = self._begin(params)
            if self.patience is None:
                return self._grown(growth)
            best, best_trees, ended = float("-inf"), 0, None
            for trees, score in self._grow(growth):
                if score > best:
                    best, best_trees = score, trees
                elif trees - best_trees >= self.patience:
                    break
                if ends(trees, best):
                    ended = trees
                    break
            return Trained(growth.finish(best_trees), best, best_trees, ended)

    def depth(self, params: Mapping[str, Any]) -> int:
        """Give the levels of a tree with these hyperparameters."""
        return {**self.settings, **params}.get("max_depth") or USUAL_DEPTH

    def _begin(self, params: Mapping[str, Any]) -> Growth:
        return Growth(self._seedling(params), self.binned, self.validation)

    def _seedling(self, params: Mapping[str, Any]) -> "xgboost.Booster":
        from xgboost import Booster

        every = {"objective": "binary:logistic", "verbosity": 0, **self.settings, **params}
        seen = [self.binned] if self.validation is None else [self.binned, self.validation]
        return Booster(every, seen)

    def _grown(self, growth: Growth) -> Trained:
        for tree in range(self.trees):
            growth.add_tree(tree)
        return Trained(growth.finish(self.trees), float("nan"), self.trees, None)

    def _grow(self, growth: Growth) -> Iterator[tuple[int, float]]:
        for tree in range(self.trees):
            growth.add_tree(tree)
            if (tree + 1) % TREES_PER_LOOK == 0 or tree + 1 == self.trees:
                yield tree + 1, growth.score()


def check_metric(metric: str) -> None:
    """Refuse a metric that the search cannot maximise.

    Examples
    --------
    >>> check_metric("auprc")
    Traceback (most recent call last):
    ...
    fairlab.errors.RequestError: No metric 'auprc' to tune for. Did you mean 'aucpr' or 'auc'?
    """
    if metric not in METRICS:
        raise RequestError(f"No metric {metric!r} to tune for. {nearest(metric, METRICS)}")


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    from xgboost.core import XGBoostError

    try:
        yield
    except XGBoostError as fault:
        line = str(fault).splitlines()[0].rsplit(": ", 1)[-1]
        if not re.search(r"[Pp]arameter|base_score", line):
            raise
        raise RequestError(f"xgboost refuses a hyperparameter: {line}") from None
