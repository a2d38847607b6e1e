"""How much an audit varies with the rows it was made on: the rows drawn anew, by their counts."""

from collections.abc import Iterator, Mapping
from math import nan

import numpy as np
import pandas as pd

from fairlab.audit.counts import CELLS
from fairlab.audit.group import MIN_SIZE
from fairlab.audit.metric_types import Rate
from fairlab.audit.registry import group_metrics, rates
from fairlab.seeds import seed_for

REPLICATES = 1000
LEVEL = 0.95


def bootstrap_audit(
    counts: Mapping[str, pd.DataFrame],
    replicates: int = REPLICATES,
    seed: int = 0,
    min_size: int = MIN_SIZE,
    keep_labels: bool = False,
) -> pd.DataFrame:
    """Draw the rows of an audit anew, many times, and see how far its figures move.

    Rows that are alike in group, label and decision are exchangeable, so to draw n rows with
    replacement is to draw the counts of the cells from a multinomial distribution: the time does
    not depend on the number of rows. The attributes are drawn one by one.

    Parameters
    ----------
    counts : mapping of attribute to DataFrame
        One row per group; columns tn, fp, fn, tp, in rows of data, as `tally` gives them.
    replicates : int
        How many times.
    seed : int
        The seed of the run.
    min_size : int
        With fewer rows a group's rate is NaN and the group is compared with none, in every
        replicate as in `audit_counts`.
    keep_labels : bool
        Whether positives and negatives are drawn separately, as a stratified split does.

    Returns
    -------
    DataFrame
        A row per attribute, rate and group (kind "group"), and per attribute and measure (kind
        "attribute"): ``attribute``, ``kind``, ``measure``, ``group``, ``value`` of the counts as
        they are, ``low`` and ``high`` (the percentiles that hold 95 % of the replicates), ``sd``
        of the replicates, and ``defined``, the share of them that the three rest on. A parity of
        equal groups is never below 0, so its interval says how it varies, but never that groups
        are equal: for that there are p and the noise floor of `audit_counts`.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An introduction to the bootstrap. Chapman and Hall.

    Examples
    --------
    >>> dutch = pd.DataFrame({"tn": [4157, 37888], "fp": [73, 64], "fn": [278, 744],
    ...     "tp": [28, 55]}, index=["no", "yes"])
    >>> frame = bootstrap_audit({"dutch": dutch}).set_index("measure")
    >>> frame.loc["precision_parity", ["value", "low", "high"]].astype(float).round(2).tolist()
    [0.4, 0.16, 0.59]
    """
    rows = [
        row | _described(values)
        for attribute, table in counts.items()
        for row, values in _figures(attribute, table, replicates, seed, min_size, keep_labels)
    ]
    return pd.DataFrame(rows)


def draw_counts(cells: np.ndarray, replicates: int, seed: int, keep_labels: bool) -> np.ndarray:
    """Draw as many rows as there are, with replacement, by the counts of their cells.

    Parameters
    ----------
    cells : array of shape (groups, 4)
        tn, fp, fn and tp of each group, in rows of data.
    replicates : int
        How many times.
    seed : int
        Of the draws.
    keep_labels : bool
        Whether the number of positives stays what it is.

    Returns
    -------
    array of int, shape (replicates, groups, 4)

    Examples
    --------
    >>> draw_counts(np.array([[6, 2, 1, 3]]), 3, seed=0, keep_labels=True).sum(axis=(1, 2)).tolist()
    [12, 12, 12]
    """
    rng = np.random.default_rng(seed)
    if not keep_labels:
        return _drawn(rng, cells, replicates)
    halves = [_drawn(rng, cells[:, label], replicates) for label in (slice(2), slice(2, 4))]
    return np.concatenate(halves, axis=2)


def _drawn(rng: np.random.Generator, cells: np.ndarray, replicates: int) -> np.ndarray:
    odds = cells.ravel() / max(cells.sum(), 1)
    drawn = rng.multinomial(round(cells.sum()), odds, size=replicates)
    return drawn.reshape(replicates, *cells.shape)


Figures = Iterator[tuple[dict, np.ndarray]]


def _figures(
    attribute: str,
    table: pd.DataFrame,
    replicates: int,
    seed: int,
    min_size: int,
    keep_labels: bool,
) -> Figures:
    """Go through the figures of an attribute: of the counts as they are, then of each replicate."""
    cells = np.stack([table[cell].to_numpy() for cell in CELLS])
    drawn = draw_counts(cells.T, replicates, seed_for(seed, "bootstrap", attribute), keep_labels)
    # Replicates lie side by side, as whatever is reckoned is reckoned for all of them at once.
    every = np.ascontiguousarray(np.concatenate([cells[..., None], drawn.T], axis=2))
    found = {rate: _rates(every, rate, min_size) for rate in rates()}
    for rate, values in found.items():
        for group, of_group in zip(table.index, values, strict=True):
            yield _about(attribute, "group", rate.name, str(group)), of_group
    ends = {rate: _ends(values) for rate, values in found.items()}
    for metric in group_metrics():
        spreads = [metric.spread(ends[rate]) for rate in metric.rates]
        yield _about(attribute, "attribute", metric.name, ""), np.mean(spreads, axis=0)


def _about(attribute: str, kind: str, measure: str, group: str) -> dict:
    return {"attribute": attribute, "kind": kind, "measure": measure, "group": group}


def _rates(cells: np.ndarray, rate: Rate, min_size: int) -> np.ndarray:
    """Give the rate of each group in each replicate; NaN where it is not judged."""
    hits, misses = (
        cells[[CELLS.index(cell) for cell in part]].sum(axis=0) for part in (rate.hits, rate.misses)
    )
    sizes = hits + misses
    return np.where(sizes >= max(min_size, 1), hits, np.nan) / np.maximum(sizes, 1)


def _ends(rates: np.ndarray) -> np.ndarray:
    """Give the lowest and the highest rate, shape (replicates, 2), by which all metrics go.

    They are NaN where fewer than two groups are judged.
    """
    comparable = (~np.isnan(rates)).sum(axis=0) > 1
    lowest, highest = np.fmin.reduce(rates), np.fmax.reduce(rates)
    return np.where(comparable, [lowest, highest], np.nan).T


def _described(values: np.ndarray) -> dict[str, float]:
    seen, drawn = values[0], values[1:]
    found = drawn[~np.isnan(drawn)]
    if len(found) < 2:
        low, high, sd = nan, nan, nan
    else:
        tail = (1 - LEVEL) / 2
        low, high = np.quantile(found, [tail, 1 - tail])
        sd = found.std(ddof=1)
    share = len(found) / len(drawn)
    return {"value": seen, "low": low, "high": high, "sd": sd, "defined": share}
