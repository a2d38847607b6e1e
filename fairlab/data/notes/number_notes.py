"""What looks odd in a column of numbers."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.data.messages import quoted, rows, shown
from fairlab.data.stand_ins import may_stand_in, stands_apart
from fairlab.data.traits import looks_like_age

OLDEST = 120
_FEWEST = 10  # numbers with decimals


def odd_numbers(column: str, cells: pd.Series) -> Iterator[str]:
    """Say what looks odd in a column of numbers.

    Parameters
    ----------
    column : str
        Its name.
    cells : Series of numbers

    Yields
    ------
    str
        A sentence each.
    """
    low, high = cells.min(), cells.max()
    stand_ins = [end for end in (low, high) if may_stand_in(end)]
    for value in stand_ins:
        rest = cells[(cells != value) & cells.notna()]
        if stands_apart(value, rest):
            count = rows(int((cells == value).sum()))
            yield (
                f"{quoted(column)} is {value:g} in {count}, far from the other values; "
                "if it stands for missing, leave those cells empty or name it (--na-values)."
            )
    if not stand_ins and looks_like_age(column) and (low < 0 or high > OLDEST):
        yield f"{quoted(column)} goes from {low:g} to {high:g}; are all of them ages?"
    if cells.dtype.kind == "f" and _may_be_thousands(cells, low, high):
        example = shown(cells[cells % 1 != 0].iloc[0])
        yield (
            f"{quoted(column)} has three decimals wherever it has some ({example}); "
            'if the point parts thousands, say decimal = "," (--decimal ,).'
        )


def _may_be_thousands(cells: pd.Series, low: float, high: float) -> bool:
    """Tell whether numbers look like 1.234, with no cell of other decimals or below 1."""
    if not (low >= 0 and high < 1000):
        return False
    for some in (cells.head(1000), cells):
        number = some.to_numpy(float)
        number = number[~np.isnan(number)]
        parts = number[number % 1 != 0]
        thousandths = 1000 * parts
        exact = np.abs(thousandths - np.round(thousandths)) < 1e-6
        if len(parts) < _FEWEST or (parts < 1).any() or not exact.all():
            return False
        if (np.round(thousandths) % 10 == 0).mean() > 0.5:  # two decimals: money
            return False
    return True
