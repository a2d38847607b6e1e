"""People as rows, and the same people as they are counted from a table in pieces."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

ROWS = 4000


def toy_table(rows: int = ROWS, seed: int = 1) -> pd.DataFrame:
    """Draw people of four attributes, of whom some have no label or no age."""
    rng = np.random.default_rng(seed)
    risk = rng.normal(size=rows)
    sex = np.where(rng.random(rows) < 0.3, "f", "m")
    age = rng.integers(18, 80, rows).astype(float)
    age[rng.random(rows) < 0.05] = np.nan
    region = rng.choice(["north", "south", "east", "west"], rows, p=[0.4, 0.3, 0.29, 0.01])
    job = rng.integers(0, 3, rows)
    score = (1 / (1 + np.exp(-risk - 0.3 * (sex == "f")))).round(2)
    y = (risk + rng.normal(size=rows) > 1.2).astype(float)
    return pd.DataFrame(
        {"y": y, "sex": sex, "age": age, "region": region, "job": job, "score": score}
    ).assign(flag=(score > 0.6).astype(int))


class Pieces:
    """A frame that is read in pieces."""

    name = "toy.parquet"

    def __init__(self, frame: pd.DataFrame, size: int = 700) -> None:
        self._size, self.columns, self.rows = size, tuple(frame), len(frame)
        self.replace(frame)

    def replace(self, frame: pd.DataFrame) -> None:
        """Give other rows from now on."""
        self._table = pa.Table.from_pandas(frame, preserve_index=False)

    def read(self, columns: Sequence[str], numbers: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Give the rows piece by piece."""
        wanted = self._table.select(list(columns))
        for name in numbers:
            at = wanted.schema.get_field_index(name)
            wanted = wanted.set_column(at, name, wanted[name].cast(pa.float64()))
        yield from wanted.to_batches(max_chunksize=self._size)

    def typed(self, cells: Sequence) -> pd.Series:
        """Give distinct cells as a column."""
        return pd.Series(cells)
