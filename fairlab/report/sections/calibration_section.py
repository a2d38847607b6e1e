"""Calibration by group: whether a score means the same in every group."""

import numpy as np
import pandas as pd

from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import FIRST, INK, MUTED, PALE, SECOND, drawing, svg
from fairlab.report.pages.numbers import count, percent

SHADES = (("first", FIRST), ("second", SECOND), ("muted", MUTED), ("ink", INK), ("pale", PALE))
FEW = 10  # expected bad events; a point of fewer is drawn hollow
INTRODUCTION = (
    "Rows with similar scores, group by group, over the test sets of all seeds: the share that "
    "had the bad event against the mean score. On the diagonal a score means what it says. Weights "
    "and resampling shift scores as a whole; what matters here is whether groups part. Hollow "
    "points rest on fewer than 10 bad events. In the tables: the mean score of similar rows, then "
    "how many of them had the bad event."
)


def calibration_section(tables: pd.DataFrame, strategy: str) -> Section:
    """Show the calibration of a strategy by group, attribute by attribute.

    Parameters
    ----------
    tables : DataFrame
        The ``calibration`` tables of all runs, with ``strategy`` and ``seed``.
    strategy : str
        Whose figures are drawn; the tables hold every strategy.
    """
    pooled = pool(tables)
    panels = [_panel(str(name), rows, strategy) for name, rows in pooled.groupby("attribute")]
    return Section(f"Calibration by group ({strategy})", INTRODUCTION, panels)


def pool(tables: pd.DataFrame) -> pd.DataFrame:
    """Add up the seeds of each strategy, attribute, group and bin.

    Parameters
    ----------
    tables : DataFrame
        ``strategy`` and ``seed``, and the columns of ``fairlab.audit.calibration``.

    Returns
    -------
    DataFrame
        ``strategy``, ``attribute``, ``group``, ``bin``, ``rows``, ``positives``, ``score`` (the
        mean over rows) and ``rate``.

    Examples
    --------
    >>> one = {"strategy": "a", "attribute": "sex", "group": "f", "bin": 0}
    >>> seeds = [one | {"seed": 0, "rows": 10, "positives": 1, "score": 0.1},
    ...          one | {"seed": 1, "rows": 30, "positives": 5, "score": 0.2}]
    >>> pool(pd.DataFrame(seeds))[["rows", "score", "rate"]].values.tolist()
    [[40.0, 0.175, 0.15]]
    """
    by = ["strategy", "attribute", "group", "bin"]
    summed = tables.assign(score=tables["score"] * tables["rows"]).groupby(by, as_index=False)
    found = summed[["rows", "positives", "score"]].sum()
    return found.assign(
        score=found["score"] / found["rows"], rate=found["positives"] / found["rows"]
    )


def _panel(attribute: str, rows: pd.DataFrame, strategy: str) -> Panel:
    mine = rows[rows["strategy"] == strategy]
    groups = list(mine["group"].unique())[: len(SHADES)]
    shades = [(role, group) for (role, _), group in zip(SHADES, groups, strict=False)]
    picture = Picture(reliability(mine, groups), "Observed against predicted", shades)
    return Panel(attribute, pictures=[picture], sheet=_sheet(rows))


def reliability(rows: pd.DataFrame, groups: list[str]) -> str:
    """Draw the observed share against the mean score, a line per group.

    Parameters
    ----------
    rows : DataFrame
        What ``pool`` returns, of one strategy and attribute.
    groups : list of str
        Those to draw.

    Returns
    -------
    str
        SVG for a page.
    """
    shown = rows[rows["group"].isin(groups)]
    top = 1.05 * float(np.nanmax(shown[["score", "rate"]].to_numpy()))
    with drawing(2.9) as figure:
        axes = figure.subplots()
        axes.plot([0, top], [0, top], color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
        for group, (_, shade) in zip(groups, SHADES, strict=False):
            mine = shown[shown["group"] == group]
            faces = [shade if enough else "none" for enough in mine["positives"] >= FEW]
            axes.plot(mine["score"], mine["rate"], color=shade, linewidth=1)
            axes.scatter(mine["score"], mine["rate"], s=22, c=faces, edgecolors=shade, zorder=3)
        axes.set(xlim=(0, top), ylim=(0, top), xlabel="mean score", ylabel="had the bad event")
        return svg(figure)


def _sheet(rows: pd.DataFrame) -> Sheet:
    """Lay out a row per strategy and group, and a column per bin of scores."""
    bins = sorted(rows["bin"].unique())
    cells = []
    for names, mine in rows.groupby(["strategy", "group"], sort=False):
        found = {
            row.bin: f"{percent(row.score)}: {count(row.positives)} of {count(row.rows)}"
            for row in mine.itertuples()
        }
        cells.append((*map(str, names), *(found.get(one, "") for one in bins)))
    return Sheet(("Strategy", "Group", *map(_nth, range(1, len(bins) + 1))), cells, texts=2)


def _nth(place: int) -> str:
    return {1: "Lowest scores"}.get(place, str(place))
