"""Where the spread comes from, and how many seeds are needed, as tables in the terminal."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from fairlab.compare.comparison_table import heading_and_name
from fairlab.compare.variation import NOT_VARIED, TESTED, TOGETHER, TRAINED_ON, TRAINING

ORDER = (TESTED, TRAINED_ON, TRAINING, TOGETHER)
SEEDS_NEEDED = (
    "Seeds that would tell a difference as large as seen from chance (80 % power,\n"
    "level corrected for the family); none: no number of seeds would. In brackets\n"
    "the smallest difference that the seeds at hand would tell."
)


def variation_sheet(table: pd.DataFrame) -> Table:
    """Lay out the shares of the variance: a row per metric, a column per strategy.

    Parameters
    ----------
    table : DataFrame
        What ``variation`` returns.

    Returns
    -------
    rich.table.Table
    """
    sources = [source for source in ORDER if (table["source"] == source).any()]

    def cell(rows: pd.DataFrame) -> str:
        shares = rows.set_index("source")["share"].reindex(sources)
        return " / ".join(map(_percent, shares))

    caption = "\n".join(_caption(table, sources))
    return _sheet("Where the spread over seeds comes from", table, cell, caption)


def needed_sheet(needed: pd.DataFrame) -> Table:
    """Lay out the seeds needed: a row per metric, a column per strategy.

    Parameters
    ----------
    needed : DataFrame
        What ``seeds_needed`` returns.

    Returns
    -------
    rich.table.Table
    """

    def cell(rows: pd.DataFrame) -> str:
        row = rows.iloc[0]
        seeds = {True: "none"}.get(np.isinf(row["seeds_needed"]), f"{row['seeds_needed']:.0f}")
        return "n/a" if np.isnan(row["told_now"]) else f"{seeds} ({row['told_now']:.3f})"

    return _sheet("Seeds needed", needed, cell, SEEDS_NEEDED)


def _caption(table: pd.DataFrame, sources: list[str]) -> Iterator[str]:
    """Say what the figures are, what is missing and how rough they are."""
    yield f"{' / '.join(sources)}, in % of the variance over seeds."
    for source in sources:
        if table["note"].eq(NOT_VARIED.get(source)).any():
            yield f"{source.capitalize()}: {NOT_VARIED[source]}."
    tested = table[(table["source"] == TESTED) & (table["high"] > table["low"])]
    for _, row in tested.head(1).iterrows():
        share, low, high = map(_percent, row[["share", "low", "high"]])
        about = f"the first, {share}, may be {low} to {high}"
        yield f"Shares of {row['seeds']} seeds are rough: {about}."


def _sheet(
    title: str, table: pd.DataFrame, cell: Callable[[pd.DataFrame], str], caption: str
) -> Table:
    sheet = Table(
        title=Text(title, "bold"), caption=Text(caption), box=SIMPLE_HEAD, padding=0, min_width=76
    )
    sheet.title_justify = sheet.caption_justify = "left"
    sheet.add_column("", no_wrap=True)
    strategies = table["strategy"].unique()
    for strategy in strategies:
        sheet.add_column(Text(strategy), justify="right", no_wrap=True)
    part = None
    for metric, rows in table.groupby("metric", sort=False):
        heading, name = heading_and_name(str(metric))
        if heading != part:
            sheet.add_row(Text(heading, "bold"))
        part = heading
        cells = [Text(f"  {cell(rows[rows['strategy'] == strategy])}") for strategy in strategies]
        sheet.add_row(Text(f" {name}"), *cells)
    return sheet


def _percent(share: float) -> str:
    return "n/a" if np.isnan(share) else f"{100 * share:.0f}"
