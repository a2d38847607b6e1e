"""The cells of a file of decisions, with the name and the hash by which it is found again."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from fairlab.data.chunks.found_files import is_parquet
from fairlab.data.table import read_frame
from fairlab.data.twin_columns import refuse_twins
from fairlab.errors import DataError

STANDARD_INPUT = "-"
MOST_ROWS = 50_000_000
_PARQUET = b"PAR1"


@dataclass(frozen=True, eq=False)
class DecisionFile:
    """A table as it was read.

    Parameters
    ----------
    name : str
        Of the file, without its folder.
    sha256 : str
        The hash of its bytes.
    frame : DataFrame
        Its cells.
    what : str
        What bears the name, as a sentence begins.
    """

    name: str
    sha256: str
    frame: pd.DataFrame
    what: str = "The file"


def read_decisions(
    path: str | Path,
    separator: str | None = None,
    decimal: str | None = None,
    most_rows: int = MOST_ROWS,
    ids: str | None = None,
    na_values: Sequence[str] = (),
) -> DecisionFile:
    r"""Read a CSV or Parquet file, or what comes through standard input.

    Parameters
    ----------
    path : str or Path
        ``-`` is standard input.
    separator, decimal : str, optional
        As in ``fairlab.read_table``.
    most_rows : int
        A Parquet file that says it has more is not opened.
    ids : str, optional
        The column of people's ids, of which no digit is lost.
    na_values : sequence of str
        As in ``fairlab.read_table``.

    Raises
    ------
    DataError
        There is no such file, or it is no such table.

    Examples
    --------
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "preds.csv")
    ...     _ = file.write_text("y,flag\n1,0\n")
    ...     read_decisions(file).frame.columns.tolist()
    ['y', 'flag']
    """
    if str(path) != STANDARD_INPUT:
        return _read(Path(path), Path(path).name, separator, decimal, most_rows, ids, na_values)
    raw = sys.stdin.buffer.read()
    with TemporaryDirectory() as folder:
        ending = "parquet" if raw.startswith(_PARQUET) else "csv"
        kept = Path(folder, f"standard-input.{ending}")
        kept.write_bytes(raw)
        try:
            return _read(kept, "standard input", separator, decimal, most_rows, ids, na_values)
        except DataError as error:
            raise DataError(str(error).replace(kept.name, "standard input")) from error


def _read(
    path: Path,
    name: str,
    separator: str | None,
    decimal: str | None,
    most_rows: int,
    ids: str | None,
    na_values: Sequence[str],
) -> DecisionFile:
    if path.is_file() and is_parquet(path):
        _refuse_many_rows(path, name, most_rows)
    frame = read_frame(path, decimal, separator, ids, na_values).reset_index(drop=True)
    refuse_twins(name, frame.columns)
    with path.open("rb") as file:
        return DecisionFile(name, file_digest(file, "sha256").hexdigest(), frame)


def _refuse_many_rows(path: Path, name: str, most: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        claimed = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError):  # the reader of the table says what is wrong with it
        return
    if claimed > most:
        raise DataError(
            f"{name} says that it has {claimed:,} rows, more than {most:,}.\n"
            f"Allow as many if it is right: --max-rows {claimed}"
        )
