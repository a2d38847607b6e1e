"""What the rows that a model was trained on looked like, kept with it to hold new rows against."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data import Dataset
from fairlab.data.bands import Bands
from fairlab.data.columns import as_floats
from fairlab.data.groups import Groups
from fairlab.data.level_names import python_value

TRAINING_ROWS = "training_rows.json"
PARTS = 10  # in which the values of a number are counted, each with a tenth of the training rows


def describe_rows(dataset: Dataset, columns: tuple[str, ...]) -> dict[str, Any]:
    """Describe training rows as what JSON can hold.

    Parameters
    ----------
    dataset : Dataset
    columns : tuple of str
        Those that the model has to be given.

    Returns
    -------
    dict of str to object
        ``rows``; per column of numbers ``low``, ``high``, ``edges`` and ``counts`` between these,
        per column of levels ``levels`` and ``counts``, the last count being of missing values;
        of each sensitive attribute how it falls into ``groups``, with their sizes; and
        ``na_values``, what stood for a missing value.

    Examples
    --------
    >>> table = pd.DataFrame({"job": ["a", "b"] * 30, "age": range(60), "bad": [0, 0, 1] * 20})
    >>> found = describe_rows(Dataset("people", table, target="bad"), ("job", "age"))
    >>> found["columns"]["job"], found["columns"]["age"]["high"]
    ({'levels': ['a', 'b'], 'counts': [30, 30, 0]}, 59.0)
    """
    groups = dataset.groups()
    named = groups.of(dataset.frame)
    return {
        "rows": dataset.rows,
        "columns": {name: _column(dataset.frame[name]) for name in columns},
        "groups": {name: _attribute(groups, named[name]) for name in dataset.sensitive},
        "na_values": [*dataset.na_values],
    }


def count_levels(values: pd.Series, levels: list[Any]) -> tuple[np.ndarray, np.ndarray]:
    """Count the rows of each level, and say which rows have one that is not known.

    Parameters
    ----------
    values : Series of shape (n,)
    levels : list

    Returns
    -------
    counts : ndarray of int, shape (number of levels + 1,)
        The last is of missing values.
    unknown : ndarray of bool, shape (n,)
    """
    found, uniques = pd.factorize(values)
    places = pd.Index(levels, dtype=object).get_indexer(pd.Index(uniques, dtype=object))
    codes = np.append(places, len(levels))[found]  # a missing value is coded -1, the last place
    counts = np.bincount(codes[codes >= 0], minlength=len(levels) + 1)
    return counts, codes < 0


def count_numbers(numbers: np.ndarray, edges: list[float]) -> np.ndarray:
    """Count numbers between edges; the last count is of missing ones."""
    places = np.searchsorted(edges, numbers)
    last = len(edges) + 1
    return np.bincount(np.where(np.isnan(numbers), last, places), minlength=last + 1)


def groups_in(name: str, about: Mapping[str, Any]) -> Groups:
    """Restore how one attribute falls into groups."""
    cuts = {} if about["cut"] is None else {name: about["cut"]}
    labels = {name: dict(about["labels"])}
    bands = {name: Bands(**about["bands"])} if "bands" in about else {}
    return Groups((name,), cuts, labels, {name: about["levels"]}, bands)


def _column(values: pd.Series) -> dict[str, Any]:
    if isinstance(values.dtype, pd.CategoricalDtype):
        levels = values.cat.remove_unused_categories().cat.categories.tolist()
        return {"levels": levels, "counts": count_levels(values, levels)[0].tolist()}
    numbers = as_floats(values)
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return {"low": None, "high": None, "edges": [], "counts": [0, len(numbers)]}
    inner = np.arange(1, PARTS) / PARTS
    edges = np.unique(np.quantile(known, inner, method="lower")).tolist()
    counts = count_numbers(numbers, edges).tolist()
    return {"low": float(known.min()), "high": float(known.max()), "edges": edges, "counts": counts}


def _attribute(groups: Groups, named: pd.Series) -> dict[str, Any]:
    attribute = str(named.name)
    counts = named.value_counts()
    words = groups.labels.get(attribute, {})
    return {
        "cut": groups.cuts.get(attribute),
        "labels": [[python_value(level), word] for level, word in words.items()],
        "levels": [python_value(level) for level in groups.levels[attribute]],
        "counts": {str(name): int(rows) for name, rows in counts.items()},
        **({"bands": vars(groups.bands[attribute])} if attribute in groups.bands else {}),
    }
