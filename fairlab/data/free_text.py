"""Columns of text that tell a model little for their number of levels: left out, and said."""

import logging
from collections.abc import Collection

import pandas as pd

from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.columns import holds_dates, is_text, matching, typed
from fairlab.data.messages import quoted, rows

LOG = logging.getLogger(__name__)
WORDS, MOSTLY = r"(?s).*\pL.*\s.*\pL.*", 0.5
NEARLY_ALL = 0.5  # of the filled rows: a level then has two rows at most, on the average


def is_free_text(cells: pd.Series) -> bool:
    """Tell words in sentences, nearly a value per row, from levels, codes, numbers and dates.

    Parameters
    ----------
    cells : Series
        A column of ``typed``.

    Examples
    --------
    >>> said = [f"paid late, {i} times" for i in range(120)]
    >>> is_free_text(pd.Series(said, dtype="category"))
    True
    >>> is_free_text(pd.Series([f"k{i}" for i in range(120)], dtype="category"))
    False
    """
    if not is_text(cells) or holds_dates(cells):
        return False
    levels = cells.cat.categories
    if len(levels) <= max(MOST_LEVELS, NEARLY_ALL * int(cells.notna().sum())):
        return False
    return bool(matching(levels, WORDS).mean() > MOSTLY)


def free_text(
    frame: pd.DataFrame, roles: Collection[str], most_levels: int | None = None
) -> list[str]:
    """List the columns of text that have no role and too many levels, and tell the log of each.

    Parameters
    ----------
    frame : DataFrame
        As it was read.
    roles : collection of str
        Columns that are named as something.
    most_levels : int, optional
        Text with more levels is left out; without it, free text is.
    """
    if not frame.columns.is_unique:
        return []
    text = [name for name in frame.columns if name not in roles and frame[name].dtype.kind == "O"]
    found = [
        (str(column), cells)
        for column, cells in typed(frame[text]).items()
        if is_text(cells) and _has_too_many(cells, most_levels)
    ]
    for column, cells in found:
        levels, filled = len(cells.cat.categories), int(cells.notna().sum())
        LOG.warning(
            "Note: %s is left out: text with %s values in %s. Keep it: --max-levels %s",
            quoted(column), f"{levels:,}", rows(filled), levels,
        )  # fmt: skip
    return [column for column, _ in found]


def _has_too_many(cells: pd.Series, most_levels: int | None) -> bool:
    return is_free_text(cells) if most_levels is None else len(cells.cat.categories) > most_levels
