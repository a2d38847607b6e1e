"""What scores would do at every threshold, how they are spread, and what they mean, by group."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.audit.calibration import score_bins
from fairlab.audit.sources import AuditSource

GRID = np.unique(np.concatenate([np.linspace(0, 1, 51), np.linspace(0.9, 1, 51)]))
BINS = 24


def along_thresholds(source: AuditSource) -> pd.DataFrame:
    """Say of each group whom every threshold would flag, and how right it would be.

    Parameters
    ----------
    source : AuditSource
        With scores.

    Returns
    -------
    DataFrame
        A row per ``attribute``, ``group`` and ``threshold`` (some hundred quantiles of all
        scores, closer to each other where few are flagged): ``people`` and ``bad_events`` of the
        group; the shares ``flagged`` and ``approved`` of its people, ``recall``, ``fpr`` and
        ``precision``, weighted where people weigh, NaN where there is nobody to be a share of.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["f", "m"] * 2)})
    >>> y, score = pd.Series([0.0, 0.0, 1.0, 1.0]), pd.Series([0.1, 0.6, 0.4, 0.8])
    >>> found = along_thresholds(AuditSource("t", "", y, score >= 0.5, sex, score))
    >>> found.loc[found["threshold"] == 0.4, "recall"].tolist()
    [1.0, 1.0]
    """
    assert source.score is not None
    levels = np.unique(np.quantile(source.score.to_numpy(), GRID, method="higher"))
    tables = [
        _of_group(source, rows, levels).assign(attribute=attribute, group=group)
        for attribute, group, rows in members(source)
    ]
    first = ["attribute", "group", "threshold"]
    table = pd.concat(tables, ignore_index=True)
    return table[[*first, *(name for name in table if name not in first)]]


def spread_of_scores(source: AuditSource) -> pd.DataFrame:
    """Say how the scores of each group are spread.

    Parameters
    ----------
    source : AuditSource
        With scores.

    Returns
    -------
    DataFrame
        A row per ``attribute``, ``group`` and bin of equal width: ``score`` (its middle),
        ``people``, and their ``share`` of the group, weighted where people weigh.
    """
    assert source.score is not None
    score, weight = source.score.to_numpy(), _weight(source)
    edges = np.linspace(score.min(), max(score.max(), score.min() + 1e-9), BINS + 1)
    middle, rows = (edges[1:] + edges[:-1]) / 2, []
    for attribute, group, own in members(source):
        people = np.histogram(score[own], edges)[0]
        weighs = np.histogram(score[own], edges, weights=weight[own])[0]
        columns = {"score": middle, "people": people, "share": weighs / weighs.sum()}
        rows.append(pd.DataFrame(columns).assign(attribute=attribute, group=group))
    return pd.concat(rows, ignore_index=True)


def observed_by_score(source: AuditSource) -> pd.DataFrame:
    """Say how many had the bad event among people with similar scores, by group.

    Parameters
    ----------
    source : AuditSource
        With scores and labels; who has no label is left out.

    Returns
    -------
    DataFrame
        A row per ``attribute``, ``group`` and ``bin`` of `fairlab.audit.calibration`: ``people``,
        ``bad_events``, the mean ``score`` and the share ``observed``, weighted where people weigh.
    """
    assert source.score is not None
    score, weight, y = source.score.to_numpy(), _weight(source), source.happened
    known = source.labelled
    place = np.full(source.rows, -1)
    place[known] = score_bins(score[known])
    table = pd.DataFrame({"bin": place, "people": 1, "bad_events": y, "weight": weight,
                          "score": weight * score, "observed": weight * y})  # fmt: skip
    rows = []
    for attribute, group, own in members(source):
        summed = table[own & known].groupby("bin").sum().reset_index()
        for name in ("score", "observed"):
            summed[name] /= summed["weight"]
        rows.append(summed.drop(columns="weight").assign(attribute=attribute, group=group))
    return pd.concat(rows, ignore_index=True)


def members(source: AuditSource) -> Iterator[tuple[str, str, np.ndarray]]:
    """Go through the groups, with who is in each.

    Parameters
    ----------
    source : AuditSource

    Yields
    ------
    attribute, group : str
    rows : ndarray of bool, shape (rows,)
    """
    for attribute in source.groups:
        levels = source.groups[attribute].astype("category").cat
        codes = levels.codes.to_numpy()
        for place, group in enumerate(levels.categories):
            rows = codes == place
            if rows.any():
                yield str(attribute), str(group), rows


def _of_group(source: AuditSource, rows: np.ndarray, levels: np.ndarray) -> pd.DataFrame:
    assert source.score is not None
    score, weight = source.score.to_numpy(), _weight(source)
    known, y = source.labelled & rows, source.happened
    bad, good = known & (y == 1), known & (y == 0)
    flagged, caught, alarms = (_share_above(score[of], weight[of], levels)
                               for of in (rows, bad, good))  # fmt: skip
    hit, miss = caught * weight[bad].sum(), alarms * weight[good].sum()
    with np.errstate(invalid="ignore"):
        precision = hit / (hit + miss)
    return pd.DataFrame({
        "threshold": levels, "people": int(rows.sum()), "bad_events": int(bad.sum()),
        "flagged": flagged, "approved": 1 - flagged, "recall": caught, "fpr": alarms,
        "precision": precision,
    })  # fmt: skip


def _share_above(score: np.ndarray, weight: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Give the share of weight from each level on; NaN of nobody."""
    if not len(score):
        return np.full(len(levels), np.nan)
    order = np.argsort(score, kind="stable")
    below = np.append(0.0, np.cumsum(weight[order]))
    return 1 - below[np.searchsorted(score[order], levels, side="left")] / below[-1]


def _weight(source: AuditSource) -> np.ndarray:
    return np.ones(source.rows) if source.weight is None else source.weight
