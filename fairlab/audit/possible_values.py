"""The values that a statement can have at all, beyond which no band reaches."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np

from fairlab.audit.registry import overall_metrics
from fairlab.audit.statement import Statement
from fairlab.stats.joint_band import Band


def within_possible(band: Band, statements: Sequence[Statement]) -> Band:
    """Cut bands where their statements end.

    Parameters
    ----------
    band : Band
        Of these statements, of ratios on the log scale.
    statements : sequence of Statement

    Returns
    -------
    Band
        A gap of two rates ends at -1 and 1, a change of a gap at -2 and 2, a level of accuracy
        where its metric ends, and a ratio nowhere.
    """
    ends = {metric.name: (metric.low, metric.high) for metric in overall_metrics()}
    least, most = np.array([_ends(each, ends) for each in statements], float).T
    known = np.isfinite(band.low) & np.isfinite(band.high)
    low = np.where(known, np.maximum(band.low, least), band.low)
    return replace(band, low=low, high=np.where(known, np.minimum(band.high, most), band.high))


def _ends(statement: Statement, ends: dict[str, tuple[float, float]]) -> tuple[float, float]:
    if statement.is_ratio:
        return -inf, inf
    if statement.attribute:
        return (-2.0, 2.0) if statement.kind == "change" else (-1.0, 1.0)
    low, high = ends[statement.metric]
    return (low - high, high - low) if statement.kind == "change" else (low, high)
