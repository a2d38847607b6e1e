"""Where a command prints: the terminal, which shows text as it is."""

from rich.console import Console


def terminal(stderr: bool = False) -> Console:
    """Open the terminal; ``:sun:`` in the name of a column stays what it is.

    Parameters
    ----------
    stderr : bool
        Whether what is printed is no result.
    """
    return Console(stderr=stderr, emoji=False)
