"""Where a command prints: the terminal, which shows text as it is."""

import re
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlab.data.messages import plain
from fairlab.system.folding_table import FoldingTable

NARROWEST = 40
LONGEST_NAME = 24  # letters of a line


class Terminal(Console):
    """A console that says of a reader who is gone that he is, where rich would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Leave the exit code to ``fairlab.launch.speak``."""
        raise BrokenPipeError


def terminal(stderr: bool = False) -> Console:
    """Open the terminal; ``:sun:`` in the name of a column stays what it is.

    Parameters
    ----------
    stderr : bool
        Whether what is printed is no result.
    """
    console = Terminal(stderr=stderr, emoji=False)
    if console.width < NARROWEST:  # COLUMNS=0, where nothing would be printed at all
        console.width = NARROWEST
    return console


def say(lines: Iterable[str]) -> None:
    """Print lines, but for those that are empty.

    On a terminal they are broken between words, except for commands, which are copied; what reads
    a pipe gets a line as one.
    """
    console = terminal()
    for line in filter(None, lines):
        whole = not console.is_terminal or "fairlab " in line
        console.print(line, markup=False, highlight=False, soft_wrap=whole)


def headed_table(title: str, *headings: str, texts: int = 1) -> FoldingTable:
    """Open a table whose title and headings may be names from a file.

    Parameters
    ----------
    title, *headings, texts
        As of `FoldingTable`.
    """
    return FoldingTable(plain(title), *(parted(plain(one)) for one in headings), texts=texts)


def add_named_row(table: Table, *cells: str, name: int = 0) -> None:
    """Add a row with the name of a column in it, which is broken in the middle of no word.

    Parameters
    ----------
    table : Table
    *cells : str
    name : int
        Which of them is the name.
    """
    table.columns[name].no_wrap = True
    shown = (parted(cell) if place == name else cell for place, cell in enumerate(cells))
    table.add_row(*map(Text, shown))


def parted(name: str) -> str:
    """Part a long name after its signs.

    Examples
    --------
    >>> parted("years_of_employment_in_the_present_company").splitlines()
    ['years_of_employment_in_', 'the_present_company']
    """
    lines = [""]
    for piece in re.findall(r"[^_.\- ]*[_.\- ]*", name):
        if lines[-1] and len(lines[-1] + piece) > LONGEST_NAME:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def say_headed(console: Console, heading: str, text: str, width: int = 11) -> None:
    """Print a line with a heading."""
    console.print(f"{heading:<{width}}{text}", highlight=False, markup=False, soft_wrap=True)
