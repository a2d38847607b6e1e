"""The group audit of nine attributes beside fairlearn's MetricFrame, and how much memory it takes.

    python -m bench audit

Precision and recall of every group are checked to be equal first. Ours then does more: exact
p-values, intervals, noise floors and three further rates; fairlearn gives the rates alone.
"""

import numpy as np
import pandas as pd

from bench.timing import extra_memory, row, seconds, timed
from fairlab.audit import audit_groups
from fairlab.audit.group import MIN_SIZE
from fairlab.data import telecom

STUDY, SMALL = 492_956, 30_000
REPEATS = 5
MEASURES = ("precision", "recall")


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both sides: name, ours_s, peer_s, ratio, goal and note."""
    data = telecom(rows=SMALL if quick else STUDY)
    groups, y = data.groups().of(data.frame), data.y.to_numpy()
    flagged = decisions(y)
    ours = np.array([seconds(lambda: audit_groups(y, flagged, groups)) for _ in range(REPEATS)])
    audit, extra = extra_memory(lambda: audit_groups(y, flagged, groups))
    theirs = [timed(lambda one=name: by_metric_frame(y, flagged, groups[[one]])) for name in groups]
    refuse_difference(audit, pd.concat(rates for rates, _ in theirs))
    peer = sum(spent for _, spent in theirs)
    name = f"audit of {len(groups.columns)} attributes, {len(y):,} rows"
    note = (
        f"peer: fairlearn MetricFrame, {' and '.join(MEASURES)} alone, timed once; ours also "
        f"tests exactly; {extra:,.0f} MB more at its peak"
    )
    return pd.DataFrame([row(name, ours, peer, "" if quick else "1.5 s and 300 MB", note)])


def decisions(y: np.ndarray) -> np.ndarray:
    """Flag as often as the study's baseline did: 7.5 % of the frauds, 0.32 % of the others."""
    return (np.random.default_rng(0).random(len(y)) < np.where(y, 0.075, 0.0032)).astype(int)


def by_metric_frame(y: np.ndarray, flagged: np.ndarray, groups: pd.DataFrame) -> pd.Series:
    from fairlearn.metrics import MetricFrame
    from sklearn.metrics import precision_score, recall_score

    def precision(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return precision_score(y_true, y_pred, zero_division=np.nan)

    def recall(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return recall_score(y_true, y_pred, zero_division=np.nan)

    metrics = {"precision": precision, "recall": recall}
    found = {
        name: MetricFrame(metrics=metrics, y_true=y, y_pred=flagged, sensitive_features=group)
        for name, group in groups.items()
    }
    rates = {
        name: frame.by_group.rename_axis("group").stack()  # noqa: PD013
        for name, frame in found.items()
    }
    return pd.concat(rates, names=["attribute", "group", "measure"])


def refuse_difference(audit: pd.DataFrame, theirs: pd.Series) -> None:
    """Raise where the rate of a group differs; ours gives none of fewer than five rows."""
    key = ["attribute", "group", "measure"]
    ours = audit[(audit["kind"] == "group") & audit["measure"].isin(MEASURES)]
    values = ours[ours["size"] >= MIN_SIZE].set_index(key)["value"].astype(float)
    assert len(values), "no group is large enough to be compared"
    known = theirs.rename(index=str)
    np.testing.assert_allclose(values, known.reindex(values.index), rtol=1e-12)
