"""How many people, and how many bad events, each combination of levels holds."""

from collections.abc import Sequence

import pandas as pd

from fairlab.compare.decided_people import GROUP


def counted_cells(people: pd.DataFrame, of: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    """Count people and bad events by each combination of levels of some attributes.

    Parameters
    ----------
    people : DataFrame
        ``y`` and ``group.<attribute>``.
    of : sequence of tuple of str
        The attributes that are crossed.

    Returns
    -------
    DataFrame
        ``attribute``, ``group``, ``rows`` and ``bad``; none of combinations that nobody has.

    Examples
    --------
    >>> people = pd.DataFrame({"y": [1, 0, 0], "group.sex": ["f", "m", "m"]})
    >>> counted_cells(people, [("sex",)]).to_numpy().tolist()
    [['sex', 'f', 1, 1], ['sex', 'm', 2, 0]]
    """
    found = [pd.DataFrame(columns=["attribute", "group", "rows", "bad"], dtype=object)]
    for attributes in of:
        columns = [f"{GROUP}{name}" for name in attributes]
        table = people.groupby(columns, observed=True, dropna=False)["y"].agg(["size", "sum"])
        levels = [", ".join(map(str, at if isinstance(at, tuple) else (at,))) for at in table.index]
        counts = {"rows": table["size"].to_numpy(int), "bad": table["sum"].to_numpy(int)}
        found.append(pd.DataFrame({"attribute": " * ".join(attributes), "group": levels, **counts}))
    return pd.concat(found[1:] or found, ignore_index=True)
