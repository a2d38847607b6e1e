"""How many statements of a family differ, are alike and are open, in words."""

import pandas as pd

from fairlab.data.messages import number_of
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN


def counted(table: pd.DataFrame) -> str:
    """Count the answers of a family.

    Parameters
    ----------
    table : DataFrame
        Statements.

    Examples
    --------
    >>> counted(pd.DataFrame({"answer": ["differs", "alike", "open", "open", ""]}))
    '1 of 5 statements differs, 1 is alike, 2 are open, 1 is undefined'
    """
    told = [int(table["answer"].isin((DIFFERS, BEYOND)).sum())]
    told += [int((table["answer"] == name).sum()) for name in (ALIKE, OPEN)]
    told.append(len(table) - sum(told))
    named = (("differs", "differ"), ("is alike", "are alike"), ("is open", "are open"),
             ("is undefined", "are undefined"))  # fmt: skip
    words = [one if n == 1 else more for n, (one, more) in zip(told, named, strict=True)]
    first = f"{told[0]} of {number_of(len(table), 'statement')} {words[0]}"
    rest = [f"{n} {word}" for n, word in zip(told[1:], words[1:], strict=True) if n]
    return ", ".join([first, *rest])
