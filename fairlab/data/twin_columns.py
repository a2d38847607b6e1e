"""Columns that share a name, of which nobody can tell which one is meant."""

from collections.abc import Iterator, Sequence

from fairlab.data.messages import plain, quoted
from fairlab.errors import DataError


def twins(columns: Sequence) -> Iterator[str]:
    """Say which names are those of several columns.

    Examples
    --------
    >>> list(twins(["sex", "age", "sex"]))
    ['2 columns are called `sex` (columns 1, 3); rename them.']
    """
    known = list(columns)
    for column in dict.fromkeys(known):
        places = [place for place, name in enumerate(known, 1) if name == column]
        if len(places) > 1:
            where = f"(columns {', '.join(map(str, places[:5]))})"
            yield f"{len(places)} columns are called {quoted(column)} {where}; rename them."


def refuse_twins(name: str, columns: Sequence) -> None:
    """Refuse a table in which named columns share a name.

    Parameters
    ----------
    name : str
        Of the table.
    columns : sequence
        Their names; columns without one are no twins.

    Raises
    ------
    DataError
    """
    if told := list(twins([column for column in columns if str(column).strip()])):
        raise DataError(f"{plain(name)}: {' '.join(told[:3])}")
