"""Cells: the combinations of sensitive groups and class that occur in a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.groups import Groups
from fairlab.errors import DataError, nearest

FAMILY = 3  # a parent and its two nearest rows


def named_columns(
    X: pd.DataFrame, sensitive: str | int | Iterable | Mapping | Groups | None
) -> tuple[Any, ...]:
    """Name the sensitive columns, or say which one is not there.

    Parameters
    ----------
    X : DataFrame of shape (n, ...)
        The table with the sensitive columns in it.
    sensitive : str, int, iterable or mapping of these, or None
        The names of one or several columns; of a mapping its keys.

    Returns
    -------
    tuple of str or int

    Raises
    ------
    DataError
        When a sensitive attribute is not a column.

    Examples
    --------
    >>> named_columns(pd.DataFrame({"sex": [1], "age": [30]}), {"age": (25, 35)})
    ('age',)
    """
    names = () if sensitive is None else sensitive
    attributes = (names,) if isinstance(names, str | int) else tuple(names)
    for attribute in attributes:
        if attribute not in X.columns:
            known = nearest(attribute, X.columns)
            raise DataError(f"The sensitive attribute {attribute!r} is not a column. {known}")
    return attributes


def learn_groups(
    X: pd.DataFrame, sensitive: str | int | Iterable | Mapping | Groups | None
) -> Groups:
    """Learn the groups of the sensitive columns, or say which column is not there.

    Parameters
    ----------
    X : DataFrame of shape (n, ...)
        The table with the sensitive columns in it.
    sensitive : str, int, iterable or mapping of these, Groups, or None
        The names of one or several columns; a mapping says where their bands begin, and nothing
        of those that are taken by level or in halves. Groups that are known stay as they are.

    Returns
    -------
    Groups
        Of no attribute when there is no sensitive column.

    Raises
    ------
    DataError
        When a sensitive attribute is not a column.

    Examples
    --------
    >>> learn_groups(pd.DataFrame({"sex": [1, 2], "age": [30, 40]}), "sex").attributes
    ('sex',)
    """
    attributes = named_columns(X, sensitive)
    if isinstance(sensitive, Groups):
        return sensitive
    said = sensitive if isinstance(sensitive, Mapping) else {}
    return Groups.learn(X, attributes, edges={name: edges for name, edges in said.items() if edges})


@dataclass(frozen=True)
class Cells:
    """The cell of each row.

    Parameters
    ----------
    groups : Groups
        How rows fall into sensitive groups.
    names : tuple of str
        One per cell, such as ``"sex=1, label=0"``.
    labels : ndarray of shape (cells,)
        The class of each cell.
    of_row : ndarray of int of shape (n,)
        The number of each row's cell.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "f", "f", "m"]})
    >>> Cells.learn(people, np.array([0, 0, 1, 0]), "sex").names
    ('sex=f, label=0', 'sex=f, label=1', 'sex=m, label=0')
    """

    groups: Groups
    names: tuple[str, ...]
    labels: np.ndarray
    of_row: np.ndarray

    @classmethod
    def learn(
        cls, X: pd.DataFrame, y: np.ndarray, sensitive: str | int | Iterable | None
    ) -> "Cells":
        """Find the cells that occur; one that has no row is not a cell."""
        groups = learn_groups(X, sensitive)
        of_row, first = number_rows(groups.of(X), y)
        people = groups.of(X.iloc[first]).to_dict("records")
        names = (
            ", ".join(f"{a}={value}" for a, value in [*person.items(), ("label", label)])
            for person, label in zip(people, y[first], strict=True)
        )
        return cls(groups, tuple(names), y[first], of_row)

    @property
    def group_names(self) -> np.ndarray:
        """The combination of groups of each cell, such as ``"sex=f, "``; empty without any."""
        return np.array([name.rpartition("label=")[0] for name in self.names])

    def rows(self, cell: int) -> np.ndarray:
        """Give the positions of the rows of a cell, in their order."""
        return np.flatnonzero(self.of_row == cell)

    def plan(self, cap: float | None = None, targets: np.ndarray | None = None) -> pd.DataFrame:
        """Count what bringing every cell to the size of the largest asks for.

        Parameters
        ----------
        cap : float, optional
            At most so many new rows per row of the cell.
        targets : ndarray of int of shape (cells,), optional
            What each cell is brought to instead, at least its own size.

        Returns
        -------
        DataFrame
            A row per cell: ``cell``, ``rows``, ``target_rows``, ``synthetic``,
            ``share_synthetic`` (of the target rows) and a ``note``.
        """
        rows = np.bincount(self.of_row)
        wanted = (rows.max() if targets is None else targets) - rows
        allowed = wanted if cap is None else np.minimum(wanted, np.floor(cap * rows))
        synthetic = allowed.astype(int)
        copied = (rows < FAMILY) & (synthetic > 0)
        notes = [f"{n} row{'s' if n > 1 else ''}: copied" for n in rows]
        return pd.DataFrame(
            {
                "cell": list(self.names),
                "rows": rows,
                "target_rows": rows + synthetic,
                "synthetic": synthetic,
                "share_synthetic": synthetic / (rows + synthetic),
                "note": np.where(copied, notes, ""),
            }
        )


def in_words(plan: pd.DataFrame) -> str:
    """Say how many rows a plan makes.

    Parameters
    ----------
    plan : DataFrame
        As ``Cells.plan`` gives it.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> in_words(pd.DataFrame({"rows": [2, 9], "synthetic": [7, 0], "target_rows": [9, 9]}))
    'Balancing 2 cells of 2 to 9 rows makes 7 new rows from 11: 39% of 18 would be synthetic.'
    """
    rows, made, total = plan["rows"], plan["synthetic"].sum(), plan["target_rows"].sum()
    return (
        f"Balancing {len(plan)} cells of {rows.min():,} to {rows.max():,} rows makes {made:,} new "
        f"rows from {rows.sum():,}: {made / total:.0%} of {total:,} would be synthetic."
    )


def number_rows(groups: pd.DataFrame, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each combination of groups and class a number, sorted by group, then class.

    Parameters
    ----------
    groups : DataFrame of shape (n, attributes)
        Categorical columns.
    y : ndarray of shape (n,)
        The class of each row.

    Returns
    -------
    tuple of ndarray
        The number of each row's cell, and the first row of each cell.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["m", "f", "m"])})
    >>> of_row, first = number_rows(sex, np.array([1, 0, 1]))
    >>> of_row.tolist(), first.tolist()
    ([1, 0, 1], [1, 0])
    """
    codes = [groups[a].cat.codes for a in groups]
    keys = np.column_stack([*codes, np.unique(y, return_inverse=True)[1]])
    _, first, of_row = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return of_row.ravel(), first
