"""How columns, values and rows are written in a message."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fairlab.data.level_names import plain_level

if TYPE_CHECKING:  # what lists options quotes columns too, and is there at once
    import pandas as pd

_LONGEST = 60
_MOST_SHOWN = 6


def quoted(name: object) -> str:
    r"""Write the name of a column on one line, whatever is in it.

    Parameters
    ----------
    name : object
        The name.

    Examples
    --------
    >>> quoted("age"), quoted("a" + chr(10) + "b")
    ('`age`', '`a\\nb`')
    """
    return f"`{plain(str(name))}`"


def begun(text: str) -> str:
    """Begin a sentence with a capital letter, and leave the names in it as they are.

    Examples
    --------
    >>> begun("recall by document, other against Dutch")
    'Recall by document, other against Dutch'
    """
    return text[:1].upper() + text[1:]


def shown(value: object) -> str:
    """Write a value as an example.

    Parameters
    ----------
    value : object
        A cell of a table.

    Examples
    --------
    >>> import numpy as np
    >>> shown("n/a"), shown(np.float64(0.5))
    ("'n/a'", '0.5')
    """
    return f"'{plain(value)}'" if isinstance(value, str) else plain(str(value))


def shown_level(level: object) -> str:
    """Write a level as an example: a whole number as such, also in a column of floats.

    Examples
    --------
    >>> shown_level("n/a"), shown_level(1.0)
    ("'n/a'", '1')
    """
    return shown(level) if isinstance(level, str) else plain(plain_level(level))


def counted(counts: "pd.Series") -> str:
    """Write levels with their numbers of rows.

    Parameters
    ----------
    counts : Series of int
        Rows per level.

    Examples
    --------
    >>> import pandas as pd
    >>> counted(pd.Series({"good": 300, "bad": 100}))
    "'good' (300), 'bad' (100)"
    """
    parts = [f"{shown_level(level)} ({count:,})" for level, count in counts.items()]
    return ", ".join(parts[:_MOST_SHOWN]) + (", ..." if len(parts) > _MOST_SHOWN else "")


def rows(count: int) -> str:
    """Write a number of rows.

    Parameters
    ----------
    count : int
        How many.

    Examples
    --------
    >>> rows(1), rows(6636)
    ('1 row', '6,636 rows')
    """
    return number_of(count, "row")


def number_of(count: int, one: str, more: str = "") -> str:
    """Write a number of anything, with a verb where one stands behind it.

    Parameters
    ----------
    count : int
        How many.
    one, more : str
        What one of them is called, and what several are; with an s if left out.

    Examples
    --------
    >>> number_of(1, "run"), number_of(2, "run"), number_of(1, "label is", "labels are")
    ('1 run', '2 runs', '1 label is')
    """
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def first_row(mask: Iterable[bool]) -> str:
    """Name the first row of those in a mask.

    Parameters
    ----------
    mask : iterable of bool
        True for the rows meant.

    Examples
    --------
    >>> first_row([False, True, True])
    'row 2'
    """
    import numpy as np

    return f"row {int(np.argmax(np.asarray(mask))) + 1}"


def plain(text: str) -> str:
    r"""Write a text on one line, short, and without what cannot be seen.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        At most 60 characters.

    Examples
    --------
    >>> print(plain("a" + chr(0x202E) + "b"))
    a\u202eb
    """
    seen = visible(text)
    return seen if len(seen) <= _LONGEST else seen[: _LONGEST - 3] + "..."


def visible(text: str) -> str:
    r"""Write what cannot be seen in a text, and may move a terminal's cursor, as it is written.

    Examples
    --------
    >>> print(visible(f"a{chr(27)}[31mb"))
    a\x1b[31mb
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
