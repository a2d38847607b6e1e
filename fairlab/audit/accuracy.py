"""How good the scores and the decisions are, for rare positives."""

from math import isnan, nan, prod, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from fairlab.audit.arrays import numbers, refuse_other_rows, zero_or_one
from fairlab.audit.counts import confusion

# Without these rows a metric may divide nothing by nothing.
_NEEDS = {
    "auc": ("positives", "negatives"),
    "auprc": ("positives", "negatives"),
    "mcc": ("positives", "negatives", "flagged", "not flagged"),
    "gmean": ("positives", "negatives"),
    "f1": ("positives",),
    "recall": ("positives",),
    "precision": ("flagged",),
    "balanced_accuracy": ("positives", "negatives"),
    "kappa": ("positives", "negatives"),
}
_NO = {
    "positives": "no positives",
    "negatives": "no negatives",
    "flagged": "nothing flagged",
    "not flagged": "everything flagged",
}


def performance(y: ArrayLike, score: ArrayLike, flagged: ArrayLike) -> dict[str, float]:
    """Measure scores and decisions against what happened.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened; 1 is the bad event.
    score : array of float, shape (rows,)
        The predicted probability of the bad event.
    flagged : array of 0 and 1, shape (rows,)
        What was decided.

    Returns
    -------
    dict of str to float
        auc, auprc (average precision), those of `performance_of_counts`, and brier. NaN where a
        metric is undefined; `undefined` says why.

    References
    ----------
    Hancock, Khoshgoftaar and Johnson (2023), Evaluating classifier performance with highly
    imbalanced big data; van der Pol (2026), section 5.2.4.

    Examples
    --------
    >>> found = performance([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], [0, 0, 0, 1])
    >>> found["auc"], found["recall"], found["precision"]
    (0.75, 0.5, 1.0)
    """
    refuse_other_rows(y=y, score=score)
    y, score = zero_or_one("y", y), numbers("score", score)
    return {
        "auc": area_under_roc(y, score),
        "auprc": average_precision(y, score),
        **performance_of_counts(**confusion(y, flagged)),
        "brier": float(np.mean((score - y) ** 2)),
    }


def performance_of_counts(tp: int, fp: int, fn: int, tn: int) -> dict[str, float]:
    """Measure decisions by the four cells of their confusion matrix.

    Parameters
    ----------
    tp, fp, fn, tn : int
        True positives, false positives, false negatives and true negatives, in rows.

    Returns
    -------
    dict of str to float
        mcc, gmean, f1, recall, precision, balanced_accuracy, kappa; NaN where undefined. When
        there are positives and none of the rows is flagged, gmean, f1 and kappa are defined and
        0, while precision and mcc divide by the flagged rows and are NaN. Without positives f1
        is NaN, and with one class only kappa is: any decision whatever would get 0.

    References
    ----------
    van der Pol (2026), section 5.2.4 (F1, MCC, G-mean); Cohen (1960) for kappa.

    Examples
    --------
    >>> found = performance_of_counts(tp=83, fp=137, fn=1022, tn=42045)
    >>> round(found["mcc"], 4), round(found["gmean"], 4)
    (0.1594, 0.2736)
    >>> performance_of_counts(tp=0, fp=0, fn=5, tn=95)["precision"]
    nan
    """
    positives, negatives, flagged, passed = margins = (tp + fn, tn + fp, tp + fp, tn + fn)
    recall, specificity = _ratio(tp, positives), _ratio(tn, negatives)
    excess = tp * tn - fp * fn
    chance = flagged * negatives + positives * passed
    return {
        "mcc": _ratio(excess, sqrt(prod(margins))),
        "gmean": sqrt(recall * specificity),
        "f1": _ratio(2 * tp, 2 * tp + fp + fn) if positives else nan,
        "recall": recall,
        "precision": _ratio(tp, flagged),
        "balanced_accuracy": (recall + specificity) / 2,
        "kappa": _ratio(2 * excess, chance) if positives and negatives else nan,
    }


def undefined(y: ArrayLike, flagged: ArrayLike) -> dict[str, str]:
    """Say why metrics of `performance` are undefined.

    Parameters
    ----------
    y, flagged : array of 0 and 1, shape (rows,)
        What happened, and what was decided.

    Returns
    -------
    dict of str to str
        The undefined metrics and the reason in words; empty when all are defined.

    Examples
    --------
    >>> undefined([0, 1, 1], [0, 0, 0])
    {'mcc': 'nothing flagged', 'precision': 'nothing flagged'}
    """
    cells = confusion(y, flagged)
    rows = {
        "positives": cells["tp"] + cells["fn"],
        "negatives": cells["tn"] + cells["fp"],
        "flagged": cells["tp"] + cells["fp"],
        "not flagged": cells["tn"] + cells["fn"],
    }
    one_class = not (rows["positives"] and rows["negatives"])
    values = dict.fromkeys(("auc", "auprc"), nan if one_class else 0.0)
    values |= performance_of_counts(**cells)
    return {
        metric: " and ".join(_NO[need] for need in _NEEDS[metric] if not rows[need])
        for metric, value in values.items()
        if isnan(value)
    }


def area_under_roc(y: np.ndarray, score: np.ndarray) -> float:
    """Give the chance that a positive scores above a negative, ties counting half.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened.
    score : array of float, shape (rows,)
        The higher, the more suspect.

    Returns
    -------
    float
        From 0 to 1; NaN when there is one class only.

    Examples
    --------
    >>> area_under_roc(np.array([0, 1, 1]), np.array([0.2, 0.2, 0.9]))
    0.75
    """
    positives = int(y.sum())
    above = rankdata(score)[y == 1].sum() - positives * (positives + 1) / 2
    return _ratio(float(above), positives * (len(y) - positives))


def average_precision(y: np.ndarray, score: np.ndarray) -> float:
    """Give the area under the precision-recall curve as a step function, ties together.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened.
    score : array of float, shape (rows,)
        The higher, the more suspect.

    Returns
    -------
    float
        From 0 to 1; NaN when there is one class only.

    Examples
    --------
    >>> average_precision(np.array([0, 1, 1]), np.array([0.5, 0.2, 0.9]))
    0.8333333333333333
    """
    if y.min() == y.max():
        return nan
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.flatnonzero(np.append(np.diff(score[order]) != 0, True))
    caught = np.cumsum(y[order])[last_of_tie]
    steps = np.diff(caught, prepend=0) / y.sum()
    return float((steps * caught / (last_of_tie + 1)).sum())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else nan
