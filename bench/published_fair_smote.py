"""Fair-SMOTE row by row, written from the paper's description: one neighbour query per new row.

Chakraborty, Majumder and Menzies (2021), section 4, as van der Pol (2026) retells it in section
5.2.1: "it starts by randomly selecting a parent point from a subgroup; then two data points
closest to it are selected; a new data point is generated based on the three."
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype
from sklearn.neighbors import NearestNeighbors


def new_rows(
    cell: pd.DataFrame, crossover: float, mutation: float, rng: np.random.Generator
) -> Iterator[dict]:
    """Make new rows of one cell, one after another and without end."""
    numbers = cell.select_dtypes(["number", "bool"]).astype(float)
    scaled = ((numbers - numbers.mean()) / numbers.std().replace(0, 1)).fillna(0).to_numpy()
    search = NearestNeighbors(n_neighbors=3).fit(scaled)
    kinds = {name: _kind(cell[name]) for name in cell}
    while True:
        parent = rng.integers(len(cell))
        near = search.kneighbors(scaled[[parent]], return_distance=False)[0]
        first, second = [row for row in near if row != parent][:2]
        p, c1, c2 = cell.iloc[parent], cell.iloc[first], cell.iloc[second]
        yield {
            name: _value(kinds[name], (p[name], c1[name], c2[name]), crossover, mutation, rng)
            for name in cell
        }


def _value(
    kind: str, family: tuple, crossover: float, mutation: float, rng: np.random.Generator
) -> object:
    parent, first, second = family
    if kind == "category":
        return family[rng.integers(3)]
    if rng.random() >= crossover:
        return parent
    if kind == "binary":
        return family[rng.integers(3)]
    value = parent + mutation * (first - second)
    return round(value) if kind == "whole" else value


def _kind(column: pd.Series) -> str:
    if column.nunique() <= 2:
        return "binary"
    if not is_numeric_dtype(column) or is_bool_dtype(column):
        return "category"
    return "whole" if is_integer_dtype(column) else "number"
