"""Attributes of people that stand in a second file, joined by the id of a person."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data.messages import plain, quoted, rows, shown
from fairlab.errors import DataError, RequestError, nearest


def joined(
    name: str, frame: pd.DataFrame, key: str | None, beside: str, attributes: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Put the attributes beside the decisions.

    Parameters
    ----------
    name : str
        Of the file of decisions.
    frame : DataFrame
        The decisions.
    key : str
        The column of ids, in both.
    beside : str
        Of the file of attributes.
    attributes : DataFrame
        A row per person.

    Returns
    -------
    DataFrame
        The rows of ``frame``, with the columns of both.
    tuple of str
        Who was not found, in a sentence.

    Raises
    ------
    RequestError
        No id is named.
    DataError
        The files do not fit each other.

    Examples
    --------
    >>> people = pd.DataFrame({"id": [2, 3], "sex": ["f", "m"]})
    >>> frame = pd.DataFrame({"id": [1, 2]})
    >>> found, told = joined("preds.csv", frame, "id", "people.csv", people)
    >>> found["sex"].isna().tolist(), told
    ([True, False], ('Of 2 ids of `preds.csv` 1 not in `people.csv` (such as 1).',))
    """
    if key is None:
        raise RequestError(
            f"By what are {plain(name)} and {plain(beside)} joined? Name the column of ids: --id C"
        )
    faults = list(_faults(name, frame, key, beside, attributes))
    if faults:
        raise DataError("\n".join(faults))
    left, right = _as_text(frame[key]), _as_text(attributes[key])
    lost = ~left.isin(right)
    if lost.all():
        raise DataError(
            f"No {quoted(key)} of {plain(name)} (such as {shown(frame[key].iloc[0])}) is in "
            f"{plain(beside)} (such as {shown(attributes[key].iloc[0])}).\nAre they the same ids?"
        )
    found = attributes.drop(columns=key).set_axis(right).reindex(left).set_axis(frame.index)
    return pd.concat([frame, found], axis=1), tuple(_lost(name, frame[key], lost, beside))


def _lost(name: str, ids: pd.Series, lost: pd.Series, beside: str) -> Iterator[str]:
    if lost.any():
        yield (
            f"Of {len(ids):,} ids of {quoted(name)} {lost.sum():,} not in {quoted(beside)} (such "
            f"as {shown(ids[lost].iloc[0])})."
        )


def _faults(
    name: str, frame: pd.DataFrame, key: str, beside: str, attributes: pd.DataFrame
) -> Iterator[str]:
    for file, table in ((name, frame), (beside, attributes)):
        if key not in table:
            hint = nearest(key, table)
            yield f"{plain(file)}: there is no column {quoted(key)} (--id). {hint}"
    if key in attributes and (twice := attributes[key].duplicated()).any():
        yield (
            f"{plain(beside)}: {quoted(key)} stands twice in {rows(twice.sum())} (such as "
            f"{shown(attributes[key][twice].iloc[0])}); a row per person is needed."
        )
    both = [column for column in attributes if column in frame and column != key]
    if both:
        listed = ", ".join(map(quoted, both[:3]))
        yield f"{listed} stand in both files; leave them out of one."


def _as_text(ids: pd.Series) -> pd.Series:
    """Write ids so that 7, 7.0 and '7' are one."""
    if pd.api.types.is_float_dtype(ids) and (ids.dropna() % 1 == 0).all():
        ids = ids.astype("Int64")
    return ids.astype(str).str.strip()
