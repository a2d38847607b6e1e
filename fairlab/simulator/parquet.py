"""Simulations that are larger than memory, written block by block."""

import os
from itertools import chain
from pathlib import Path

from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.table_rows import tables


def write_parquet(
    path: str | Path, rows: int, seed: int = 0, chunk: int = 65_536, **knobs: float
) -> None:
    """Write a simulation to a Parquet file, in memory that does not grow with the rows.

    Parameters
    ----------
    path : str or Path
        The file; it appears when it is complete.
    rows : int
        How many applications.
    seed : int
        The same seed gives the same rows.
    chunk : int
        The most rows in a row group; it changes no row.
    **knobs
        ``label_bias``, ``measurement_bias``, ``selection``, ``proxy``.

    Raises
    ------
    RequestError
        A setting is out of its range.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    parts = (
        pa.Table.from_pandas(frame, preserve_index=False)
        for frame in tables(SimulatorSettings(rows, seed, **knobs))
    )
    first = next(parts)
    draft = Path(f"{path}.draft")
    with ParquetWriter(draft, first.schema, compression="zstd") as writer:
        for part in chain([first], parts):
            writer.write_table(part, row_group_size=chunk)
    os.replace(draft, path)
