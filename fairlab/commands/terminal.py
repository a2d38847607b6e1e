"""Where a command prints: the terminal, which shows text as it is."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from fairlab.data.messages import plain

NARROWEST = 40


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
    """Print lines as they are, but for those that are empty."""
    console = terminal()
    for line in filter(None, lines):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def headed_table(title: str, *headings: str, texts: int = 1) -> Table:
    """Open a table of the one look that all commands have.

    Parameters
    ----------
    title, *headings : str
    texts : int
        How many columns hold texts, which stand to the left; numbers stand to the right.
    """
    shown = Text(plain(title), "bold") if title else None
    table = Table(
        title=shown, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for place, heading in enumerate(headings):
        justify: JustifyMethod = "left" if place < texts else "right"
        table.add_column(Text(plain(heading)), justify=justify, overflow="fold")
    return table


def say_headed(console: Console, heading: str, text: str) -> None:
    """Print a line with a heading."""
    console.print(f"{heading:<11}{text}", highlight=False, markup=False, soft_wrap=True)
