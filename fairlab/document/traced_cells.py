"""Figures as cells and sentences that carry their name and the runs they come from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from fairlab.compare.comparison import OF
from fairlab.document.asked_words import ASKED
from fairlab.document.evidence import Evidence
from fairlab.report.pages import Link, Page, Panel, Sheet, Traced

Runs = tuple[str, ...]
Columns = Mapping[int, str | tuple[str, str]]
GAP_VALUES: Columns = {
    2: "value_group",
    3: "value_rest",
    4: "estimate",
    5: ("low", "high"),
    6: "answer",
}
CHANGE_VALUES: Columns = {2: "before", 3: "after", 4: "estimate", 5: ("low", "high"), 6: "answer"}


def traced(name: str, value: Any, text: str, runs: Runs) -> Traced:
    """Make a figure; numbers of numpy become plain ones, and undefined ones None.

    Parameters
    ----------
    name : str
        Names it in the whole document.
    value : object
        Before it was rounded.
    text : str
        What is written.
    runs : tuple of str
        Names of sources.

    Examples
    --------
    >>> traced("rows", float("nan"), "n/a", ("runs of a",)).value is None
    True
    """
    return Traced(text, name, plain_value(value), runs)


def plain_value(value: Any) -> Any:
    """Give a value as JSON holds it."""
    if isinstance(value, list | tuple):
        return tuple(plain_value(one) for one in value)
    if isinstance(value, str) or value is None:
        return value
    number = float(value)
    if pd.isna(number) or number in (float("inf"), float("-inf")):
        return None if pd.isna(number) else str(number)
    return int(number) if number.is_integer() and not isinstance(value, float) else number


def said(name: str, sentence: str, runs: Runs) -> Traced:
    """Make a sentence that carries the runs it comes from, for the reader too."""
    return Traced(f"{sentence} ({', '.join(runs)})", name, sentence, runs)


def from_runs(text: str, runs: Runs) -> str:
    """Say below a heading where the figures of a table come from."""
    return f"{text} From the {' and the '.join(runs)}.".strip()


def statement_cells(
    prefix: str,
    rows: Iterable[Mapping[str, Any]],
    cells: Iterable[Sequence[str]],
    values: Columns,
    runs: Runs,
) -> Iterator[list[str]]:
    """Turn written statements into figures.

    Parameters
    ----------
    prefix : str
        Stands before their names.
    rows : iterable of mapping
        The statements.
    cells : iterable of sequence of str
        How each is written.
    values : mapping of int to str
        By the place of a cell the column that it is written from.
    runs : tuple of str
        Where they come from.
    """
    for row, written in zip(rows, cells, strict=True):
        about = "/".join(str(row[part]) for part in OF)
        yield [
            traced(f"{prefix}/{about}/{_word(values[at])}", _value(row, values[at]), text, runs)
            if at in values
            else text
            for at, text in enumerate(written)
        ]


def _word(column: str | tuple[str, str]) -> str:
    return column if isinstance(column, str) else "band"


def _value(row: Mapping[str, Any], column: str | tuple[str, str]) -> Any:
    return row[column] if isinstance(column, str) else [row[one] for one in column]


def words_panel(evidence: Evidence, *keys: str, title: str = "As written by a person") -> Panel:
    """Show what a person wrote, text by text.

    Parameters
    ----------
    evidence : Evidence
    *keys : str
        Of the texts.
    title : str
        Of the panel.
    """
    asked = {one.key: one for one in ASKED}
    rows = [(f"{asked[key].label} ({asked[key].point})", evidence.said.text(key)) for key in keys]
    return Panel(title, sheet=Sheet(("What", "In their words"), rows, texts=2))


def traced_on(page: Page) -> Iterator[tuple[str, Traced]]:
    """Find every figure of a page.

    Yields
    ------
    tuple
        The title of its section, and the figure.
    """
    top = [number for number, _ in page.figures]
    yield from (("", one) for one in [*top, *page.answer] if isinstance(one, Traced))
    for section in page.sections:
        cells: list[str | Link] = list(section.items)
        for panel in section.panels:
            cells += [cell for row in (panel.sheet.rows if panel.sheet else ()) for cell in row]
        yield from ((section.title, one) for one in cells if isinstance(one, Traced))
