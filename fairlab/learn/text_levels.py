"""Levels that are texts, and columns in which a reader has made numbers of them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from fairlab.errors import DataError


def refuse_other_kinds(values: pd.Series, known: Sequence[Any]) -> None:
    """Refuse codes such as "1" for 1, and 1 for "1": all of them would be unseen.

    Parameters
    ----------
    values : Series
        A column, or one of categories.
    known : sequence
        Its levels in training.

    Raises
    ------
    DataError
        When these are all texts, and the column holds numbers or booleans, or the other way round.

    Examples
    --------
    >>> refuse_other_kinds(pd.Series([22], name="zip"), ["0022"])
    Traceback (most recent call last):
    fairlab.errors.DataError: Column 'zip' held text in training and now holds int64, such as 22.
    Read it as text.
    """
    levels = getattr(values.dtype, "categories", None)
    if levels is None:
        levels = values.dropna().infer_objects()
    if len(levels) and pd.api.types.is_numeric_dtype(levels) and {*map(type, known)} == {str}:
        raise DataError(
            f"Column {values.name!r} held text in training and now holds {levels.dtype}, such as "
            f"{levels[:1].tolist()[0]!r}.\nRead it as text."
        )
    texts = len(levels) and pd.api.types.infer_dtype(levels) == "string"
    if texts and known and not any(isinstance(level, str) for level in known):
        raise DataError(
            f"Column {values.name!r} held numbers as levels in training and now holds text, such "
            f"as {levels[:1].tolist()[0]!r}.\nRead it as numbers."
        )
