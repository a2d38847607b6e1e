"""The groups of people in a table of decisions: levels, bands of numbers, and intersections."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from fairlab.data.bands import usual_edges
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.rows_by_value import Counts, rows_by_value
from fairlab.data.groups import MISSING, Groups, is_continuous
from fairlab.data.messages import quoted, rows
from fairlab.data.traits import looks_like_age

AND = ", "


def groups_of(asked: Asked, frame: pd.DataFrame, counts: Counts | None = None) -> pd.DataFrame:
    """Name the group of each person, per attribute and per intersection that is asked for.

    Parameters
    ----------
    asked : Asked
    frame : DataFrame
        Without faults.
    counts : mapping of str to Series, optional
        See `rows_by_value`.

    Returns
    -------
    DataFrame of categoricals, shape (rows, attributes)
        Who has no value is in the group ``"missing"``, and in no intersection.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": list("fm"), "age": [20, 70]})
    >>> asked = Asked(groups=("sex", "age"), bands={"age": (25, 62)}, cross=(("sex", "age"),))
    >>> groups_of(asked, people).iloc[1].tolist()
    ['m', '62+', 'm, 62+']
    """
    edges = edges_of(asked, frame, counts)
    table = Groups.learn(frame, asked.groups, edges=edges).of(frame)
    for names in asked.cross:
        table[" * ".join(names)] = crossed(table[list(names)])
    return table


def edges_of(
    asked: Asked, frame: pd.DataFrame, counts: Counts | None = None
) -> dict[str, tuple[float, ...]]:
    """Say where each attribute that is a measurement is cut."""
    usual = {}
    for name in asked.groups:
        if name not in asked.bands and is_continuous(frame[name]):
            found = rows_by_value(frame, name, counts)
            values = pd.Series(found.index.to_numpy(float, na_value=np.nan), name=name)
            usual[name] = usual_edges(values, asked.smallest, found.to_numpy())
    return usual | dict(asked.bands)


def about_cuts(asked: Asked, frame: pd.DataFrame, counts: Counts | None = None) -> Iterator[str]:
    """Say where numbers are cut into groups where nobody said so.

    Parameters
    ----------
    asked, frame, counts
        As in `edges_of`.

    Examples
    --------
    >>> list(about_cuts(Asked(groups=("region",)), pd.DataFrame({"region": range(12)})))
    ['`region` is cut at 3, 6, 9, into quarters; write it as text if it is a code.']
    """
    for name, edges in edges_of(replace(asked, bands={}), frame, counts).items():
        if name in asked.bands or not edges:
            continue
        how = "as lenders group ages" if looks_like_age(name) else "into quarters"
        known = frame[name].dropna()
        whole = not looks_like_age(name) and bool((known % 1 == 0).all())
        advice = "; write it as text if it is a code" if whole else ""
        if known.between(0, 1).all() and not whole:
            advice = (
                f"; if it says how likely each person is of a group: --groups-probability "
                f"GROUPS={name}"
            )
        yield f"{quoted(name)} is cut at {AND.join(f'{edge:g}' for edge in edges)}, {how}{advice}."


def about_groups(asked: Asked, sizes: Mapping[str, pd.Series]) -> Iterator[str]:
    """Say who is in no group, and which groups are too small to be compared.

    Parameters
    ----------
    asked : Asked
    sizes : mapping of str to Series
        Of each attribute the rows of each group, NaN for no group.
    """
    for name, found in sizes.items():
        counts, in_none = found[found.index.notna()], found[found.index.isna()].sum()
        if counts.get(MISSING, 0):
            yield f"{quoted(name)} is missing in {rows(counts[MISSING])}: a group of their own."
        if in_none:
            yield f"{rows(in_none)} are in no group of {quoted(name)}."
        small = counts[(counts > 0) & (counts < asked.smallest)]
        all_held = len(counts[counts > 0]) <= 2 and asked.smallest == Asked.smallest
        if len(small) and not all_held:
            listed = AND.join(f"{level} ({count})" for level, count in small.items())
            yield (
                f"{quoted(name)}: groups of fewer than {asked.smallest} people are counted, and "
                f"compared with none: {listed}."
            )


def crossed(table: pd.DataFrame) -> pd.Categorical:
    """Join the groups of several attributes; who lacks one of them is in no intersection.

    Parameters
    ----------
    table : DataFrame of categoricals, shape (rows, attributes)

    Returns
    -------
    Categorical
        Levels joined by a comma, in the order of the attributes' own.

    Examples
    --------
    >>> crossed(pd.DataFrame({"sex": ["f", "m"], "age": ["old", "missing"]})).tolist()
    ['f, old', nan]
    """
    place = np.zeros(len(table), int)
    known = np.ones(len(table), bool)
    for name in table:
        levels = table[name].astype("category").cat
        known &= levels.codes.to_numpy() >= 0
        known &= table[name].to_numpy() != MISSING
        place = place * len(levels.categories) + levels.codes.to_numpy()
    names = names_of_crossed([table[name].astype("category").cat.categories for name in table])
    there = np.unique(place[known])
    codes = np.where(known, np.searchsorted(there, place), -1)
    return pd.Categorical.from_codes(codes, [names[at] for at in there])


def names_of_crossed(levels: Sequence[Iterable[object]]) -> list[str]:
    """Name every combination of the levels of several attributes, each by a name of its own.

    Parameters
    ----------
    levels : sequence of iterable
        Of each attribute.

    Returns
    -------
    list of str
        The levels of the last attribute change first. Where two names would be one, as levels
        hold the comma themselves, levels are quoted.

    Examples
    --------
    >>> names_of_crossed([["f", "m"], [1, 2]])
    ['f, 1', 'f, 2', 'm, 1', 'm, 2']
    >>> names_of_crossed([["a", "a, b"], ["c", "b, c"]])
    ['"a", "c"', '"a", "b, c"', '"a, b", "c"', '"a, b", "b, c"']
    """
    texts = [[str(level) for level in own] for own in levels]
    names = [AND.join(cell) for cell in product(*texts)]
    if len({*names}) == len(names):
        return names
    return [
        AND.join(json.dumps(text, ensure_ascii=False) for text in cell) for cell in product(*texts)
    ]
