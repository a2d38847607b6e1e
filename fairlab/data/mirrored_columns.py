"""Sensitive columns that say what another column says."""

from collections.abc import Iterator, Sequence

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

    Yields
    ------
    str

    Examples
    --------
    >>> people = pd.DataFrame({"white": [0, 1, 1, 0], "black": [1, 0, 0, 1], "x": [1, 2, 3, 3]})
    >>> list(mirrored(people, ["white", "black"]))
    ['`white` and `black` tell each other in every row: they are one attribute; audit one of them.']
    """
    seen = list(dict.fromkeys([*sensitive, *others]))
    for place, column in enumerate(sensitive):
        for other in seen[place + 1 :]:
            if other != column and _tell_each_other(frame[column], frame[other]):
                advice = "audit one of them" if other in sensitive else "a model sees it by both"
                yield (
                    f"{quoted(column)} and {quoted(other)} tell each other in every row: they are "
                    f"one attribute; {advice}."
                )


def _tell_each_other(one: pd.Series, other: pd.Series) -> bool:
    """Tell whether each value of either stands with one value of the other alone."""
    head = pd.DataFrame({"one": one.iloc[:_LOOKED_AT], "other": other.iloc[:_LOOKED_AT]})
    # To look at all pairs of columns whole would take seconds; the first rows tell most apart.
    return _is_one_to_one(head) and _is_one_to_one(pd.DataFrame({"one": one, "other": other}))


def _is_one_to_one(pair: pd.DataFrame) -> bool:
    codes = pd.DataFrame({name: pd.factorize(values)[0] for name, values in pair.items()})
    counts = codes.nunique()
    if not (1 < counts["one"] == counts["other"] <= MOST_LEVELS):
        return False
    return len(codes.drop_duplicates()) == counts["one"]
