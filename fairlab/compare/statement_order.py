"""The one order in which statements are named: the surest and farthest from equal first."""

from collections.abc import Iterable
from math import isnan
from typing import Any

from fairlab.compare.statement_words import differs, signed
from fairlab.stats.answers import BEYOND

Row = dict[str, Any]


def furthest_first(rows: Iterable[Row], column: str = "estimate") -> list[Row]:
    """Order statements: first those that differ by more than their margin, then others that do.

    Parameters
    ----------
    rows : iterable of dict
        Statements.
    column : str
        The figure that says how far from equal each is. It counts in margins, in which a
        difference of rates and a ratio of shares can be held against each other.

    Returns
    -------
    list of dict
        Last are those of which nothing is known.

    Examples
    --------
    >>> recall = {"attribute": "sex", "metric": "recall", "estimate": 0.3, "margin": 0.1}
    >>> share = {"attribute": "sex", "metric": "selection_rate", "estimate": 2.0, "margin": 0.8}
    >>> rows = [share | {"answer": "differs"}, recall | {"answer": "differs"}]
    >>> rows.append(share | {"answer": "differs by more than the margin"})
    >>> [(row["metric"], row["answer"]) for row in furthest_first(rows)][:2]
    [('selection_rate', 'differs by more than the margin'), ('selection_rate', 'differs')]
    """

    def rank(row: Row) -> tuple[bool, bool, float]:
        size = in_margins(row, column)
        return row["answer"] == BEYOND, differs(row), -1.0 if isnan(size) else size

    return sorted(rows, key=rank, reverse=True)


def furthest_apart(rows: Iterable[Row]) -> Row | None:
    """Give the gap that an answer names first: of those that differ; None where none does."""
    return next(iter(furthest_first(filter(differs, rows))), None)


def in_margins(row: Row, column: str = "estimate") -> float:
    """Tell how many margins a statement is from equal.

    Examples
    --------
    >>> recall = {"attribute": "sex", "metric": "recall", "estimate": -0.3, "margin": 0.1}
    >>> share = {"attribute": "sex", "metric": "selection_rate", "estimate": 0.64, "margin": 0.8}
    >>> round(in_margins(recall), 6), round(in_margins(share), 6)
    (3.0, 2.0)
    """
    return abs(signed(row, column) / signed(row, "margin"))
