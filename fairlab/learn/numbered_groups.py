"""Groups of people as numbers, learned from the training rows."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from fairlab.data.groups import Groups
from fairlab.errors import DataError, RequestError


@dataclass(frozen=True)
class NumberedGroups:
    """How rows fall into the groups of each attribute, numbered from 0.

    Parameters
    ----------
    groups : Groups
    names : mapping of attribute to tuple of str
        The groups that the training rows have, in the order of their numbers.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "m", "f"]})
    >>> groups = NumberedGroups.learn(people)
    >>> groups.of(people, 3).ravel().tolist(), groups.names
    ([0, 1, 0], {'sex': ('f', 'm')})
    """

    groups: Groups
    names: dict[Any, tuple[str, ...]]

    @classmethod
    def learn(cls, features: Any) -> Self:
        """Learn the groups of the training rows; numbers of many values are cut in halves.

        Raises
        ------
        RequestError
            There is no attribute.
        """
        table = _as_frame(features)
        if not table.shape[1]:
            raise RequestError(
                "No sensitive attribute is named, so that there are no groups to treat alike.\n"
                "Name some: --sensitive gender,age on the command line, or a column each in "
                "sensitive_features."
            )
        groups = Groups.learn(table, tuple(table))
        named = groups.of(table)
        return cls(groups, {name: tuple(named[name].cat.categories) for name in named})

    def of(self, features: Any, rows: int) -> np.ndarray:
        """Give the number of each row's group in each attribute.

        Parameters
        ----------
        features : DataFrame or array of shape (rows, attributes)
        rows : int
            How many there are to be.

        Returns
        -------
        ndarray of int of shape (rows, attributes)
            -1 where the training rows have no such group.

        Raises
        ------
        DataError
            When there are more or fewer rows, or an attribute is missing.
        """
        table = _as_frame(features)
        if len(table) != rows:
            raise DataError(f"There are {rows} rows and groups of {len(table)}.")
        absent = [name for name in self.names if name not in table]
        if absent:
            raise DataError(f"The groups of the validation rows lack {absent[0]!r}.")
        named = self.groups.of(table)
        numbers = [pd.Index(known).get_indexer(named[name]) for name, known in self.names.items()]
        return np.column_stack(numbers)


def _as_frame(features: Any) -> pd.DataFrame:
    if isinstance(features, pd.Series):
        return features.to_frame()
    return features if isinstance(features, pd.DataFrame) else pd.DataFrame(np.asarray(features))
