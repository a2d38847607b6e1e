"""The command ``fairlab replicate``: what was published beside what its own counts give."""

from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlab.commands.prints_table import put_aside
from fairlab.commands.terminal import headed_table, terminal
from fairlab.compare.statement_words import amount, band, said
from fairlab.data.messages import number_of
from fairlab.data.words import Words
from fairlab.replication import conclude, replicate
from fairlab.simulator.words import WORDS

BANDS = (
    "The gap between the groups of each attribute; bands hold at 95 % for all of them at once. A "
    "rate that differs speaks against the group of the higher recall or the lower precision."
)

SHORT = {  # of verdicts that stand in full above the tables
    "needs scores: not in the counts": "needs scores",
    "no whole flips give all five": "no whole flips",
}


def replicate_session(file: Path | None) -> int:
    """Print published beside computed figures, and what the study concluded beside what counts say.

    Parameters
    ----------
    file : Path, optional
        A JSON file of counts and published figures; the study's own if left out.

    Returns
    -------
    int
        1 where a figure is off by more than one unit of its last printed digit, else 0.
    """
    console = terminal()
    found, judged = replicate(file), conclude(file)
    put_aside("figures", found)
    put_aside("conclusions", judged)
    off = found[~found["ok"]]
    console.print(f"{_sentence(found, len(off))}\n", highlight=False)
    for model, rows in found.groupby("model", sort=False):
        console.print(_sheet(str(model), rows))
        _print_conclusions(console, str(model), judged[judged["model"] == model])
    return int(len(off) > 0)


def _sheet(model: str, rows: pd.DataFrame) -> Table:
    headings = ("attribute", "group", "figure", "verdict", "published", "computed")
    sheet = headed_table(f"{model}: published and computed", *headings, texts=4)
    rows = Words(WORDS).of(rows)
    repeated = rows["attribute"].eq(rows["attribute"].shift())
    for row in rows.assign(attribute=rows["attribute"].mask(repeated, "")).itertuples():
        style = "" if row.verdict == "equal" else "yellow" if row.ok else "bold red"
        computed = "" if pd.isna(row.computed) else f"{row.computed:.6f}"
        verdict = SHORT.get(row.verdict, row.verdict)
        cells = (row.attribute, row.group, row.figure, verdict, f"{row.published:g}", computed)
        sheet.add_row(*map(Text, cells), style=style)
    return sheet


def _print_conclusions(console: Console, model: str, judged: pd.DataFrame) -> None:
    headings = ("attribute", "recall", "precision", "the study", "the counts differ from it")
    sheet = headed_table(f"{model}: what separates the groups", *headings, texts=len(headings))
    attributes = [rows for _, rows in Words(WORDS).of(judged).groupby("attribute", sort=False)]
    for rows in attributes:
        first, cells = rows.iloc[0], [_statement(row) for row in rows.to_dict("records")]
        theirs = f"{first['study']}{_against(first['study_against'])}"
        style = "yellow" if first["difference"] else ""
        written = (first["attribute"], *cells, theirs, first["difference"])
        sheet.add_row(*map(Text, written), style=style)
    console.print(sheet)
    console.print(BANDS, highlight=False)
    for first in (rows.iloc[0] for rows in attributes):
        if first["flips"]:
            console.print(Text.assemble((f"{first['attribute']}: ", "bold"), first["flips"]))
        if first["difference"]:
            console.print(Text(f'The study ({first["where"]}): "{first["words"]}"', "yellow"))


def _statement(row: dict) -> str:
    return f"{amount(row)} ({band(row)})\n{said(row)}{_against(row['burdened'])}"


def _against(group: str) -> str:
    return f", against {group}" if group else ""


def _sentence(found: pd.DataFrame, off: int) -> str:
    counts = found["verdict"].value_counts()
    told = ", ".join(f"{verdict} ({count})" for verdict, count in counts.items())
    return f"{len(found)} published figures: {told}." + (
        f" {number_of(off, 'is', 'are')} off." if off else ""
    )
