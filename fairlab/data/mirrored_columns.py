"""Sensitive columns that say what another column says."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.messages import quoted

_LOOKED_AT = 1000


def mirrored(
    frame: pd.DataFrame, sensitive: Sequence[str], others: Sequence[str] = ()
) -> Iterator[str]:
    """Say which sensitive columns are told by another one, whichever groups a person is in.

    Parameters
    ----------
    frame : DataFrame
    sensitive : sequence of str
        Of these each is held against the others.
    others : sequence of str
        Further columns, such as features.

    Examples
    --------
    >>> people = pd.DataFrame({"white": [0, 1, 1, 0], "black": [1, 0, 0, 1], "x": [1, 2, 3, 3]})
    >>> list(mirrored(people, ["white", "black"]))
    ['`white` and `black` tell each other in every row: they are one attribute; audit one of them.']
    """
    seen = list(dict.fromkeys([*sensitive, *others]))
    # To look at all pairs of columns whole would take seconds; the first rows tell most apart.
    first = {column: _numbered(frame[column].iloc[:_LOOKED_AT]) for column in seen}
    for place, column in enumerate(sensitive):
        for other in seen[place + 1 :]:
            if (
                other != column
                and _tell_each_other(first[column], first[other])
                and _tell_each_other(_numbered(frame[column]), _numbered(frame[other]))
            ):
                advice = "audit one of them" if other in sensitive else "a model sees it by both"
                yield (
                    f"{quoted(column)} and {quoted(other)} tell each other in every row: they are "
                    f"one attribute; {advice}."
                )


def _numbered(values: pd.Series) -> tuple[np.ndarray, int]:
    """Give each value of a column a number, a missing one too, and count the values."""
    codes, levels = pd.factorize(values)
    return codes + 1, len(levels) + int((codes < 0).any())


def _tell_each_other(one: tuple[np.ndarray, int], other: tuple[np.ndarray, int]) -> bool:
    """Tell whether each value of either stands with one value of the other alone."""
    (codes, count), (others, as_many) = one, other
    if not (1 < count == as_many <= MOST_LEVELS):
        return False
    return len(np.unique(codes * (count + 1) + others)) == count
