"""The command ``fairlab replicate``: what was published beside what its own counts give."""

from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlab.replication import conclude, replicate


def replicate_session(file: Path | None) -> int:
    """Print published beside computed figures, and the study's verdicts beside ours.

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
    found, judged = replicate(file), conclude(file)
    for model, rows in found.groupby("model", sort=False):
        console.print(_sheet(str(model), rows))
        _print_verdicts(console, str(model), judged[judged["model"] == model])
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


def _print_verdicts(console: Console, model: str, judged: pd.DataFrame) -> None:
    sheet = Table(title=Text(f"{model}: verdicts"), title_justify="left")
    for heading in ("attribute", "the study's", "ours", "why they differ"):
        sheet.add_column(heading, overflow="fold")
    for row in judged.itertuples():
        theirs, ours = _verdict(row.study, row.study_against), _verdict(row.verdict, row.against)
        style = "yellow" if row.difference else ""
        sheet.add_row(*map(Text, (row.attribute, theirs, ours, row.difference)), style=style)
    console.print(sheet)
    for row in judged.itertuples():
        console.print(Text.assemble((f"{row.attribute}: ", "bold"), row.sentence))
        if row.difference:
            console.print(Text(f'The study ({row.where}): "{row.words}"', "yellow"))


def _verdict(verdict: str, against: str) -> str:
    return f"{verdict}, against {against}" if against else verdict


def _sentence(found: pd.DataFrame, off: int) -> str:
    counts = found["verdict"].value_counts()
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    return f"{len(found)} published figures: {told}." + (f" {off} are off." if off else "")
