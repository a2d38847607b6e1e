"""A table that is read in pieces, opened by what a person names: files, a folder, or a database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fairlab.data.addresses import is_database
from fairlab.data.chunks import Chunks
from fairlab.data.chunks.emptied_cells import EmptiedCells
from fairlab.data.chunks.found_files import found_files, is_parquet
from fairlab.data.chunks.parquet_files import ParquetFiles
from fairlab.data.messages import plain
from fairlab.errors import DataError, RequestError

MOST_KEPT_ROWS, MOST_KEPT_BYTES = 5_000_000, 5 * 10**8  # of one file that is read whole


def is_large(path: str | Path) -> bool:
    """Tell whether a file has too many rows to be kept as a whole.

    Examples
    --------
    >>> is_large("no such file.csv")
    False
    """
    file = Path(path)
    if not file.is_file():
        return False
    if not is_parquet(file):
        return file.stat().st_size > MOST_KEPT_BYTES
    try:
        return ParquetFiles([file], file.name).rows > MOST_KEPT_ROWS
    except DataError:  # whoever reads it says what is wrong with it
        return False


@contextmanager
def opened(
    named: Sequence[str | Path],
    query: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    most_rows: int | None = None,
    *,
    na_values: Sequence[str] = (),
) -> Iterator[Chunks]:
    """Open a table.

    Parameters
    ----------
    named : sequence of str or Path
        Files, folders and globs, or the address of a database.
    query : str, optional
        What selects the columns in a database.
    separator, decimal : str, optional
        Of delimited text, see ``fairlab.read_table``.
    most_rows : int, optional
        Parquet files that say they have more together are not read.
    na_values : sequence of str
        What stands for a missing value, see ``fairlab.read_table``.

    Raises
    ------
    DataError
        It is no such table, or it says that it has more rows.
    RequestError
        A query is missing, or is no query of a database.
    """
    from fairlab.data.chunks.database_query import connected

    address = next((str(one) for one in named if is_database(str(one))), None)
    if address is None and query is not None:
        raise RequestError(
            "--query selects from a database.\nName it: --data postgresql://user@host/name"
        )
    if address is None:
        yield _opened_files(named, separator, decimal, most_rows, na_values)
    elif query is None or len(named) > 1:
        raise RequestError(
            'Say what to read from the database: --query "select ..."; name no table beside it.'
        )
    else:
        with connected(address, query) as table:
            yield _emptied(table, na_values)


def _opened_files(
    named: Sequence[str | Path],
    separator: str | None,
    decimal: str | None,
    most_rows: int | None,
    na_values: Sequence[str],
) -> Chunks:
    files, parquet = found_files(named)
    several = len(files) > 1
    name = f"{plain(str(named[0]))} ({len(files)} files)" if several else plain(files[0].name)
    if not parquet:
        from fairlab.data.chunks.delimited_files import DelimitedFiles

        return DelimitedFiles(files, name, separator, decimal, na_values)
    table = ParquetFiles(files, name)
    if most_rows is not None and table.rows > most_rows:
        raise DataError(
            f"{name}: it says that it has {table.rows:,} rows, more than {most_rows:,}.\n"
            f"Allow as many if that is right: --max-rows {table.rows}"
        )
    return _emptied(table, na_values)


def _emptied(table: Chunks, na_values: Sequence[str]) -> Chunks:
    return EmptiedCells(table, na_values) if na_values else table
