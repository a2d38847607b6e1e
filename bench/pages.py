"""Tables in the pages of docs, between two marks, so that they are those of the kept CSV files."""

from pathlib import Path

import pandas as pd

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- measured: written by bench -->\n", "<!-- end -->\n"
HEADINGS = {
    "name": "",
    "ours_s": "ours (s)",
    "peer_s": "peer (s)",
    "ratio": "ratio",
    "goal": "goal",
    "version": "of",
    "note": "what was done",
}


def put(page: Path, made: str) -> None:
    """Replace what stands between the marks of a page."""
    text = page.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}{made}{END}{after}")


def between_marks(page: Path) -> str:
    """Give what stands between the marks of a page."""
    return page.read_text().split(BEGIN)[1].split(END)[0]


def as_markdown(table: pd.DataFrame) -> str:
    """Lay out a table in Markdown, numbers to three digits and what is missing as nothing."""
    rows = [list(map(str, table.columns)), *(map(cell, row) for row in table.to_numpy(object))]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(table.columns) + "|", *lines[1:], ""])


def performance(table: pd.DataFrame) -> pd.DataFrame:
    """Choose and name the columns of the table of measurements."""
    return table[list(HEADINGS)].rename(columns=HEADINGS)


def cell(value: object) -> str:
    if pd.isna(value):
        return ""
    return number(value) if isinstance(value, float | int) else str(value)


def number(value: float) -> str:
    return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 100 else f"{value:.3g}"
