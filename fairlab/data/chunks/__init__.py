"""Tables that are read in pieces, since they may be larger than memory (docs/decisions/0015)."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import pandas as pd
import pyarrow as pa

CHUNK = 2**17  # rows of a piece


class Chunks(Protocol):
    """A table that is read in pieces, as often as one likes, each time the same.

    Parameters
    ----------
    name : str
        What it is called, fit to be shown.
    columns : tuple of str
        Their names.
    rows : int or None
        How many it says to hold, where that is known before it is read.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def rows(self) -> int | None: ...  # noqa: D102

    def read(self, columns: Sequence[str], numbers: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Give the rows piece by piece, with these columns; ``numbers`` of them as float64."""
        ...

    def typed(self, cells: Sequence) -> pd.Series:
        """Give distinct cells of one column the type that the column has."""
        ...
