"""Every value that the columns of a table of decisions have, where its rows are not kept."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.data.chunks import Chunks
from fairlab.data.chunks.survey import Survey, Watch, survey
from fairlab.data.columns import typed
from fairlab.data.decisions.asked import Asked


@dataclass(frozen=True, eq=False)
class Surveyed:
    """Every value that the columns of a table have.

    Parameters
    ----------
    seen : Survey
    frame : DataFrame
        Each column with each of its values, the first ones in the order of ``seen``, of the type
        of the column: what a value means does not depend on how often it is there.
    counts : mapping of str to Series
        Of each column the rows of its values, see `rows_by_value`.
    """

    seen: Survey
    frame: pd.DataFrame
    counts: Mapping[str, pd.Series]

    def codes(self, name: str, meant: np.ndarray) -> dict[object, int]:
        """Give what each cell of a column means, by the cells as they are read.

        Parameters
        ----------
        name : str
        meant : ndarray of int, shape (rows of ``frame``,)
        """
        return dict(zip(self.seen.levels[name], meant.tolist(), strict=False))


def surveyed(table: Chunks, asked: Asked, watch: Watch) -> Surveyed:
    """Read a table of decisions once.

    Parameters
    ----------
    table : Chunks
    asked : Asked
        Which column is what; those that are not there are left out.
    watch : callable
        Is told how many rows each piece had.

    Raises
    ------
    DataError
        A column has more values than can be kept.
    """
    there = list(dict.fromkeys(name for _, name in asked.columns() if name in table.columns))
    score = next((name for name in there if name in asked.scores), None)
    columns = [name for name in there if name not in asked.scores]
    label = asked.label if asked.label in columns else None
    seen = survey(table, columns, watch, score, label)
    found = {name: table.typed(list(levels)) for name, levels in seen.levels.items() if levels}
    if score and seen.scores and seen.rows:
        known = seen.scores.high >= seen.scores.low
        found[score] = pd.Series([seen.scores.low, seen.scores.high] if known else [np.nan])
    longest = max(map(len, found.values()), default=0)
    repeated = {
        name: own.iloc[np.arange(longest) % len(own)].reset_index(drop=True)
        for name, own in found.items()
    }
    frame = typed(pd.DataFrame(repeated, columns=there))
    return Surveyed(
        seen, frame, {name: _counts(frame[name], seen.levels[name]) for name in columns}
    )


def _counts(values: pd.Series, levels: Mapping[object, int]) -> pd.Series:
    """Count the rows of each value; two spellings of a number are one."""
    counts = pd.Series(list(levels.values()), values.iloc[: len(levels)].tolist(), dtype=np.int64)
    together = counts.groupby(level=0, dropna=False, sort=False).sum()
    return together.sort_values(ascending=False, kind="stable")
