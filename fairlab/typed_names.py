"""Names in one text, as options take them: commas between, quotes around one that has a comma."""

import csv
from collections.abc import Iterable
from io import StringIO


def names_in(text: str | None) -> tuple[str, ...]:
    """Read the names in a text.

    Parameters
    ----------
    text : str or None
        As in a line of CSV.

    Returns
    -------
    tuple of str
        Without blanks around them; none that is empty.

    Examples
    --------
    >>> names_in('age, "amount, in EUR",')
    ('age', 'amount, in EUR')
    >>> names_in(None)
    ()
    """
    rows = csv.reader([text or ""], skipinitialspace=True)
    return tuple(name.strip() for row in rows for name in row if name.strip())


def names_as_typed(names: Iterable[str]) -> str:
    """Write names as :func:`names_in` reads them.

    Examples
    --------
    >>> names_as_typed(["age", "amount, in EUR"])
    'age,"amount, in EUR"'
    """
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(list(names))
    return line.getvalue()
