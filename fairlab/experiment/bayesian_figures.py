"""Figures of a fold's model on labelled and unlabelled rows together, where there are such."""

from collections.abc import Mapping, Sequence
from statistics import fmean

import numpy as np
import pandas as pd

from fairlab.audit.rankings import area_under_roc, average_precision
from fairlab.data import Split
from fairlab.experiment.fitted import FittedModel
from fairlab.seeds import seed_for
from fairlab.stats.bayesian_evaluation import bayesian_evaluation

BEFORE = "bayes/"
METRICS = {"auc": area_under_roc, "auprc": average_precision}


def bayesian_figures(fitted: FittedModel, parts: Split, seed: int) -> dict[str, float]:
    """Judge a model on the test rows and on all rows without a label.

    The prior of these is what plain boosted trees say that learned from the labelled training rows
    of the fold: the same for all strategies, so that they are held against each other. Whether
    it is right nobody knows, see ``bayesian_evaluation``.

    Parameters
    ----------
    fitted : FittedModel
    parts : Split
    seed : int
        Of the run.

    Returns
    -------
    dict of str to float
        ``bayes/auc`` and ``bayes/auprc``, each with the ``_low`` and ``_high`` between which the
        unknown labels leave it; empty where every row has a label.
    """
    others = parts.train.unlabelled
    if others is None:
        return {}
    labelled = parts.test.y.to_numpy().astype(bool), fitted.score(parts.test.frame)
    unlabelled = _prior(parts, others, seed), fitted.score(others)
    found: dict[str, float] = {}
    for name, metric in METRICS.items():
        draws = seed_for(seed, "bayes", name)
        figure = bayesian_evaluation(metric, labelled, unlabelled, seed=draws)
        ends = {f"{name}_low": figure.low, f"{name}_high": figure.high}
        found |= {f"{BEFORE}{key}": value for key, value in ({name: figure.mean} | ends).items()}
    return found


def mean_bayesian_figures(metrics: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Average what the folds of a run say.

    Parameters
    ----------
    metrics : sequence of mapping of str to float
        Those of each fit.

    Examples
    --------
    >>> mean_bayesian_figures([{"bayes/auc": 0.5, "time/fit_s": 1.0}, {"bayes/auc": 0.75}])
    {'bayes/auc': 0.625}
    """
    names = [name for name in metrics[0] if name.startswith(BEFORE)]
    return {name: fmean(of_fold[name] for of_fold in metrics) for name in names}


def _prior(parts: Split, others: pd.DataFrame, seed: int) -> np.ndarray:
    from fairlab.learn import TunedXGB
    from fairlab.learn.scoring import positive_score

    trees = TunedXGB(trials=0, random_state=seed_for(seed, "prior"), n_jobs=1)
    held = parts.validation.X, parts.validation.y
    trees.fit(parts.train.X, parts.train.y, validation=held)
    prior: np.ndarray = positive_score(trees, others[parts.train.features])
    return prior
