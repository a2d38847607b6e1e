"""Calibration by group: do as many have the bad event as the scores say, in every group?"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from fairlab.data.level_names import plain_level

BINS = 10


def calibration(
    y: ArrayLike, score: ArrayLike, groups: pd.DataFrame, bins: int = BINS
) -> pd.DataFrame:
    """Count what happened among rows with similar scores, group by group.

    The bins hold equally many rows of the whole part, so that all groups are judged at the same
    scores; rows with tied scores stay together.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened; 1 is the bad event.
    score : array of float, shape (rows,)
        What the model gave, from 0 to 1.
    groups : DataFrame of categoricals, shape (rows, attributes)
        Which group each row is in.
    bins : int
        At most so many.

    Returns
    -------
    DataFrame
        One row per attribute, group and bin that holds rows: ``attribute``, ``group``, ``bin``
        (from 0, the lowest scores), ``rows``, ``positives`` and ``score``, the mean.

    References
    ----------
    Pleiss et al. (2017), On fairness and calibration.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["f", "m", "f", "m"])})
    >>> calibration([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9], sex, bins=2)
      attribute group  bin  rows  positives  score
    0       sex     f    0     1          0    0.1
    1       sex     f    1     1          1    0.8
    2       sex     m    0     1          0    0.2
    3       sex     m    1     1          1    0.9
    """
    scores, labels = np.asarray(score, dtype=float), np.asarray(y, dtype=int)
    place = score_bins(scores, bins)
    cells, names = _cells(groups, place)
    known = cells >= 0  # of shape (attributes, rows)
    cell, rows = cells[known], np.nonzero(known)[1]
    # All attributes at once, by one whole number: pandas takes a while for each table.
    means = pd.Series(scores[rows]).groupby(cell).mean()
    of = means.index.to_numpy()
    counts = {
        "rows": np.bincount(cell, minlength=len(names))[of],
        "positives": np.bincount(cell[labels[rows] == 1], minlength=len(names))[of],
    }
    about = pd.DataFrame(names, columns=["attribute", "group", "bin"]).iloc[of]
    return about.assign(**counts, score=means).reset_index(drop=True)


def calibration_by_fold(
    y: ArrayLike, score: ArrayLike, groups: pd.DataFrame, fold: ArrayLike
) -> pd.DataFrame:
    """Count as ``calibration`` does within each fold, so that scores of two models never mix.

    Parameters
    ----------
    y, score, groups
        As for ``calibration``.
    fold : array of int, shape (rows,)
        Whose model gave the score.

    Returns
    -------
    DataFrame
        As ``calibration``: rows of the same bin of all folds together.
    """
    labels, scores, of = np.asarray(y), np.asarray(score, dtype=float), np.asarray(fold)
    parts = [
        calibration(labels[of == one], scores[of == one], groups[of == one])
        for one in np.unique(of)
    ]
    rows = pd.concat(parts, ignore_index=True)
    found = rows.assign(score=rows["score"] * rows["rows"]).groupby(["attribute", "group", "bin"])
    summed = found.sum().reset_index()
    return summed.assign(score=summed["score"] / summed["rows"])


def score_bins(scores: np.ndarray, bins: int = BINS) -> np.ndarray:
    """Put rows into bins that hold equally many; tied scores stay together."""
    edges = np.unique(np.quantile(scores, np.linspace(0, 1, bins + 1)[1:-1]))
    return np.searchsorted(edges, scores, side="right")


def _cells(
    groups: pd.DataFrame, place: np.ndarray
) -> tuple[np.ndarray, list[tuple[str, str, int]]]:
    """Give groups and bins of each attribute numbers, -1 to rows of no group, and name them."""
    bins, cells = int(place.max(initial=0)) + 1, []
    named: list[tuple[str, str, int]] = []
    for name, group in groups.items():
        levels = group.astype("category").cat
        texts = [*map(plain_level, levels.categories)]
        known = sorted(set(texts))
        number = np.array([*(known.index(text) for text in texts), 0])  # of no group: the last
        code = levels.codes.to_numpy()
        cells.append(np.where(code < 0, -1, len(named) + number[code] * bins + place))
        named += [(str(name), text, at) for text in known for at in range(bins)]
    return np.array(cells).reshape(-1, len(place)), named
