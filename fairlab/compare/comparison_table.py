"""The comparison as tables in the terminal, and as text for a page."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
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
from fairlab.system.folding_table import stacked

GAP_COLUMNS = ("of whom", "measure", "first", "second", "gap", "band", "says")
CHANGE_COLUMNS = ("of whom", "measure", "before", "after", "change", "band", "says")
RULE, FOR_ANSWERS = "─", 14
WIDE = 80
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
    comparison: Comparison, every: bool = False, alike: bool = True, width: int = WIDE
) -> list[Text]:
    """Lay out a comparison for the terminal.

    Parameters
    ----------
    comparison : Comparison
    every : bool
        Whether gaps that a strategy does not change are listed too.
    alike : bool
        Whether gaps of the first strategy that are alike are, which the answer names.
    width : int
        Of a line; where columns find no room on it, a statement is stacked lines.

    Returns
    -------
    list of rich.text.Text
        The gaps of the first strategy, then a table per other strategy; a line per statement,
        and no head where none is listed.
    """
    first = comparison.against
    gaps = zip(records(comparison.gaps), gap_rows(comparison), strict=True)
    listed = [cells for row, cells in gaps if alike or row["answer"] != ALIKE]
    table = _table(f"{first}: gaps between groups", GAP_COLUMNS, listed, width)
    made = [table.append(_left_out(len(comparison.gaps) - len(listed), "alike"), "dim")]
    for strategy in comparison.strategies[1:]:
        own = comparison.changes_of(strategy)
        rows = zip(own, change_rows(comparison, strategy), strict=True)
        shown = [(r, cells) for r, cells in rows if every or not r["attribute"] or differs(r)]
        worse = [differs(row) and is_worse(row) for row, _ in shown]
        title = f"{strategy} against {first}"
        table = _table(title, CHANGE_COLUMNS, [cells for _, cells in shown], width, worse)
        left = _left_out(len(own) - len(shown), "about groups, where no change is shown")
        made.append(table.append(left, "dim"))
    return made


def _left_out(count: int, which: str) -> str:
    """Say how many statements are not printed, and where they are."""
    return f" (left out: {count} {which}; see the page)\n" if count else ""


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
    title: str,
    columns: Sequence[str],
    rows: Sequence[Cells],
    width: int,
    worse: Sequence[bool] = (),
) -> Text:
    """Write each row under whom it is of, as a line if all find room, or else as stacked lines."""
    short = {RANK_WORDS: "rank", **{rate.words: rate.short for rate in rates() if rate.short}}
    named = [(short.get(name, name), *cells) for _, name, *cells in rows]
    made, part = Text(f"\n{title}\n", "bold"), ""
    if not rows:
        return made
    head, *lines = _fitting([("", *columns[2:]), *named], width)
    if head:
        made.append(
            f"{head}{columns[-1]}\n  {RULE * min(cell_len(head) + FOR_ANSWERS, width - 2)}\n", "dim"
        )
    for place, (of, line, cells) in enumerate(
        zip((row[0] for row in rows), lines, named, strict=True)
    ):
        if of != part:
            made.append(f" {of}\n", "bold")
        part, style = of, _style(cells[-1], bool(worse) and worse[place])
        if line:
            made.append(line).append(f"{cells[-1]}\n", style)
        else:
            made.append(f"  {cells[0]}\n")
            made.append(stacked((*columns[2:-1], ""), cells[1:], width, style)).append("\n")
    return made


def _fitting(rows: Sequence[Cells], width: int) -> list[str]:
    """Lay out all but the last cells, so that each line has room; empty lines where none has."""
    sizes = [max(map(cell_len, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    for between in (2, 1):
        lines = [_line(row, sizes, " " * between) for row in rows]
        longest = max(cell_len(line + row[-1]) for line, row in zip(lines, rows, strict=True))
        if longest <= width:
            return lines
    return [""] * len(rows)


def _line(row: Cells, sizes: Sequence[int], between: str) -> str:
    """Put the name to the left and numbers to the right; why there is no band takes its place."""
    name, *numbers = row[:-1] if row[-2] else row[:-2]
    sized = zip(numbers, sizes[1:], strict=False)
    cells = [" " * (size - cell_len(cell)) + cell for cell, size in sized]
    return "  " + between.join([set_cell_size(name, sizes[0]), *cells]) + "  "


def _style(answer: str, worse: bool) -> str:
    if answer.startswith("differs"):
        return "bold red" if worse else "bold"
    return "dim" if answer.startswith("open") else "none"


def _value(row: dict[str, Any]) -> str:
    """Write a gap with its sign, and a level of accuracy without."""
    return amount(row) if row["attribute"] else figure(row, "estimate")
