"""Accuracy against unfairness: which strategy is better in both, as far as seeds can tell."""

import numpy as np
import pandas as pd

from fairlab.audit.registry import sign_of_better
from fairlab.compare.cube import mean_and_sd
from fairlab.compare.dominance import both_known, dominance

CONFIDENCE = 0.95
FEW = "fewer than three paired seeds: no region"


def front(
    runs: pd.DataFrame,
    accuracy: str,
    unfairness: str,
    baseline: str = "baseline",
    overlap: float = 0.0,
) -> pd.DataFrame:
    """Place strategies by accuracy and unfairness, and say which are worse in both.

    Parameters
    ----------
    runs : DataFrame
        One row per run: ``strategy``, ``seed`` and the two metrics.
    accuracy, unfairness : str
        The metrics; whether more or less is better, each knows itself.
    baseline : str
        From which regions are drawn: paired by seed, so that the luck of a split, which all
        strategies share, is taken out.
    overlap : float
        As for ``compare``.

    Returns
    -------
    DataFrame
        One row per strategy: ``strategy``, ``seeds``, ``accuracy`` and ``unfairness`` (means),
        ``variance_accuracy``, ``variance_unfairness`` and ``covariance`` of the mean difference
        from the baseline (NaN of the baseline itself), ``pairs``, ``best`` (whether no mean is
        better in both), ``dominated_by`` (names, of those that are better in both beyond chance)
        and ``note``.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["baseline"] * 3 + ["other"] * 3, "seed": [0, 1, 2] * 2,
    ...                      "test/auc": [0.70, 0.72, 0.74, 0.80, 0.82, 0.841],
    ...                      "fair.sex/recall_parity": [0.30, 0.31, 0.32, 0.1, 0.11, 0.121]})
    >>> front(runs, "test/auc", "fair.sex/recall_parity")[["strategy", "dominated_by"]].values
    array([['baseline', 'other'],
           ['other', '']], dtype=object)
    """
    cube = both_known(runs, accuracy, unfairness, baseline)
    count, mean, _ = mean_and_sd(cube.block)
    table = pd.DataFrame({"strategy": cube.strategies, "seeds": count[:, 0]})
    table[["accuracy", "unfairness"]] = mean
    paired = np.swapaxes(cube.differences(baseline), 0, 1)
    table = table.join(pd.DataFrame([_spread(own, overlap) for own in paired]))
    better = mean * np.array([sign_of_better(metric) for metric in (accuracy, unfairness)])
    behind = np.all(better[:, None] < better[None], axis=2).any(axis=1)
    table["best"] = ~behind & ~np.isnan(better).any(axis=1)
    pairs = dominance(runs, accuracy, unfairness, overlap).query("dominates")
    table["dominated_by"] = [
        ", ".join(pairs.loc[pairs["over"] == name, "strategy"]) for name in cube.strategies
    ]
    few = (table["pairs"] < 3) & (table["strategy"] != baseline)
    table["note"] = np.where(few, FEW, "")
    return table


def region(row: pd.Series, points: int = 100) -> np.ndarray:
    """Outline where a strategy lies from the baseline, in accuracy and unfairness at once.

    Parameters
    ----------
    row : Series
        One of what ``front`` returns.
    points : int
        How many the outline has.

    Returns
    -------
    ndarray of shape (points, 2)
        Accuracy and unfairness: a 95 % region (Hotelling's, with the variance that is corrected
        for overlap) of the paired difference, laid around the strategy's mean; no points of fewer
        than three pairs of seeds.

    References
    ----------
    Hotelling, H. (1931). The generalization of Student's ratio. Annals of Mathematical
    Statistics 2, 360-378.

    Examples
    --------
    >>> row = pd.Series({"accuracy": 0.8, "unfairness": 0.1, "pairs": 10, "covariance": 0.0,
    ...                  "variance_accuracy": 1e-4, "variance_unfairness": 4e-4})
    >>> np.ptp(region(row), axis=0).round(3).tolist()
    [0.063, 0.127]
    """
    from scipy.stats import f

    n = int(row["pairs"])
    if n < 3:
        return np.empty((0, 2))
    cross = row["covariance"]
    spread = np.array([[row["variance_accuracy"], cross], [cross, row["variance_unfairness"]]])
    reach = np.sqrt(2 * (n - 1) / (n - 2) * f.ppf(CONFIDENCE, 2, n - 2))
    angle = np.linspace(0, 2 * np.pi, points)
    values, axes = np.linalg.eigh(spread)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    outline = axes @ (np.sqrt(np.maximum(values, 0))[:, None] * circle)
    return np.array([row["accuracy"], row["unfairness"]]) + reach * outline.T


def _spread(paired: np.ndarray, overlap: float) -> dict[str, float]:
    known = paired[~np.isnan(paired).any(axis=1)]
    of_mean = np.full((2, 2), np.nan)
    if len(known) > 1:
        of_mean = np.cov(known.T) * (1 / len(known) + overlap)
    return {
        "variance_accuracy": of_mean[0, 0],
        "variance_unfairness": of_mean[1, 1],
        "covariance": of_mean[0, 1],
        "pairs": len(known),
    }
