"""The comparison as tables in the terminal, and as text for a page."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from fairlab.audit.registry import rates
from fairlab.compare.comparison import Comparison
from fairlab.compare.statement_words import (
    RANK_WORDS,
    amount,
    band,
    differs,
    figure,
    groups,
    is_worse,
    measure,
    records,
    said,
    sides,
    whom,
)
from fairlab.data.messages import plain
from fairlab.stats.answers import ALIKE

GAP_COLUMNS = ("of whom", "measure", "first", "second", "gap", "band", "says")
CHANGE_COLUMNS = ("of whom", "measure", "before", "after", "change", "band", "says")
RULE = "─"
Cells = tuple[str, ...]


def gap_rows(comparison: Comparison) -> list[Cells]:
    """Write what separates the groups under the strategy that others are compared with.

    Returns
    -------
    list of tuple of str
        A row per statement under ``GAP_COLUMNS``.
    """
    return [
        (f"{plain(str(row['attribute']))}: {groups(row)}", measure(row), *sides(row), amount(row),
         band(row), said(row))
        for row in records(comparison.gaps)
    ]  # fmt: skip


def change_rows(comparison: Comparison, strategy: str) -> list[Cells]:
    """Write what a strategy changes: accuracy, then every gap before and after.

    Returns
    -------
    list of tuple of str
        A row per statement under ``CHANGE_COLUMNS``.
    """
    both = (comparison.against, strategy)
    return [
        (whom(row) or "accuracy", measure(row),
         *(_value(comparison.under(one, row)) for one in both),
         amount(row), band(row), said(row))
        for row in comparison.changes_of(strategy)
    ]  # fmt: skip


def comparison_tables(
    comparison: Comparison, every: bool = False, alike: bool = True
) -> list[Text]:
    """Lay out a comparison for the terminal.

    Parameters
    ----------
    comparison : Comparison
    every : bool
        Whether gaps that a strategy does not change are listed too.
    alike : bool
        Whether gaps of the first strategy that are alike are, which the answer names.

    Returns
    -------
    list of rich.text.Text
        The gaps of the first strategy, then a table per other strategy; a line per statement,
        and no head where none is listed.
    """
    first = comparison.against
    gaps = zip(records(comparison.gaps), gap_rows(comparison), strict=True)
    listed = [cells for row, cells in gaps if alike or row["answer"] != ALIKE]
    table = _table(f"{first}: gaps between groups", GAP_COLUMNS, listed)
    made = [table.append(_left_out(len(comparison.gaps) - len(listed), "that are alike"), "dim")]
    for strategy in comparison.strategies[1:]:
        own = comparison.changes_of(strategy)
        rows = zip(own, change_rows(comparison, strategy), strict=True)
        shown = [(r, cells) for r, cells in rows if every or not r["attribute"] or differs(r)]
        worse = [differs(row) and is_worse(row) for row, _ in shown]
        title = f"{strategy} against {first}"
        table = _table(title, CHANGE_COLUMNS, [cells for _, cells in shown], worse)
        left = _left_out(len(own) - len(shown), "about groups, where no change is shown,")
        made.append(table.append(left, "dim"))
    return made


def _left_out(count: int, which: str) -> str:
    """Say how many statements are not printed, and where they are."""
    return f" ({count} {which} are left out: see the page)\n" if count else ""


def markdown(comparison: Comparison) -> str:
    """Write a comparison as Markdown tables, every statement of it."""
    first = comparison.against
    parts = [_markdown(f"{first}: gaps between groups", GAP_COLUMNS, gap_rows(comparison))]
    for strategy in comparison.strategies[1:]:
        rows = change_rows(comparison, strategy)
        parts.append(_markdown(f"{strategy} against {first}", CHANGE_COLUMNS, rows))
    return "\n".join(parts)


def _markdown(title: str, columns: Sequence[str], rows: Sequence[Cells]) -> str:
    told = [[cell.replace("|", "\\|") for cell in cells] for cells in rows]
    lines = [f"| {' | '.join(cells)} |" for cells in (columns, ["---"] * len(columns), *told)]
    return f"### {title}\n\n" + "\n".join(lines) + "\n"


def _table(
    title: str, columns: Sequence[str], rows: Sequence[Cells], worse: Sequence[bool] = ()
) -> Text:
    """Write a line per row, each part under whom it is of; wide names widen no column."""
    head = ("", *columns[2:])
    short = {RANK_WORDS: "rank", **{rate.words: rate.short for rate in rates() if rate.short}}
    rows = [(of, short.get(name, name), *cells) for of, name, *cells in rows]
    lines = [head, *(cells[1:] for cells in rows)]
    width = [max(len(line[place]) for line in lines) for place in range(len(head) - 1)]
    made, part = Text(f"\n{title}\n", "bold"), ""
    if not rows:
        return made
    made.append(
        f"  {_line(head, width)}  {head[-1]}\n  {RULE * (sum(width) + 2 * len(width) + 16)}\n",
        "dim",
    )
    for place, (of, *cells) in enumerate(rows):
        if of != part:
            made.append(f" {of}\n", "bold")
        part, answer = of, cells[-1]
        if not cells[-2]:  # why there is no band stands in its place
            cells = cells[:-1]
        made.append(f"  {_line(cells[:-1], width)}  ", "none")
        made.append(f"{answer}\n", _style(answer, bool(worse) and worse[place]))
    return made


def _line(cells: Sequence[str], width: Sequence[int]) -> str:
    """Put names to the left and numbers to the right."""
    named, *others = zip(cells, width, strict=False)
    return "  ".join([named[0].ljust(named[1]), *(cell.rjust(size) for cell, size in others)])


def _style(answer: str, worse: bool) -> str:
    if answer.startswith("differs"):
        return "bold red" if worse else "bold"
    return "dim" if answer.startswith("open") else "none"


def _value(row: dict[str, Any]) -> str:
    """Write a gap with its sign, and a level of accuracy without."""
    return amount(row) if row["attribute"] else figure(row, "estimate")
