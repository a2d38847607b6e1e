"""What scores would do at every threshold, how they are spread, and what they mean, by group."""

import numpy as np
import pandas as pd

from fairlab.audit.calibration import BINS as SIMILAR
from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.scored_people import ScoredPeople, scored_groups, scored_people
from fairlab.audit.sources import AuditSource

GRID = np.unique(np.concatenate([np.linspace(0, 1, 51), np.linspace(0.9, 1, 51)]))
BINS = 24


def along_thresholds(source: AuditSource | CountedSource) -> pd.DataFrame:
    """Say of each group whom every threshold would flag, and how right it would be.

    Parameters
    ----------
    source : AuditSource or CountedSource
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
    levels = np.unique(scored_people(source).quantiles(GRID))
    tables = [
        _of_group(people, levels).assign(attribute=attribute, group=group)
        for attribute, group, people in scored_groups(source)
    ]
    first = ["attribute", "group", "threshold"]
    table = pd.concat(tables, ignore_index=True)
    return table[[*first, *(name for name in table if name not in first)]]


def spread_of_scores(source: AuditSource | CountedSource) -> pd.DataFrame:
    """Say how the scores of each group are spread.

    Parameters
    ----------
    source : AuditSource or CountedSource
        With scores.

    Returns
    -------
    DataFrame
        A row per ``attribute``, ``group`` and bin of equal width: ``score`` (its middle),
        ``people``, and their ``share`` of the group, weighted where people weigh.
    """
    everyone = scored_people(source).score
    low, high = everyone.min(), everyone.max()
    edges = np.linspace(low, max(high, low + 1e-9), BINS + 1)
    middle, rows = (edges[1:] + edges[:-1]) / 2, []
    for attribute, group, own in scored_groups(source):
        people, weighs = (
            np.histogram(own.score, edges, weights=counts)[0] for counts in (own.people, own.weight)
        )
        columns = {"score": middle, "people": people, "share": weighs / weighs.sum()}
        rows.append(pd.DataFrame(columns).assign(attribute=attribute, group=group))
    return pd.concat(rows, ignore_index=True)


def observed_by_score(source: AuditSource | CountedSource) -> pd.DataFrame:
    """Say how many had the bad event among people with similar scores, by group.

    Parameters
    ----------
    source : AuditSource or CountedSource
        With scores and labels; who has no label is left out.

    Returns
    -------
    DataFrame
        A row per ``attribute``, ``group`` and ``bin`` of `fairlab.audit.calibration`: ``people``,
        ``bad_events``, the mean ``score`` and the share ``observed``, weighted where people weigh.
    """
    everyone = scored_people(source)
    labelled = everyone.among(everyone.known)
    edges = np.unique(labelled.quantiles(np.linspace(0, 1, SIMILAR + 1)[1:-1], between=True))
    rows = []
    for attribute, group, people in scored_groups(source):
        own = people.among(people.known)
        table = pd.DataFrame({
            "bin": np.searchsorted(edges, own.score, side="right"), "people": own.people,
            "bad_events": own.people * own.bad, "weight": own.weight,
            "score": own.weight * own.score, "observed": own.weight * own.bad,
        })  # fmt: skip
        summed = table.groupby("bin").sum().reset_index()
        for name in ("score", "observed"):
            summed[name] /= summed["weight"]
        rows.append(summed.drop(columns="weight").assign(attribute=attribute, group=group))
    return pd.concat(rows, ignore_index=True)


def _of_group(own: ScoredPeople, levels: np.ndarray) -> pd.DataFrame:
    score, weight, bad, good = own.score, own.weight, own.bad, own.good
    everyone = np.ones(len(score), bool)
    flagged, caught, alarms = (_share_above(score[of], weight[of], levels)
                               for of in (everyone, bad, good))  # fmt: skip
    hit, miss = caught * weight[bad].sum(), alarms * weight[good].sum()
    with np.errstate(invalid="ignore"):
        precision = hit / (hit + miss)
    return pd.DataFrame({
        "threshold": levels, "people": int(own.people.sum()),
        "bad_events": int(own.people[bad].sum()), "flagged": flagged, "approved": 1 - flagged,
        "recall": caught, "fpr": alarms, "precision": precision,
    })  # fmt: skip


def _share_above(score: np.ndarray, weight: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Give the share of weight from each level on; NaN of nobody."""
    if not len(score):
        return np.full(len(levels), np.nan)
    order = np.argsort(score, kind="stable")
    below = np.append(0.0, np.cumsum(weight[order]))
    return 1 - below[np.searchsorted(score[order], levels, side="left")] / below[-1]
