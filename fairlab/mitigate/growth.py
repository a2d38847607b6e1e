"""New rows for the cells of a table, made batch by batch and never all at once."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from fairlab.mitigate.cells import FAMILY, Cells
from fairlab.mitigate.inheritance import Attribute, Families
from fairlab.mitigate.neighbours import coordinates, two_of
from fairlab.mitigate.sampling import cell_rng


class Growth:
    """The new rows of a table, cell by cell; each walk over them makes the same ones anew.

    Every cell draws its parents, and each of its columns draws its values, from a generator of
    its own, so that no row depends on the other cells, the other columns or the batches.
    Neighbours are looked up once, for the parents that are drawn and inside their cell.

    Parameters
    ----------
    table : DataFrame of shape (n, columns)
        The rows to grow from, numbered from 0.
    y : Series of shape (n,)
        The class of each row.
    cells : Cells
        The cells of the table.
    synthetic : ndarray of int of shape (cells,)
        How many rows each is given.
    nearest : callable
        Finds near rows: ``(points, asked, rng=...) -> ndarray of shape (m, k)``.
    inherit : callable
        Gives values: ``(attribute, families, rng) -> array of shape (m,)``.
    bounded : bool
        Whether numbers stay in the range of their column.
    seed : int
        From which all generators are derived.
    batch_rows : int
        At most so many rows a batch.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        y: pd.Series,
        cells: Cells,
        synthetic: np.ndarray,
        nearest: Callable,
        inherit: Callable,
        bounded: bool,
        seed: int,
        batch_rows: int,
    ) -> None:
        self.table = table
        self.y = y
        self.cells = cells
        self.synthetic = synthetic
        self.inherit = inherit
        self.seed = seed
        self.batch_rows = batch_rows
        self.attributes = [self._attribute(column, bounded) for _, column in table.items()]
        self.near = self._look_up(nearest)

    def __len__(self) -> int:
        return int(self.synthetic.sum())

    def __iter__(self) -> Iterator[tuple[pd.DataFrame, pd.Series]]:
        start = len(self.table)
        for cell in np.flatnonzero(self.synthetic).tolist():
            for rows in self._batches(cell):
                index = pd.RangeIndex(start, start + len(rows))
                labels = self.y.iloc[np.repeat(self.cells.rows(cell)[0], len(rows))]
                yield rows.set_axis(index), labels.set_axis(index)
                start = index.stop

    def _batches(self, cell: int) -> Iterator[pd.DataFrame]:
        rows, parents = self.cells.rows(cell), self._parents(cell)
        lots, columns = self._rng(cell, "two"), self._columns(cell, rows)
        for first in range(0, len(parents), self.batch_rows):
            drawn = parents[first : first + self.batch_rows]
            if len(rows) < FAMILY:
                yield self.table.iloc[rows[drawn]]
            else:
                families = self._families(cell, drawn, lots)
                values = [self.inherit(attribute, families, rng) for attribute, rng in columns]
                yield self._frame(values)

    def _families(self, cell: int, drawn: np.ndarray, lots: np.random.Generator) -> Families:
        rows, near = self.cells.rows(cell), self.near[cell]
        # With two near rows there is nothing to draw: a parent has one family, however often.
        parents, of_row = _distinct(drawn) if near.shape[1] == 2 else (drawn, np.arange(len(drawn)))
        children = two_of(near[parents], lots)
        return Families(rows[np.vstack([parents, children.T])].T, of_row)

    def _parents(self, cell: int) -> np.ndarray:
        rng = self._rng(cell, "parents")
        return rng.integers(len(self.cells.rows(cell)), size=self.synthetic[cell])

    def _columns(self, cell: int, rows: np.ndarray) -> list[tuple[Attribute, np.random.Generator]]:
        names, cut = self.table.columns, self.cells.groups.cut
        return [
            (attribute.within(rows) if name in cut else attribute, self._rng(cell, "value", name))
            for name, attribute in zip(names, self.attributes, strict=True)
        ]

    def _rng(self, cell: int, *step: Any) -> np.random.Generator:
        return cell_rng(self.seed, self.cells.names[cell], *step)

    def _frame(self, values: list) -> pd.DataFrame:
        # Copying would gather the columns in one block, which costs as much as making them.
        frame = pd.DataFrame(dict(enumerate(values)), copy=False)
        return frame.set_axis(self.table.columns, axis=1)

    def _attribute(self, column: pd.Series, bounded: bool) -> Attribute:
        groups = self.cells.groups
        held = column.name in groups.attributes and column.name not in groups.cut
        return Attribute.of(column, held, bounded)

    def _look_up(self, nearest: Callable) -> dict[int, np.ndarray]:
        points = coordinates(self.table)
        near: dict[int, np.ndarray] = {}
        for cell in np.flatnonzero(self.synthetic).tolist():
            rows = self.cells.rows(cell)
            if len(rows) >= FAMILY:
                asked, _ = _distinct(self._parents(cell))
                found = nearest(points[rows], asked, rng=self._rng(cell, "ties"))
                near[cell] = np.zeros((len(rows), found.shape[1]), np.int32)
                near[cell][asked] = found
        return near


def _distinct(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give what numpy's unique gives with the inverse, without sorting."""
    seen = np.zeros(places.max() + 1, bool)
    seen[places] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[places]
