"""A table read in pieces, in which cells that stand for a missing value are empty."""

from collections.abc import Iterator, Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from fairlab.data.chunks import Chunks
from fairlab.data.na_values import as_written


class EmptiedCells:
    """Another table without what stands for a missing value.

    Parameters
    ----------
    table : Chunks
    na_values : sequence of str
        See ``fairlab.read_table``.

    Examples
    --------
    >>> from fairlab.data.chunks.database_query import connected
    >>> with connected("sqlite://", "select 'f' as sex, -999 as age") as table:
    ...     emptied = EmptiedCells(table, ["-999"])
    ...     [piece.to_pydict() for piece in emptied.read(["sex", "age"])]
    [{'sex': ['f'], 'age': [None]}]
    """

    def __init__(self, table: Chunks, na_values: Sequence[str]) -> None:
        self.name, self.columns, self.rows = table.name, table.columns, table.rows
        self._table, self._missing = table, pa.array(as_written(na_values))

    def read(self, columns: Sequence[str], numbers: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Give the rows piece by piece."""
        for piece in self._table.read(columns, numbers):
            yield pa.record_batch(list(map(self._emptied, piece.columns)), names=list(columns))

    def typed(self, cells: Sequence) -> pd.Series:
        """Give distinct cells the type of their column."""
        return self._table.typed(cells)

    def _emptied(self, cells: pa.Array) -> pa.Array:
        missing = pc.is_in(cells.cast(pa.string()), value_set=self._missing)
        return pc.if_else(missing, pa.scalar(None, cells.type), cells)
