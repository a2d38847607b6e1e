"""Which columns are read of somebody who is scored, where a transformer chooses by the data."""

from collections.abc import Iterable, Mapping

import pandas as pd

from fairlab.data import Dataset
from fairlab.experiment.fitted import FittedModel

NAME = "columns"


def columns_table(fitted: FittedModel, rows: Dataset) -> dict[str, pd.DataFrame]:
    """Lay out what a fitted transformer reads, and what it dropped on purpose.

    Parameters
    ----------
    fitted : FittedModel
    rows : Dataset
        Of the data that it learned from.

    Returns
    -------
    dict of str to DataFrame
        The table ``columns``: ``column``, whether it is ``read``, and ``why`` it was dropped; none
        where there is no transformer, as all features are read then.
    """
    if fitted.transformer is None:
        return {}
    why: Mapping[str, str] = getattr(fitted.transformer, "dropped_", {})
    names = list(rows.with_sensitive)
    table = {
        "column": names,
        "read": [name in fitted.features for name in names],
        "why": [why.get(name, "") for name in names],
    }
    return {NAME: pd.DataFrame(table)}


def columns_in(tables: Iterable[Mapping[str, pd.DataFrame]], dataset: Dataset) -> list[str]:
    """Name what any of some fits reads.

    Parameters
    ----------
    tables : iterable of mapping of str to DataFrame
        Those of each fit.
    dataset : Dataset

    Returns
    -------
    list of str
        In the order of the table; the features where no table says otherwise.
    """
    said = [found[NAME] for found in tables if NAME in found]
    if not said:
        return dataset.features
    read = {name for table in said for name in table.loc[table["read"], "column"]}
    return [name for name in dataset.with_sensitive if name in read]
