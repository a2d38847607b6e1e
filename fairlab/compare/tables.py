"""The comparison as a table in the terminal, and as text for a page."""

import numpy as np
import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from fairlab.compare.seeds import REAL, UNKNOWN, sign_of_better

LEGEND = (
    "mean ± spread over seeds; below it the difference from the baseline with\n"
    "its 95 % interval. * is real: p < 0.05 after Holm's correction over this\n"
    "table; the rest is within chance. ≤ is the noise floor: 95 of 100 groups\n"
    "of these sizes that are equal stay within it."
)


def comparison_table(table: pd.DataFrame, title: str, floors: pd.Series | None = None) -> Table:
    """Lay out a comparison for the terminal: a row per metric, a column per strategy.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.
    title : str
        Stands above the table.
    floors : Series, optional
        Per metric, the 95th percentile that equal groups of the same sizes would show.

    Returns
    -------
    rich.table.Table
    """
    sheet = Table(
        title=Text(title, "bold"), caption=LEGEND, box=SIMPLE_HEAD, padding=0, min_width=76
    )
    sheet.title_justify = sheet.caption_justify = "left"
    sheet.add_column("", no_wrap=True)
    for strategy in table["strategy"].unique():
        sheet.add_column(Text(strategy), justify="right", no_wrap=True)
    part = None
    for metric, rows in table.groupby("metric", sort=False):
        heading, name = _split(str(metric))
        if heading != part:
            sheet.add_row(Text(heading, "bold"))
        part = heading
        floor = np.nan if floors is None else floors.get(metric, np.nan)
        sheet.add_row(_label(str(metric), name, floor), *map(_cell, _records(rows)))
    return sheet


def verdict_sentence(table: pd.DataFrame) -> str:
    """Say in one sentence which differences are real.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"metric": "test/auc", "strategy": "other", "difference": 0.1, "verdict": "real"}
    >>> verdict_sentence(pd.DataFrame([row]))
    'Real differences from the baseline: other raises test/auc by 0.1000 (better).'
    """
    told = table[table["verdict"] != ""]
    real = told[told["verdict"] == REAL]
    if told.empty:
        return "There is nothing to compare with the baseline yet: run another strategy."
    if (told["verdict"] == UNKNOWN).all():
        return "No difference can be told from chance yet: run at least two seeds of each strategy."
    if real.empty:
        return f"None of the {len(told)} differences from the baseline can be told from chance."
    return "Real differences from the baseline: " + "; ".join(map(_finding, _records(real))) + "."


def markdown(table: pd.DataFrame) -> str:
    """Write a comparison as a Markdown table.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.

    Returns
    -------
    str
    """
    strategies = list(table["strategy"].unique())
    lines = [f"| metric | {' | '.join(strategies)} |", "|---" * (len(strategies) + 1) + "|"]
    for metric, rows in table.groupby("metric", sort=False):
        cells = ["<br>".join(_cell(row).plain.split(" \n")).strip() for row in _records(rows)]
        lines.append(f"| {metric} {_arrow(str(metric))} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _records(table: pd.DataFrame) -> list[dict]:
    return table.to_dict("records")


def _split(metric: str) -> tuple[str, str]:
    """Tell the part of the sheet from the row in it."""
    part, _, name = metric.rpartition("/")
    if part == "test":
        return "accuracy", name
    return part.removeprefix("fair."), name.replace("_", " ")


def _label(metric: str, name: str, floor: float) -> Text:
    text = Text(f" {name} {_arrow(metric)}")
    return text if np.isnan(floor) else text.append(f"\n ≤ {_number(floor)}", "dim")


def _arrow(metric: str) -> str:
    return "↑" if sign_of_better(metric) > 0 else "↓"


def _cell(row: dict) -> Text:
    text = Text(f"{_number(row['mean'])} ± {_number(row['sd'])} ")
    if row["verdict"] == "":
        return text
    real = row["verdict"] == REAL
    half = f" ± {_number((row['high'] - row['low']) / 2)}" if row["pairs"] > 1 else ""
    mark = "*" if real else " "
    return text.append(f"\n{_number(row['difference'], '+')}{half}{mark}", _style(row, real))


def _style(row: dict, real: bool) -> str:
    if not real:
        return "dim"
    better = row["difference"] * sign_of_better(row["metric"]) > 0
    return "bold green" if better else "bold red"


def _number(value: float, sign: str = "") -> str:
    """Write a number without the zero before its point, so that four strategies fit a line."""
    if np.isnan(value):
        return "n/a"
    return f"{value:{sign}.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:{sign}.2f}"


def _finding(row: dict) -> str:
    better = row["difference"] * sign_of_better(row["metric"]) > 0
    way = "raises" if row["difference"] > 0 else "lowers"
    size = f"{abs(row['difference']):.4f} ({'better' if better else 'worse'})"
    return f"{row['strategy']} {way} {row['metric']} by {size}"
