"""Statements as marks with bands, a row per thing that they are about."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.audit.registry import in_money
from fairlab.colours import looks
from fairlab.compare.comparison import Comparison
from fairlab.compare.statement_words import differs, measure, whom

if TYPE_CHECKING:
    from matplotlib.axes import Axes

APART = 0.8  # of the room between two rows, which the marks of all strategies share


def gaps_of(comparison: Comparison, metric: str) -> pd.DataFrame:
    """Give the gaps of a rate under every strategy.

    Returns
    -------
    DataFrame
        Statements of the families ``audit`` and ``gaps left``, with ``about`` in words.
    """
    found = comparison.every_gap
    return _named(found[found["metric"] == metric], comparison.strategies)


def accuracy_changes(comparison: Comparison) -> pd.DataFrame:
    """Give what each strategy changes of accuracy, but for amounts of money, which have no scale.

    Returns
    -------
    DataFrame
        Statements of the family ``changes``, with ``about`` in words.
    """
    changes = comparison.changes[comparison.changes["attribute"] == ""]
    return _named(changes[~changes["metric"].map(in_money).astype(bool)], comparison.strategies)


def _named(table: pd.DataFrame, strategies: list[str]) -> pd.DataFrame:
    """Say in words what statements are about, and how they look beside all strategies."""
    look = looks(strategies)
    colours = {name: one.colour for name, one in look.items()}
    marks = {name: one.mark for name, one in look.items()}
    rows = table.to_dict("records")
    about = [whom(row) if row["attribute"] else measure(row) for row in rows]
    return table.assign(
        about=about,
        told=[differs(row) for row in rows],
        colour=table["strategy"].map(colours),
        mark=table["strategy"].map(marks),
    )


def draw_bands(
    axes: "Axes", table: pd.DataFrame, edge: str, hollow: str, none: float = 0
) -> list[str]:
    """Draw a mark and a band per row and strategy; a filled mark differs from none.

    Parameters
    ----------
    axes : matplotlib Axes
    table : DataFrame
        Statements with ``about``, ``told``, ``colour`` and ``mark``.
    edge : str
        The colour of the line at no difference.
    hollow : str
        The face of a mark that is not told from none.
    none : float
        What no difference is: 1 of ratios.

    Returns
    -------
    list of str
        The names of the rows, from top to bottom.
    """
    names = list(dict.fromkeys(table["about"]))
    strategies = list(dict.fromkeys(table["strategy"]))
    for place, strategy in enumerate(strategies):
        lower = (place - (len(strategies) - 1) / 2) * APART / max(len(strategies), 1)
        own = table[table["strategy"] == strategy].drop_duplicates("about").set_index("about")
        rows, at, shade = own.reindex(names), np.arange(len(names)) + lower, own["colour"].iloc[0]
        axes.hlines(at, rows["low"], rows["high"], color=shade, linewidth=1.5)
        faces = np.where(rows["told"].eq(True), shade, hollow)
        axes.scatter(
            rows["estimate"], at, s=24, c=faces, marker=own["mark"].iloc[0], edgecolors=shade,
            zorder=3, label=strategy,
        )  # fmt: skip
    axes.axvline(none, color=edge, linewidth=0.8, zorder=0)
    return names
