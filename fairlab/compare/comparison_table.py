"""The comparison as a table in the terminal, and as text for a page."""

import numpy as np
import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from fairlab.audit.registry import sign_of_better
from fairlab.compare.legend import caption_of, title_of
from fairlab.compare.paired_seeds import ALPHA, REAL, UNKNOWN


def comparison_table(table: pd.DataFrame, title: str, above: pd.DataFrame | None = None) -> Table:
    """Lay out a comparison for the terminal: a row per metric, a column per strategy.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.
    title : str
        Stands above the table.
    above : DataFrame, optional
        What ``above_noise`` returns.

    Returns
    -------
    rich.table.Table
    """
    sheet = Table(
        title=Text(title, "bold"),
        caption=caption_of(table),
        box=SIMPLE_HEAD,
        padding=0,
        min_width=76,
    )
    sheet.title_justify = sheet.caption_justify = "left"
    sheet.add_column("", overflow="fold")
    for strategy in table["strategy"].unique():
        sheet.add_column(Text(strategy), justify="right", no_wrap=True)
    seeds = table["seeds"].max()
    counted = {} if above is None else _by_cell(above)
    part = None
    for metric, rows in table.groupby("metric", sort=False):
        heading, name = heading_and_name(str(metric))
        if heading != part:
            sheet.add_row(Text(heading, "bold"))
        part = heading
        noise = [counted.get((metric, row["strategy"])) for row in _records(rows)]
        cells = [_cell(row, seeds) for row in _records(rows)]
        sheet.add_row(Text(title_of(name, _arrow(str(metric)))), *cells)
        if any(noise):
            sheet.add_row(Text("   above noise", "dim"), *[_share(each) for each in noise])
    return sheet


def _by_cell(above: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    return {(row["metric"], row["strategy"]): (row["above"], row["of"]) for row in _records(above)}


def _share(counted: tuple[int, int] | None) -> Text:
    return Text("" if counted is None else f"{counted[0]} of {counted[1]} ", "dim")


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


def discovery_sentence(table: pd.DataFrame) -> str:
    """Say how many differences the more lenient correction would call real.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.

    Returns
    -------
    str
        Empty where both corrections call the same number real.

    Examples
    --------
    >>> discovery_sentence(pd.DataFrame({"p_holm": [0.02, 0.08], "p_bh": [0.02, 0.04]}))
    "Benjamini and Hochberg's correction, which lets one in twenty findings be false, would call 2
    real instead of 1."
    """
    strict, lenient = ((table[name] < ALPHA).sum() for name in ("p_holm", "p_bh"))
    if lenient == strict:
        return ""
    return (
        "Benjamini and Hochberg's correction, which lets one in twenty findings be false, would "
        f"call {lenient} real instead of {strict}."
    )


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
    strategies, seeds = list(table["strategy"].unique()), table["seeds"].max()
    lines = [f"| metric | {' | '.join(strategies)} |", "|---" * (len(strategies) + 1) + "|"]
    for metric, rows in table.groupby("metric", sort=False):
        cells = [
            "<br>".join(_cell(row, seeds).plain.split(" \n")).strip() for row in _records(rows)
        ]
        lines.append(f"| {metric} {_arrow(str(metric))} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _records(table: pd.DataFrame) -> list[dict]:
    return table.to_dict("records")


def heading_and_name(metric: str) -> tuple[str, str]:
    """Tell the part of a sheet from the row in it.

    Examples
    --------
    >>> heading_and_name("fair.gender/recall_parity")
    ('gender', 'recall parity')
    """
    part, _, name = metric.rpartition("/")
    if part == "test":
        return "accuracy", name
    return part.removeprefix("fair."), name.replace("_", " ")


def _arrow(metric: str) -> str:
    return "↑" if sign_of_better(metric) > 0 else "↓"


def _cell(row: dict, seeds: int) -> Text:
    fewer = f" ({row['seeds']})" if row["seeds"] < seeds else ""
    text = Text(f"{_number(row['mean'])} ± {_number(row['sd'])}{fewer} ")
    if row["verdict"] == "":
        return text
    real = row["verdict"] == REAL
    half = "" if np.isnan(row["low"]) else f" ± {_number((row['high'] - row['low']) / 2)}"
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
