"""Attributes of people that stand in a second file, joined by the id of a person."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data.decisions.person_ids import as_ids, id_faults
from fairlab.data.messages import plain, quoted, rows
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
        Who was not found, and who has no id, in sentences.

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
    left, right = as_ids(frame[key]), as_ids(attributes[key])
    lost = left.notna() & ~left.isin(right)
    if (lost | left.isna()).all():
        raise DataError(
            f"No {quoted(key)} of {plain(name)} (such as {_example(left)}) is in "
            f"{plain(beside)} (such as {_example(right)}).\nAre they the same ids?"
        )
    people = attributes.drop(columns=key).set_axis(right)[right.notna().to_numpy()]
    found = people.reindex(left).set_axis(frame.index)
    told = (*_without_id(name, key, left), *_without_id(beside, key, right))
    return pd.concat([frame, found], axis=1), (*_lost(name, left.dropna(), lost, beside), *told)


def _example(ids: pd.Series) -> str:
    return plain(ids.dropna().iloc[0]) if ids.notna().any() else "an empty cell"


def _without_id(name: str, key: str, ids: pd.Series) -> Iterator[str]:
    if empty := int(ids.isna().sum()):
        yield f"{quoted(key)} is empty in {rows(empty)} of {quoted(name)}, joined to none."


def _lost(name: str, ids: pd.Series, lost: pd.Series, beside: str) -> Iterator[str]:
    if lost.any():
        yield (
            f"Of {len(ids):,} ids of {quoted(name)} {lost.sum():,} not in {quoted(beside)} (such "
            f"as {plain(ids[lost[ids.index]].iloc[0])})."
        )


def _faults(
    name: str, frame: pd.DataFrame, key: str, beside: str, attributes: pd.DataFrame
) -> Iterator[str]:
    for file, table in ((name, frame), (beside, attributes)):
        if key not in table:
            hint = nearest(key, table)
            yield f"{plain(file)}: there is no column {quoted(key)} (--id). {hint}"
        else:
            yield from (f"{plain(file)}: {fault}" for fault in id_faults(key, table[key]))
    if key in attributes:
        yield from _twice(beside, key, as_ids(attributes[key]).dropna())
    both = [column for column in attributes if column in frame and column != key]
    if both:
        listed = ", ".join(map(quoted, both[:3]))
        yield f"{listed} stand in both files; leave them out of one."


def _twice(beside: str, key: str, ids: pd.Series) -> Iterator[str]:
    twice = ids.duplicated()
    if twice.any():
        yield (
            f"{plain(beside)}: {quoted(key)} stands twice in {rows(twice.sum())} (such as "
            f"{plain(ids[twice].iloc[0])}); a row per person is needed."
        )
