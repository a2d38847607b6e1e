"""The command ``fairlab replicate``: published figures beside the ones their counts give."""

from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlab.audit import replicate


def replicate_session(file: Path | None) -> int:
    """Print published beside computed figures.

    Parameters
    ----------
    file : Path, optional
        A JSON file of counts and published figures; the study's own if left out.

    Returns
    -------
    int
        1 where a figure is off by more than one unit of its last printed digit, else 0.
    """
    console = Console()
    found = replicate(file)
    for model, rows in found.groupby("model", sort=False):
        console.print(_sheet(str(model), rows))
    off = found[~found["ok"]]
    console.print(_sentence(found, len(off)), highlight=False)
    return int(len(off) > 0)


def _sheet(model: str, rows: pd.DataFrame) -> Table:
    sheet = Table(title=Text(f"{model}: published and computed"), title_justify="left")
    for heading in ("attribute", "group", "figure"):
        sheet.add_column(heading)
    for heading in ("published", "computed"):
        sheet.add_column(heading, justify="right")
    sheet.add_column("verdict")
    for row in rows.itertuples():
        style = "" if row.verdict == "equal" else "yellow" if row.ok else "bold red"
        computed = "" if pd.isna(row.computed) else f"{row.computed:.6f}"
        cells = (row.attribute, row.group, row.figure, f"{row.published:g}", computed, row.verdict)
        sheet.add_row(*map(Text, cells), style=style)
    return sheet


def _sentence(found: pd.DataFrame, off: int) -> str:
    counts = found["verdict"].value_counts()
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    return f"{len(found)} published figures: {told}." + (f" {off} are off." if off else "")
