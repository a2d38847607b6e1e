"""What a query of a database gives, read in pieces; nothing is written there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import SQLITE_LIMIT_ATTACHED
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from fairlab.data.addresses import sqlite_file, without_password
from fairlab.data.chunks.found_files import refuse_absent
from fairlab.data.messages import quoted
from fairlab.errors import DataError, RequestError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

CHUNK = 50_000  # rows that are fetched at a time, as objects
SNAPSHOT: dict[str, dict[str, Any]] = {  # two readings must see the same rows
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    "mysql": {"isolation_level": "REPEATABLE READ"},
    "mariadb": {"isolation_level": "REPEATABLE READ"},
}
ONLY_READS = dict.fromkeys(("mysql", "mariadb"), "SET SESSION TRANSACTION READ ONLY")


class DatabaseQuery:
    """The rows that a query gives, within one transaction that only reads.

    Parameters
    ----------
    connection : Connection
        Of SQLAlchemy.
    query : str
        What selects the columns.
    name : str
        What is audited, without a password.

    Raises
    ------
    DataError
        The database does not answer the query, or two columns have one name.

    Examples
    --------
    >>> with connected("sqlite://", "select 'f' as sex, 1 as flag") as table:
    ...     table.columns, [piece.to_pydict() for piece in table.read(["flag"])]
    (('sex', 'flag'), [{'flag': [1]}])
    """

    rows: int | None = None

    def __init__(self, connection: "Connection", query: str, name: str) -> None:
        from sqlalchemy import text

        self._connection, self.name = connection, name
        # A colon in a query is no place for a parameter.
        self._query = text(query.strip().rstrip(";").replace(":", r"\:"))
        with self._asked() as result:
            self.columns = tuple(result.keys())
        if len(set(self.columns)) < len(self.columns):
            twice = next(name for name in self.columns if self.columns.count(name) > 1)
            raise DataError(
                f"The query gives two columns called {quoted(twice)}.\nName one of them: AS other"
            )

    def read(self, columns: Sequence[str], numbers: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Give the rows piece by piece."""
        places = [self.columns.index(name) for name in columns]
        with self._asked() as result:
            for rows in result.partitions(CHUNK):
                cells = list(zip(*rows, strict=True))
                made = [
                    _array(columns[at], cells[place], columns[at] in numbers)
                    for at, place in enumerate(places)
                ]
                yield pa.record_batch(made, names=list(columns))

    def typed(self, cells: Sequence) -> pd.Series:
        """Give distinct cells as a column."""
        return pd.Series(cells)

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._connection.execute(self._query) as result:
                if not result.returns_rows:
                    raise RequestError("The query gives no rows.\nWrite one that selects columns.")
                yield result
        except SQLAlchemyError as error:
            raise DataError(f"{self.name} does not answer the query: {_reason(error)}") from error


@contextmanager
def connected(address: str, query: str) -> Iterator[DatabaseQuery]:
    """Open a database, and give what a query selects in it.

    Parameters
    ----------
    address : str
        As SQLAlchemy writes it, such as ``postgresql://user:password@host/name``.
    query : str
        What selects the columns.

    Raises
    ------
    RequestError
        The address cannot be read, or the driver of its database is not installed.
    DataError
        There is no such file, or the database cannot be reached or does not answer.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    url, shown = _url(address), without_password(address)
    try:
        engine = create_engine(url, poolclass=NullPool)
    except (ImportError, SQLAlchemyError) as error:
        raise RequestError(
            f"Nothing installed reads {url.drivername}: {error}\nInstall its driver; for "
            'PostgreSQL: pip install "psycopg[binary]"'
        ) from error
    try:
        opened = engine.connect()
    except (SQLAlchemyError, OSError) as error:
        raise DataError(f"{shown} does not answer: {_reason(error)}") from None
    options = SNAPSHOT.get(url.get_backend_name(), {})
    with opened:
        streamed = opened.execution_options(stream_results=True, max_row_buffer=CHUNK, **options)
        if rule := ONLY_READS.get(url.get_backend_name()):
            streamed.exec_driver_sql(rule)
            streamed.rollback()  # it holds for the transactions that follow
        if url.get_backend_name() == "sqlite":  # attach and vacuum would make a file
            driver: Any = streamed.connection.driver_connection
            driver.setlimit(SQLITE_LIMIT_ATTACHED, 0)
        yield DatabaseQuery(streamed, query, shown)
        opened.rollback()


def _parsed(address: str) -> "URL":
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        if address.partition("?")[0].count("@") < 2:
            return make_url(address)
    except (ArgumentError, ValueError):
        pass
    raise RequestError(
        "The address of the database cannot be read.\n"
        "Write postgresql://user@host/name; in a password, / is written %2F and @ is written %40."
    )


def _url(address: str) -> "URL":
    """Take the driver that is installed with fairlab, where none is named."""
    url = _parsed(address)
    if url.drivername == "postgresql" and find_spec("psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if file := sqlite_file(address):
        return _only_read(url, refuse_absent(file))
    return url


def _only_read(url: "URL", file: Path) -> "URL":
    """Have SQLite open a file for reading alone, which also makes none."""
    place = file.absolute().as_uri()
    return url.set(database=place, query={**url.query, "mode": "ro", "uri": "true"})


def _reason(error: Exception) -> str:
    """Give the first line of what the database says; SQLAlchemy would add the query."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return said[0][:200] if said else type(error).__name__


def _array(name: str, cells: Sequence, number: bool) -> pa.Array:
    try:
        return (
            pa.array([float(cell) if cell is not None else None for cell in cells], pa.float64())
            if number
            else pa.array(cells)
        )
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise DataError(
            f"{quoted(name)} does not hold values of one kind: {error}.\nCast it in the query."
        ) from error
