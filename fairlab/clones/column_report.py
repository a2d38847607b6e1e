"""Columns by which a clone could betray the attribute, and what was done with them."""

from math import nan

import pandas as pd

from fairlab.clones.asking import AskedModel
from fairlab.clones.cloning import Clones
from fairlab.clones.schema import Schema

TELLING = 0.3
DIFFERS, FOLLOWS, EQUAL = "differs", "follows", "kept equal"


def column_report(schema: Schema, clones: Clones, model: AskedModel) -> pd.DataFrame:
    """Say of every column of the profiles whether clones differ in it.

    Parameters
    ----------
    schema : Schema
        What the profiles were drawn from.
    clones : Clones
        What was made of them.
    model : AskedModel
        Who was asked.

    Returns
    -------
    DataFrame
        A row per column: ``column``; ``clones``: ``"differs"`` (an attribute), ``"follows"`` or
        ``"kept equal"``; ``strength``, how strongly it goes with the attributes in the data (0 to
        1, NaN where no data say); ``betrays``, whether it would tell the attribute: it was
        declared to follow, or the strength is at least 0.3; ``read``, whether the model reads it
        (None where that is not known).

    Examples
    --------
    >>> from fairlab.clones import AskedModel, draw_clones
    >>> from fairlab.clones.declared import schema_from
    >>> title = {"follows": "sex", "by": {"f": ["Mrs"], "m": ["Mr"]}}
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "title": title, "age": [20, 40]}})
    >>> clones = draw_clones(form, {"sex": ["f", "m"]}, 2)
    >>> column_report(form, clones, AskedModel("any", len))[["column", "clones", "betrays"]]
      column      clones  betrays
    0    sex     differs     True
    1  title  kept equal     True
    2    age  kept equal    False
    """
    rows = []
    for name, column in schema.columns.items():
        attribute = name in clones.combinations
        declared = bool(set(column.follows) & set(clones.combinations))
        rows.append(
            {
                "column": name,
                "clones": DIFFERS if attribute else FOLLOWS if name in clones.follow else EQUAL,
                "strength": nan if attribute else column.strength,
                "betrays": attribute or declared or column.strength >= TELLING,
                "read": model.reads(name),
            }
        )
    return pd.DataFrame(rows)
