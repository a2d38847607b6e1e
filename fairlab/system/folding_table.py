"""Tables that fold: where a terminal is too narrow for the columns, a row is stacked lines."""

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

READABLE = 9  # letters; sentences in less are ribbons
BETWEEN = 2  # blanks that the box and the padding take per column
APART, INDENT = 2, 3  # blanks between the figures of a stacked line, and before it


class FoldingTable(Table):
    """A table of the one look that all commands have.

    No number and no word is broken: where there is no room for that, each row is its first cell,
    and below it what the others hold, each after the heading of its column. A first cell that is
    empty stands for that above it.

    Parameters
    ----------
    title : str
    *headings : str
    texts : int
        How many columns hold texts, which stand to the left; numbers stand to the right.
    """

    def __init__(self, title: str, *headings: str, texts: int = 1) -> None:
        super().__init__(
            title=Text(title, "bold") if title else None, title_justify="left",
            box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), caption_justify="left",
        )  # fmt: skip
        self.texts = texts
        for place, heading in enumerate(headings):
            justify: JustifyMethod = "left" if place < texts else "right"
            self.add_column(Text(heading), justify=justify, overflow="fold")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print it as wide as its cells, narrower, or stacked."""
        room = options.max_width - BETWEEN * len(self.columns)
        bounds = [self._bounds(column, console, options) for column in self.columns]
        if sum(least for least, _ in bounds) > room:
            yield from self._stacked(console, options.max_width)
            return
        for column, width in zip(self.columns, _shared(bounds, room), strict=True):
            column.width = width
        yield from super().__rich_console__(console, options)

    def _bounds(self, column: Column, console: Console, options: ConsoleOptions) -> tuple[int, int]:
        """Give the least width at which a column is read, and that at which no cell is folded."""
        unbounded = options.update(width=1000)
        head = Measurement.get(console, unbounded, column.header)
        cells = [Measurement.get(console, unbounded, cell) for cell in column.cells]
        natural = max((cell.maximum for cell in cells), default=0)
        least = max((cell.minimum for cell in cells), default=0)
        if column._index >= self.texts or column.no_wrap:
            least = natural
        least = max(head.minimum, least, min(natural, READABLE))
        return least, max(least, natural, head.maximum)

    def _stacked(self, console: Console, width: int) -> Iterator[Text]:
        if self.title:
            yield Text(f"{self.title}\n", "bold")
        headings = [_one_line(column.header, console) for column in self.columns]
        for row, *cells in zip(self.rows, *(one.cells for one in self.columns), strict=True):
            first, *others = (_one_line(cell, console) for cell in cells)
            style = str(row.style or "")
            if first:
                yield Text(" ").append(first, f"bold {style}")
            yield stacked(headings[1:], others, width, style)
        if self.caption:
            yield Text(f"{self.caption}")


def stacked(headings: Sequence[str], cells: Sequence[str], width: int, style: str = "") -> Text:
    """Write the cells of a row one after the other, each after its heading and on one line.

    Parameters
    ----------
    headings, cells : sequence of str
        Cells that are empty are left out.
    width : int
        Of a line.
    style : str
        Of the cells.

    Examples
    --------
    >>> print(stacked(["rows", "flagged", "says"], ["30,000", ".051", "alike"], 32))
       rows: 30,000  flagged: .051
       says: alike
    """
    made, used = Text(), width
    for heading, cell in zip(headings, cells, strict=True):
        if not cell:
            continue
        said = f"{heading}: {cell}".removeprefix(": ")
        if used + APART + cell_len(said) <= width:
            made.append(" " * APART)
        else:
            made.append("\n" * bool(made) + " " * INDENT)
            used = INDENT - APART
        lines = wrap(said, width - used - APART, subsequent_indent="  ", break_on_hyphens=False)
        folded = f"\n{' ' * INDENT}".join(lines)
        made.append(folded[: len(heading)], "dim").append(folded[len(heading) :], style)
        used = width if lines[1:] else used + APART + cell_len(said)
    return made


def _shared(bounds: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Share out what the least widths leave, first to columns that lack little.

    Examples
    --------
    >>> _shared([(6, 6), (10, 18), (10, 60)], 60)
    [6, 18, 36]
    """
    widths, spare = [least for least, _ in bounds], room - sum(least for least, _ in bounds)
    lacking = sorted(range(len(bounds)), key=lambda place: bounds[place][1] - bounds[place][0])
    for waiting, place in zip(range(len(bounds), 0, -1), lacking, strict=True):
        given = min(bounds[place][1] - bounds[place][0], spare // waiting)
        widths[place] += given
        spare -= given
    return widths


def _one_line(cell: object, console: Console) -> str:
    """Undo the line breaks in a cell; those after the sign of a name stood for nothing."""
    said = cell.plain if isinstance(cell, Text) else console.render_str(str(cell)).plain
    return re.sub(r"(?<=[_.\- ])\n", "", said).replace("\n", " ")
