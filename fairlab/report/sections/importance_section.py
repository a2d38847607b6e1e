"""What the models look at: the study's Figure 22, over the seeds."""

import numpy as np
import pandas as pd

from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import FIRST, INK, MUTED, SECOND, drawing, svg
from fairlab.report.pages.numbers import decimal
from fairlab.report.sections.marks import list_rows, room

MOST = 20  # features, as in the study
INTRODUCTION = (
    "The mean absolute SHAP value of the twenty largest features of the baseline: how far each "
    "moves a score, in log odds; the line is the range over seeds. Blue: higher values lower the "
    "score; orange: they raise it; grey: categories, or neither. Sensitive attributes are marked."
)


def importance_section(tables: pd.DataFrame, strategy: str, sensitive: list[str]) -> Section:
    """Show the features on which the scores rely most.

    Parameters
    ----------
    tables : DataFrame
        The ``importance`` tables of all runs, with ``strategy`` and ``seed``.
    strategy : str
        Whose figure is drawn; the table holds every strategy.
    sensitive : list of str
        Features whose names are marked.
    """
    table = importance_over_seeds(tables)
    drawn = table[table["strategy"] == strategy].head(MOST)
    legend = [("second", "raises the score"), ("first", "lowers it"), ("muted", "neither")]
    picture = Picture(bars(drawn, sensitive), "Mean absolute SHAP value", legend)
    panel = Panel("", pictures=[picture], sheet=_sheet(table))
    return Section(f"What the model looks at ({strategy})", INTRODUCTION, [panel])


def importance_over_seeds(tables: pd.DataFrame) -> pd.DataFrame:
    """Average each feature's contribution over the seeds of its strategy.

    Parameters
    ----------
    tables : DataFrame
        ``strategy``, ``seed``, ``feature``, ``contribution`` and ``direction``.

    Returns
    -------
    DataFrame
        ``strategy``, ``feature``, ``contribution``, ``low`` and ``high`` (the range), and
        ``direction``; the largest contribution first.
    """
    grouped = tables.groupby(["strategy", "feature"], as_index=False)
    table = grouped.agg(
        contribution=("contribution", "mean"),
        low=("contribution", "min"),
        high=("contribution", "max"),
        direction=("direction", "mean"),
    )
    return table.sort_values("contribution", ascending=False, kind="stable", ignore_index=True)


def bars(table: pd.DataFrame, sensitive: list[str]) -> str:
    """Draw contributions as bars, the largest on top.

    Parameters
    ----------
    table : DataFrame
        Rows of ``importance_over_seeds``.
    sensitive : list of str
        Features whose names are marked.

    Returns
    -------
    str
        SVG for a page.
    """
    place = np.arange(len(table))
    names = [_marked(str(name), str(name) in sensitive) for name in table["feature"]]
    with drawing(room(names, 0.24)) as figure:
        axes = figure.subplots()
        shades = [_shade(direction) for direction in table["direction"]]
        axes.barh(place, table["contribution"], 0.66, color=shades)
        axes.hlines(place, table["low"], table["high"], color=INK, linewidth=1)
        list_rows(axes, names)
        return svg(figure)


def _shade(direction: float) -> str:
    if np.isnan(direction) or abs(direction) < 0.1:
        return MUTED
    return SECOND if direction > 0 else FIRST


def _marked(name: str, is_sensitive: bool) -> str:
    return f"{name} (sensitive)" if is_sensitive else name


def _sheet(table: pd.DataFrame) -> Sheet:
    kept = table.groupby("strategy", sort=False).head(MOST)
    rows = [
        (row.strategy, str(row.feature), decimal(row.contribution), decimal(row.low),
         decimal(row.high), decimal(row.direction))
        for row in kept.itertuples()
    ]  # fmt: skip
    headings = ("Strategy", "Feature", "Mean |SHAP|", "Lowest seed", "Highest seed", "Direction")
    return Sheet(headings, rows, texts=2)
