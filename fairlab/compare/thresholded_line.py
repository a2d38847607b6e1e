"""What cuts by group would make of recorded scores: the line that other strategies have to beat."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.statement_words import number

if TYPE_CHECKING:
    from fairlab.mitigate.rules.group_thresholds import GroupThresholds

EPS = (0.0, 0.05, 0.1, 0.2)  # largest gaps of recall on the rows that cuts are chosen on


def line_name(eps: float) -> str:
    """Name a point of the line.

    Examples
    --------
    >>> line_name(0.05)
    'cut by group, .050'
    """
    return f"cut by group, {number(eps)}"


def thresholded(data: OutOfFold, strategy: str, attribute: str) -> dict[str, np.ndarray]:
    """Cut the recorded scores of a strategy by group, as many flagged as it flags, at several gaps.

    The cuts of a fold are chosen on the rows of the other folds, whose scores their own models
    have not learned from. Scores of different models are not on one scale, so that ranks within
    folds are cut.

    Parameters
    ----------
    data : OutOfFold
    strategy : str
        With scores.
    attribute : str
        By whose groups.

    Returns
    -------
    dict of str to ndarray of 0 and 1, shape (seeds, n)
        Decisions by the name of the point; none without scores, or where people were not judged
        in folds.

    References
    ----------
    Cruz and Hardt (2024), Unprocessing seven years of algorithmic fairness, arXiv 2306.07261.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y, sex = rng.random(2000) < 0.3, pd.DataFrame({"sex": rng.choice(["f", "m"], 2000)})
    >>> score = (0.4 * y + 0.2 * (sex["sex"] == "m") + 0.4 * rng.random(2000)).to_numpy()[None]
    >>> folds, flags = np.arange(2000)[None] % 5, {"plain": score > 0.6}
    >>> data = OutOfFold(y.astype(int), sex, folds, flags, {"plain": score})
    >>> even = thresholded(data, "plain", "sex")["cut by group, .000"][0]
    >>> [round(float(even[y & (sex["sex"] == group)].mean()), 2) for group in ("f", "m")]
    [0.72, 0.73]
    """
    if data.design != "folds" or strategy not in data.scores or data.labelled is not None:
        return {}
    points = {line_name(eps): np.zeros(data.folds.shape, np.int8) for eps in EPS}
    frame = data.groups[[attribute]].astype(object)
    for seed, folds in enumerate(data.folds):
        rank = _ranks(data.scores[strategy][seed], folds)
        flagged = data.decisions[strategy][seed]
        for fold in range(folds.max() + 1):
            learned, judged = (folds >= 0) & (folds != fold), folds == fold
            share = float(flagged[learned].mean())
            if not 0 < share < 1:
                return {}
            for eps, decided in zip(EPS, points.values(), strict=True):
                rule = _rule(attribute, share, eps)
                rule.fit(data.y[learned], rank[learned], frame[learned])
                decided[seed, judged] = rule.decide(rank[judged], frame[judged])
    return points


def with_line(data: OutOfFold, strategy: str, attribute: str) -> OutOfFold:
    """Add the points of the line to what strategies decided, and keep one attribute."""
    points = thresholded(data, strategy, attribute)
    return replace(data, groups=data.groups[[attribute]], decisions={**data.decisions, **points})


def _ranks(score: np.ndarray, folds: np.ndarray) -> np.ndarray:
    return pd.Series(score).groupby(folds).rank(pct=True).to_numpy()


def _rule(attribute: str, share: float, eps: float) -> "GroupThresholds":
    from fairlab.mitigate.rules.group_thresholds import GroupThresholds

    return GroupThresholds(share, eps=eps, gate=1, sensitive=attribute)
