"""Several boosted models as one, whose log odds are their weighted mean."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from fairlab.learn.intercept import start_of

if TYPE_CHECKING:
    from xgboost import Booster

LEAF = -1  # in place of a child


def average_boosters(
    boosters: Sequence["Booster"], weights: Sequence[float], threads: int = 1
) -> "Booster":
    """Put the trees of models with logistic loss together, each leaf times its model's weight.

    Parameters
    ----------
    boosters : sequence of Booster
        Trained on the same features.
    weights : sequence of float
        They sum to 1.
    threads : int
        With which the model predicts.

    Returns
    -------
    Booster
        One of xgboost's own, which can be kept, read and explained as any other.

    Examples
    --------
    >>> import xgboost
    >>> rows = xgboost.DMatrix([[0.0], [1.0]] * 20, label=[0, 1] * 20)
    >>> one, other = (xgboost.train({"eta": e, "objective": "binary:logistic"}, rows, 2)
    ...               for e in (0.1, 0.9))
    >>> log_odds = [b.predict(rows, output_margin=True)[1]
    ...             for b in (one, other, average_boosters([one, other], [0.5, 0.5]))]
    >>> bool(np.isclose(log_odds[2], (log_odds[0] + log_odds[1]) / 2))
    True
    """
    from xgboost import Booster

    read = [json.loads(booster.save_raw("json")) for booster in boosters]
    learner = read[0]["learner"]
    trees = [
        _times(tree, weight)
        for one, weight in zip(read, weights, strict=True)
        for tree in one["learner"]["gradient_booster"]["model"]["trees"]
    ]
    numbered = [{**tree, "id": number} for number, tree in enumerate(trees)]
    model = learner["gradient_booster"]["model"]
    model |= {
        "trees": numbered,
        "tree_info": [0] * len(trees),
        "iteration_indptr": list(range(len(trees) + 1)),
    }
    model["gbtree_model_param"]["num_trees"] = str(len(trees))
    start = expit(np.dot(weights, [start_of(booster) for booster in boosters]))
    learner["learner_model_param"]["base_score"] = f"[{float(start)!r}]"
    return Booster({"nthread": threads}, model_file=bytearray(json.dumps(read[0]).encode()))


def _times(tree: dict[str, Any], weight: float) -> dict[str, Any]:
    leaves = [
        weight * value if child == LEAF else value
        for value, child in zip(tree["split_conditions"], tree["left_children"], strict=True)
    ]
    means = [weight * value for value in tree["base_weights"]]
    return {**tree, "split_conditions": leaves, "base_weights": means}
