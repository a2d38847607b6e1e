"""Curves of a strategy over its seeds, on common grids: ROC, precision-recall, thresholds."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

GRID = 101
BAND = (0.05, 0.95)
Curve = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def band(
    parts: Iterable[pd.DataFrame], curve: Curve, grid: np.ndarray | None = None
) -> pd.DataFrame:
    """Draw one curve per seed on a common grid, and give their mean and spread.

    Parameters
    ----------
    parts : iterable of DataFrame
        ``y`` and ``score`` of the test set, one table per seed.
    curve : callable
        Takes labels, scores and the grid; gives the curve's height at each point.
    grid : ndarray, optional
        Where; 0 to 1 in hundredths if left out.

    Returns
    -------
    DataFrame
        ``at``, ``mean``, and ``low`` to ``high``, within which nine tenths of the seeds are.

    Examples
    --------
    >>> part = pd.DataFrame({"y": [0, 0, 1, 1], "score": [0.1, 0.2, 0.8, 0.9]})
    >>> band([part, part], roc)["mean"].iloc[[0, 50]].tolist()
    [1.0, 1.0]
    """
    grid = np.linspace(0, 1, GRID) if grid is None else grid
    curves = np.array([curve(p["y"].to_numpy(), p["score"].to_numpy(), grid) for p in parts])
    low, high = np.quantile(curves, BAND, axis=0)
    return pd.DataFrame({"at": grid, "mean": curves.mean(axis=0), "low": low, "high": high})


def roc(y: np.ndarray, score: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Give the share of bad events that is caught at each share of false alarms."""
    hits, alarms = _cumulated(y, score)
    return np.interp(grid, alarms / alarms[-1], hits / hits[-1])


def precision_recall(y: np.ndarray, score: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Give the precision at the cut from which each recall is reached, without interpolation.

    Between two cuts precision is not linear, so the step of the next cut is taken.

    References
    ----------
    Davis and Goadrich (2006), The relationship between precision-recall and ROC curves.
    """
    hits, alarms = _cumulated(y, score)
    hits, alarms = hits[1:], alarms[1:]
    recall = hits / hits[-1]
    first = np.searchsorted(recall, np.maximum(grid, np.nextafter(0, 1)) - 1e-12)
    return (hits / (hits + alarms))[first]


def recall_at(y: np.ndarray, score: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Give the recall if rows are flagged from each score on."""
    bad = np.sort(score[y == 1])
    return 1 - np.searchsorted(bad, grid, side="left") / len(bad)


def precision_at(y: np.ndarray, score: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Give the precision if rows are flagged from each score on; NaN where none is."""
    bad, every = np.sort(score[y == 1]), np.sort(score)
    caught = len(bad) - np.searchsorted(bad, grid, side="left")
    flagged = len(every) - np.searchsorted(every, grid, side="left")
    return np.where(flagged > 0, caught / np.maximum(flagged, 1), np.nan)


def _cumulated(y: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count bad events and others from the highest score down; tied rows come together."""
    order = np.argsort(-score, kind="stable")
    last = np.flatnonzero(np.append(np.diff(score[order]), -1))
    hits = np.append(0, np.cumsum(y[order])[last])
    return hits, np.append(0, last + 1) - hits
