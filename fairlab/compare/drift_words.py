"""The last block in time against the earlier ones, in sentences and as rows of a table."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from fairlab.audit.drift import EVERYONE
from fairlab.compare.comparison import Comparison
from fairlab.compare.counted_answers import counted
from fairlab.compare.statement_words import (
    amount,
    band,
    differs,
    measure,
    said,
    sides,
    whom,
)
from fairlab.data.messages import begun, plain

DRIFT_COLUMNS = ("of whom", "measure", "last block", "earlier", "difference", "band", "says")
LISTED = 3


def drift_rows(drift: pd.DataFrame) -> list[tuple[str, ...]]:
    """Write a drift check.

    Parameters
    ----------
    drift : DataFrame
        What ``drift_of`` gives of one strategy.

    Returns
    -------
    list of tuple of str
        A row per statement under ``DRIFT_COLUMNS``.
    """
    return [
        (_whom(row), measure(row), *sides(row), amount(row), band(row), said(row))
        for row in drift.to_dict("records")
    ]


def drift_sentences(comparison: Comparison) -> Iterator[str]:
    """Say of each strategy whether the last block in time is like the earlier ones.

    Yields
    ------
    str
        With what differs, of everyone first; nothing where there are no blocks in time.
    """
    for strategy, rows in comparison.drift.groupby("strategy", sort=False):
        found = [row for row in rows.to_dict("records") if differs(row)]
        more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
        told = "; ".join(_difference(row) for row in found[:LISTED]) or "No drift is shown"
        yield (
            f"{plain(str(strategy))}, the last of {comparison.folds} blocks in time against those "
            f"before it: {counted(rows)}. {told}{more}."
        )


def _difference(row: dict[str, Any]) -> str:
    last, earlier = sides(row)
    return (
        f"{begun(measure(row))} of {_whom(row)} {last}, before {earlier}: "
        f"{amount(row)} (band {band(row)})"
    )


def _whom(row: dict[str, Any]) -> str:
    return EVERYONE if row["attribute"] == EVERYONE else whom(row)
