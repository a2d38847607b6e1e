"""The intercept with which probabilities are right in the large."""

import json
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit

if TYPE_CHECKING:
    from xgboost import Booster


def intercept_shift(margin: np.ndarray, share: float) -> float:
    """Find by how much log odds have to move so that the mean probability is a share.

    Parameters
    ----------
    margin : ndarray of shape (n,)
    share : float
        Above 0 and below 1.

    Examples
    --------
    >>> round(intercept_shift(np.zeros(3), 0.25), 4)
    -1.0986
    """
    ends = logit(share) - margin.max() - 1, logit(share) - margin.min() + 1
    return float(brentq(lambda shift: expit(margin + shift).mean() - share, *ends))


def start_of(booster: "Booster") -> float:
    """Give the log odds that a booster of logistic loss adds its trees to."""
    model = json.loads(booster.save_config())["learner"]["learner_model_param"]
    return float(logit(float(model["base_score"].strip("[]"))))


def right_in_the_large(
    booster: "Booster", start: float, margin: np.ndarray, share: float, threads: int
) -> "Booster":
    """Move the start of a booster until the mean probability of rows is a share.

    Parameters
    ----------
    booster : Booster
    start : float
        What it starts from, in log odds.
    margin : ndarray of shape (n,)
        Its log odds of the rows.
    share : float
        Above 0 and below 1.
    threads : int
        With which it predicts.

    Returns
    -------
    Booster
        Another one, with the same trees.
    """
    from xgboost import Booster

    moved = start + intercept_shift(margin.astype(float), share)
    booster.set_param({"base_score": float(expit(moved))})
    # xgboost looks at a new base_score when a model is read.
    return Booster({"nthread": threads}, model_file=booster.save_raw("ubj"))
