"""Boosted trees on rows that are binned once and shared by all trials."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from fairlab.errors import RequestError, nearest

if TYPE_CHECKING:
    import xgboost

METRICS = ("auc", "aucpr")


class Rows(NamedTuple):
    """Encoded features of shape (n, k), labels 0/1 and weights (None: all equal) of n rows."""

    features: np.ndarray
    labels: np.ndarray
    weights: np.ndarray | None = None


@dataclass(frozen=True)
class Boosting:
    """Train with any hyperparameters on the same rows, stopping when validation says so.

    Parameters
    ----------
    binned, validation : QuantileDMatrix
        Rows to learn from, and rows to choose the number of trees on, in the same bins.
    settings : mapping
        What all trials share: metric, seed, threads, device, fixed hyperparameters.
    trees : int
        At most so many.
    patience : int
        Trees without a better score on validation after which training stops.
    """

    binned: "xgboost.QuantileDMatrix"
    validation: "xgboost.QuantileDMatrix"
    settings: Mapping[str, Any]
    trees: int
    patience: int

    @classmethod
    def on(
        cls,
        train: Rows,
        validation: Rows,
        feature_types: list[str],
        settings: Mapping[str, Any],
        trees: int,
        patience: int,
    ) -> "Boosting":
        """Bin the rows, the validation rows in the bins of the training rows."""
        from xgboost import QuantileDMatrix

        shared = {
            "feature_types": feature_types,
            "enable_categorical": True,
            "nthread": settings["nthread"],
        }
        binned = QuantileDMatrix(train.features, train.labels, weight=train.weights, **shared)
        held = QuantileDMatrix(validation.features, validation.labels, ref=binned, **shared)
        return cls(binned, held, settings, trees, patience)

    def train(self, params: Mapping[str, Any]) -> "xgboost.Booster":
        """Train one model; its ``best_score`` and ``best_iteration`` are those on validation.

        Raises
        ------
        RequestError
            When xgboost refuses the value of a hyperparameter.
        """
        import xgboost as xgb

        try:
            return xgb.train(
                {"objective": "binary:logistic", "verbosity": 0, **self.settings, **params},
                self.binned,
                num_boost_round=self.trees,
                evals=[(self.validation, "validation")],
                early_stopping_rounds=self.patience,
                verbose_eval=False,
            )
        except xgb.core.XGBoostError as fault:
            line = str(fault).splitlines()[0].rsplit(": ", 1)[-1]
            if not re.search(r"[Pp]arameter|base_score", line):
                raise
            raise RequestError(f"xgboost refuses a hyperparameter: {line}") from None


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


def check_device(device: str) -> None:
    """Refuse a device that is not there; xgboost would quietly take the processor instead.

    Raises
    ------
    RequestError
        Says what to ask for.

    Examples
    --------
    >>> check_device("cpu")
    """
    if device == "cpu":
        return
    if not re.fullmatch(r"cuda(:\d+)?", device):
        raise RequestError(f"No device {device!r}. There is: 'cpu', 'cuda', 'cuda:0' and so on.")
    if not _device_used(device).startswith("cuda"):
        raise RequestError(
            f"device={device!r} was asked for, but xgboost finds no such GPU on this machine.\n"
            "Use device='cpu', or install xgboost with CUDA where there is a GPU."
        )


def _device_used(device: str) -> str:
    import xgboost as xgb

    row = xgb.DMatrix(np.zeros((1, 1), np.float32), label=[0.0])
    try:
        booster = xgb.train({"device": device, "verbosity": 0}, row, num_boost_round=1)
    except xgb.core.XGBoostError:  # a GPU of that number does not exist
        return "none"
    return json.loads(booster.save_config())["learner"]["generic_param"]["device"]
