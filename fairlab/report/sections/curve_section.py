"""How well the scores order people, and what each threshold would catch; models as a band."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from fairlab.colours import looks
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import INK, MUTED, drawing, svg
from fairlab.report.pages.numbers import decimal, decimals
from fairlab.report.runs import Runs
from fairlab.report.sections.curves import band, precision_at, precision_recall, recall_at, roc
from fairlab.report.sections.marks import legend

Bands = Mapping[str, pd.DataFrame]
INTRODUCTION = (
    "A line is the mean over the models of all folds and seeds, each on the people whom it has "
    "not seen; the band holds nine tenths of them. Scores of different models are never mixed."
)
SHOWN = 10  # of the grid's hundredths, so many apart in the tables


def curve_section(runs: Runs) -> Section:
    """Show ROC and precision-recall curves, and recall and precision at every threshold.

    Parameters
    ----------
    runs : Runs
        With ``predictions``.
    """
    parts = {name: list(_of_each_model(runs, name)) for name in runs.strategies}
    parts = {name: found for name, found in parts.items() if found}
    panels = [_recall_panel(parts), _roc_panel(parts)]
    look = looks(parts)
    panels += [
        _threshold_panel(name, found, _seen(runs, name), look[name].colour)
        for name, found in parts.items()
    ]
    return Section("Curves and thresholds", INTRODUCTION, panels)


def _recall_panel(parts: Mapping[str, Sequence[pd.DataFrame]]) -> Panel:
    bands = {name: band(found, precision_recall) for name, found in parts.items()}
    rate = float(np.mean([part["y"].mean() for found in parts.values() for part in found]))
    text = "Precision at each recall; the dashed line is what flagging at random would reach."
    picture = Picture(lines(bands, "recall", "precision", rate), "Precision and recall",
                      legend(list(bands)))  # fmt: skip
    return Panel("Precision and recall", text, [picture], _sheet(bands, "Recall", "precision"))


def _roc_panel(parts: Mapping[str, Sequence[pd.DataFrame]]) -> Panel:
    bands = {name: band(found, roc) for name, found in parts.items()}
    text = "The share of bad events that is caught for each share of good customers bothered."
    picture = Picture(lines(bands, "false alarms", "caught"), "ROC", legend(list(bands)))
    return Panel("ROC", text, [picture], _sheet(bands, "False alarms", "caught"))


def _threshold_panel(
    strategy: str, parts: Sequence[pd.DataFrame], seen: Sequence[float], shade: str
) -> Panel:
    top = max(float(part["score"].max()) for part in parts)
    grid = np.linspace(0, top, 101)
    found = {
        "recall": band(parts, recall_at, grid),
        "precision": band(parts, precision_at, grid),
    }
    picture = Picture(
        thresholds(found, seen, shade),
        "Recall (solid) and precision (dashed) at each threshold; ticks are those of the models",
    )
    return Panel(f"Thresholds of {strategy}", "", [picture], _sheet(found, "Score", ""))


def _of_each_model(runs: Runs, strategy: str) -> Iterator[pd.DataFrame]:
    """Cut what a run decided by the model that scored it; runs of 0.1.0 have one."""
    for _, made in runs.each("predictions", strategy):
        yield from (part for _, part in made.groupby("fold")) if "fold" in made else [made]


def _seen(runs: Runs, strategy: str) -> list[float]:
    if folds := [table["threshold"] for _, table in runs.each("folds", strategy)]:
        return pd.concat(folds).dropna().tolist()
    mine = runs.table[runs.table["strategy"] == strategy]
    return mine["model/threshold"].dropna().tolist() if "model/threshold" in mine else []


def lines(bands: Bands, x: str, y: str, dashed: float | None = None) -> str:
    """Draw one line with its band per strategy.

    Parameters
    ----------
    bands : mapping of str to DataFrame
        What ``band`` returns, by strategy.
    x, y : str
        What the axes show.
    dashed : float, optional
        The height of a dashed line; the diagonal if left out.

    Returns
    -------
    str
        SVG for a page.
    """
    with drawing(3.4) as figure:
        axes = figure.subplots()
        for name, (shade, _, style) in looks(bands).items():
            rows = bands[name]
            axes.fill_between(rows["at"], rows["low"], rows["high"], color=shade, alpha=0.16)
            axes.plot(rows["at"], rows["mean"], color=shade, linewidth=1.6, linestyle=style)
        start = [0, 1] if dashed is None else [dashed, dashed]
        axes.plot([0, 1], start, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=x, ylabel=y)
        return svg(figure)


def thresholds(found: Bands, seen: Sequence[float], shade: str) -> str:
    """Draw recall and precision at every threshold, and where those of the seeds are.

    Parameters
    ----------
    found : mapping of str to DataFrame
        Bands of ``recall`` and ``precision``.
    seen : sequence of float
        One per seed.
    shade : str
        The colour of its strategy.

    Returns
    -------
    str
        SVG for a page.
    """
    with drawing(2.6) as figure:
        axes = figure.subplots()
        for (name, rows), style in zip(found.items(), ("solid", (0, (4, 2))), strict=True):
            axes.fill_between(rows["at"], rows["low"], rows["high"], color=shade, alpha=0.16)
            axes.plot(rows["at"], rows["mean"], color=shade, linestyle=style, label=name)
        axes.plot(*_ticks(seen), color=INK, linewidth=1.2)
        axes.set(ylim=(0, 1.02), xlim=(0, None), xlabel="score from which rows are flagged")
        return svg(figure)


def _ticks(seen: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Put ticks into one line with gaps, as thousands of lines would fill the page."""
    places = np.unique(np.round(seen, 3))
    return np.repeat(places, 3), np.tile([0, 0.06, np.nan], len(places))


def _sheet(bands: Bands, x: str, y: str) -> Sheet:
    names = list(bands)
    headings = (x, *(f"{name} {y}".strip() + part for name in names for part in ("", ", models")))
    places = range(0, len(bands[names[0]]), SHOWN)
    rows = [
        (
            decimal(bands[names[0]]["at"].iloc[place]),
            *(cell for name in names for cell in _cells(bands[name].iloc[place])),
        )
        for place in places
    ]
    return Sheet(headings, rows, texts=0)


def _cells(row: pd.Series) -> tuple[str, str]:
    return decimal(row["mean"]), decimals(row["low"], row["high"])
