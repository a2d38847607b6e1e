"""Faults of the target, and features that give it away."""

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.messages import counted, first_row, quoted, shown
from fairlab.data.parts import FEWEST

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

LEAK = 0.999
_MOST_LEVELS = 50
_SAMPLE = 5000
_SAMPLING_ERROR = 0.01


def has_plain_labels(data: "Dataset") -> bool:
    """Tell whether the labels are 0 and 1, so that 1 needs no naming.

    Parameters
    ----------
    data : Dataset
        The table with its roles.
    """
    return _can_be_counted(data) and set(data.frame[data.target].dropna().unique()) == {0, 1}


def labels(data: "Dataset") -> Iterator[str]:
    """Refuse a target that is missing, not two-valued, or whose positive label is unclear."""
    if not _can_be_counted(data):
        return
    values, target = data.frame[data.target], quoted(data.target)
    empty = values.isna()
    if empty.any():
        yield (
            f"the target {target} is missing in {empty.sum():,} of {len(values):,} rows "
            f"(first: {first_row(empty)}); label or drop them, or keep them for training alone: "
            "--unlabelled training."
        )
    counts = values.value_counts()
    counts = counts[counts > 0]
    if len(counts) != 2:
        yield _not_two(target, counts)
    elif data.positive is None or data.positive not in counts.index.tolist():
        yield _which_is_positive(data, counts)
    elif counts.min() < FEWEST:
        yield f"the target {target} has {counted(counts)}; at least {FEWEST} of each are needed."


def _can_be_counted(data: "Dataset") -> bool:
    # A target that is absent or a mixture of types is a fault that other checks name.
    return data.target in data.frame and data.frame[data.target].dtype != object


def _not_two(target: str, counts: pd.Series) -> str:
    if len(counts) == 1:
        return f"the target {target} has one label only: {counted(counts)}; two are needed."
    advice = "join or drop labels until two are left"
    return f"the target {target} has {len(counts):,} labels: {counted(counts)}; {advice}."


def _which_is_positive(data: "Dataset", counts: pd.Series) -> str:
    rarer = counts.index[-1]
    said = "" if data.positive is None else f", not {shown(data.positive)}"
    return (
        f"the target {quoted(data.target)} holds {counted(counts)}{said}; say which one is the "
        f"bad event: positive={shown(rarer)} (--positive {quote(str(rarer))})."
    )


def leaks(data: "Dataset") -> Iterator[str]:
    """Refuse a feature that alone tells the target."""
    for column, auc in telling_features(data, LEAK):
        yield (
            f"{quoted(column)} alone tells the target {quoted(data.target)} (AUC {auc:.4f}): "
            "a copy, or known only afterwards; ignore or drop it."
        )


def telling_features(data: "Dataset", limit: float) -> Iterator[tuple[str, float]]:
    """Find the features that alone tell the target.

    Parameters
    ----------
    data : Dataset
        The table with its roles.
    limit : float
        The AUC above which a feature counts.

    Yields
    ------
    tuple of str and float
        The feature and its AUC over all rows, turned around where low values mean positive.
    """
    if not _can_be_counted(data) or any(labels(data)):
        return
    y = data.y.to_numpy().astype(bool)
    # What tells shows on a sample; only then all rows are ranked.
    for column, on_sample in _on_sample(data, y).items():
        near = on_sample > limit - _SAMPLING_ERROR
        if near and (auc := _auc(data.frame[column], y)) > limit:
            yield column, auc


def _on_sample(data: "Dataset", y: np.ndarray) -> dict[str, float]:
    """Give the AUC of each feature on a sample; what is refused and what is noted share it."""
    known: dict[str, float] = data.__dict__.setdefault("_auc_on_sample", {})
    if not known:
        few = sample_of(y)
        known |= {name: _auc(data.frame[name].iloc[few], y[few]) for name in data.features}
    return known


def sample_of(y: np.ndarray) -> np.ndarray:
    """Pick rows of either label, evenly, as many as show what tells."""
    return np.concatenate([_evenly(np.flatnonzero(y)), _evenly(np.flatnonzero(~y))])


def _evenly(rows: np.ndarray) -> np.ndarray:
    return rows[np.linspace(0, len(rows) - 1, min(_SAMPLE, len(rows))).astype(int)]


def _auc(values: pd.Series, y: np.ndarray) -> float:
    """Return the AUC, or one minus it where low values mean positive; 0 of what has no order."""
    order = _as_order(values, y)
    if order is None:
        return 0.0
    ranks = pd.Series(order).rank().to_numpy()
    positives, negatives = int(y.sum()), int((~y).sum())
    auc = (ranks[y].sum() - positives * (positives + 1) / 2) / (positives * negatives)
    return float(max(auc, 1 - auc))


def _held_out_rates(codes: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rate each row's level by the other half of the rows: by their own, many levels tell all."""
    half = np.random.default_rng(0).random(len(y)) < 0.5
    rates = np.empty(len(y))
    for own in (half, ~half):
        rows = np.bincount(codes[~own], minlength=codes.max() + 1)
        hits = np.bincount(codes[~own], weights=y[~own], minlength=codes.max() + 1)
        rates[own] = ((hits + y.mean()) / (rows + 1))[codes[own]]
    return rates


def _as_order(values: pd.Series, y: np.ndarray) -> np.ndarray | None:
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy() + 1
        rows = np.bincount(codes)
        if len(rows) > _MOST_LEVELS:
            return _held_out_rates(codes, y)
        return (np.bincount(codes, weights=y) / np.maximum(rows, 1))[codes]
    if values.dtype.kind not in "biuf":
        return None
    numbers = values.to_numpy(float)
    return np.where(np.isnan(numbers), -np.inf, numbers)
