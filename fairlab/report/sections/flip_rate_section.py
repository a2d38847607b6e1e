"""Flip rates: who would be decided on otherwise in another group; the study's Tables 6 and 7."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.colours import looks
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import MUTED, drawing, svg
from fairlab.report.pages.numbers import count, percent, percents
from fairlab.report.sections.marks import legend, list_rows, room, shift

SHOWN = "FR1"
INTRODUCTION = (
    "Everyone's attribute is changed together with what it brings about, and the model is asked "
    "again. The figure shows FR1, the share of decisions that change; the grey line is the same "
    "without any causal graph (`none`), the figure to beat, where its twins are credible. For a "
    "single person this is a probability and no proof. An attribute of which no descendant was "
    "found moves by itself alone: its 0 says that nothing was found, not that nothing is there."
)
HEADINGS = ("Attribute", "Group", "Changed to", "Strategy", "Rate", "Mean", "Spread",
            "Without a graph", "Flips", "of", "Descendants", "Note")  # fmt: skip


def flip_rate_section(tables: pd.DataFrame, runs: pd.DataFrame) -> Section:
    """Show the flip rates of every strategy, averaged over seeds."""
    table = flip_rates_over_seeds(tables)
    strategies = list(tables["strategy"].unique())
    drawn = table[(table["rate"].str.upper() == SHOWN) & table["value"].notna()]
    pictures = [
        Picture(flips(drawn, strategies), "Share of decisions that change", legend(strategies))
    ]
    panel = Panel("", pictures=pictures if len(drawn) else (), sheet=_sheet(table))
    title = "Would the same person be treated otherwise?"
    return Section(title, INTRODUCTION, [panel], [*_of_causes(runs)])


def _of_causes(runs: pd.DataFrame) -> Iterator[str]:
    """Say what was told of causes and by whom, and apart from it what was assumed."""
    for name in ("told", "assumed"):
        column = f"params.individual.{name}"
        for said in runs[column].dropna().unique() if column in runs else ():
            yield f"Of causes, {name}: {said}."


def flip_rates_over_seeds(tables: pd.DataFrame) -> pd.DataFrame:
    """Average flip rates over the seeds of each strategy; notes are kept.

    Parameters
    ----------
    tables : DataFrame
        ``strategy``, ``seed``, and the columns of an individual audit.

    Returns
    -------
    DataFrame
        One row per attribute, change of group, strategy and rate.
    """
    by = ["attribute", "group", "to", "strategy", "rate"]
    text = tables.assign(note=tables["note"].fillna(""))
    return text.groupby(by, sort=False, as_index=False).agg(
        value=("value", "mean"),
        low=("low", "mean"),
        high=("high", "mean"),
        none=("none", "mean"),
        flips=("flips", "mean"),
        of=("of", "mean"),
        descendants=("descendants", "median"),
        note=("note", lambda notes: "; ".join(dict.fromkeys(filter(None, notes)))),
    )


def flips(table: pd.DataFrame, strategies: list[str]) -> str:
    """Draw a flip rate with its spread, a row per change of group and a mark per strategy.

    Parameters
    ----------
    table : DataFrame
        Rows of ``flip_rates_over_seeds`` of one rate.
    strategies : list of str
        In the order of the page.

    Returns
    -------
    str
        SVG for a page.
    """
    names = list(dict.fromkeys(_name(row) for row in table.itertuples()))
    look = looks(strategies)
    with drawing(room(names, 0.14 + 0.12 * len(strategies))) as figure:
        axes = figure.subplots()
        for strategy, rows in table.groupby("strategy", sort=False):
            moved = shift(strategies.index(strategy), len(strategies))
            at = np.array([names.index(_name(row)) + moved for row in rows.itertuples()])
            shade, mark, _ = look[strategy]
            axes.hlines(at, rows["low"], rows["high"], color=shade, linewidth=1.3)
            axes.vlines(rows["none"], at - 0.1, at + 0.1, color=MUTED, linewidth=2)
            axes.scatter(rows["value"], at, s=22, c=shade, marker=mark, zorder=3)
        list_rows(axes, names)
        axes.set_xlim(0)
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
        return svg(figure)


def _name(row: "tuple") -> str:
    return f"{row.attribute}: {row.group} to {row.to}"  # type: ignore[attr-defined]


def _sheet(table: pd.DataFrame) -> Sheet:
    rows = [
        (
            row.attribute,
            row.group,
            row.to,
            row.strategy,
            row.rate.upper(),
            percent(row.value),
            percents(row.low, row.high),
            percent(row.none),
            _count(row.flips),
            _count(row.of),
            _count(row.descendants),
            row.note,
        )
        for row in table.itertuples()
    ]
    return Sheet(HEADINGS, rows, texts=5)


def _count(number: float) -> str:
    return "" if pd.isna(number) else count(round(number))
