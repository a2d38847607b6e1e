"""CSV files as one table, of which the wanted columns are read in pieces."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from fairlab.data.delimited import header_of, parsed_cells, separator_of
from fairlab.data.messages import quoted, shown
from fairlab.data.na_values import as_written
from fairlab.data.no_number import advice_about
from fairlab.data.twin_columns import refuse_twins
from fairlab.errors import DataError

TEXT = pa.dictionary(pa.int32(), pa.string())
_NO_NUMBER = re.compile(r"column #(\d+): .*conversion error to double: invalid value '(.*)'")
_BLOCK = 2**23  # bytes of a piece
_LOOKED_AT, _BYTES_LOOKED_AT = 20, 2**20


class DelimitedFiles:
    r"""CSV files with the same columns, plain or gzipped, one after the other.

    Parameters
    ----------
    files : sequence of Path
        At least one, in UTF-8; a cell does not hold the end of a line.
    name : str
        What the table is called.
    separator, decimal, na_values : optional
        See ``fairlab.data.read_table``.

    Raises
    ------
    DataError
        A file is no such text, or lacks a column of the first.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.csv")
    ...     _ = file.write_text("sex;score\nf;0,5\nm;1\n")
    ...     table = DelimitedFiles([file], "a", decimal=",")
    ...     [piece.to_pydict() for piece in table.read(["sex", "score"], ["score"])]
    [{'sex': ['f', 'm'], 'score': [0.5, 1.0]}]
    """

    rows: int | None = None

    def __init__(
        self,
        files: Sequence[Path],
        name: str,
        separator: str | None = None,
        decimal: str | None = None,
        na_values: Sequence[str] = (),
    ) -> None:
        self.name, self._files, self._decimal = name, list(files), decimal
        self._missing = ["", *as_written(na_values)]
        head = _head(self._files[0])
        self._separator = separator or separator_of(self._files[0], head)
        self.columns = tuple(self._header(self._files[0]))
        refuse_twins(self._files[0].name, self.columns)
        for file in self._files[1:]:
            if separator is None:
                self._refuse_another_separator(file)
            header = self._header(file)
            refuse_twins(file.name, header)
            lacking = [name for name in self.columns if name not in header]
            if lacking:
                raise DataError(
                    f"{file.name} has no column {quoted(lacking[0])}, which "
                    f"{self._files[0].name} has.\nName the files that belong together."
                )

    def read(self, columns: Sequence[str], numbers: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Give the rows piece by piece."""
        kinds = {name: pa.float64() if name in numbers else TEXT for name in columns}
        for file in self._files:
            yield from self._read(file, columns, kinds)

    def typed(self, cells: Sequence) -> pd.Series:
        """Give distinct cells of text as numbers, truth values or text."""
        return parsed_cells(pa.array(cells, pa.string()), self._decimal)

    def _refuse_another_separator(self, file: Path) -> None:
        found = separator_of(file, _head(file))
        if found != self._separator:
            raise DataError(
                f"{file.name} is separated by {found!r}, and {self._files[0].name} by "
                f"{self._separator!r}.\nSave them alike, or audit each by itself."
            )

    def _header(self, file: Path) -> list[str]:
        return [name.strip() for name in header_of(file, _head(file), self._separator)]

    def _read(
        self, file: Path, columns: Sequence[str], kinds: dict[str, pa.DataType]
    ) -> Iterator[pa.RecordBatch]:
        header, odd = self._header(file), []

        def keep(row: arrow_csv.InvalidRow) -> str:
            odd.append(row)
            return "error"

        with _words(file, odd, header), _opened(file) as stream:
            yield from arrow_csv.open_csv(
                stream,
                arrow_csv.ReadOptions(
                    block_size=_BLOCK, column_names=header, skip_rows_after_names=1
                ),
                arrow_csv.ParseOptions(delimiter=self._separator, invalid_row_handler=keep),
                arrow_csv.ConvertOptions(
                    column_types=kinds,
                    include_columns=list(columns),
                    null_values=self._missing,
                    strings_can_be_null=True,
                    decimal_point=self._decimal or ".",
                ),
            )


def _head(file: Path) -> list[str]:
    """Give the first lines."""
    try:
        with _opened(file) as stream:
            start = stream.read(_BYTES_LOOKED_AT)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{file.name} cannot be read: {error}.") from error
    text = start.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="ignore")
    if not text.strip() or "\0" in text:
        raise DataError(f"{file.name} is empty or no text in UTF-8; a header and rows are needed.")
    return list(islice(io.StringIO(text, newline=""), _LOOKED_AT))


def _opened(file: Path) -> io.BufferedIOBase:
    with file.open("rb") as looked_at:
        zipped = looked_at.read(2) == b"\x1f\x8b"
    return gzip.open(file) if zipped else file.open("rb")


@contextmanager
def _words(file: Path, odd: list[arrow_csv.InvalidRow], header: list[str]) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, EOFError, zlib.error, csv.Error) as error:
        if odd:
            raise DataError(
                f"{file.name}: a row has {odd[0].actual_columns} cells, where the header has "
                f"{len(header)}: {shown(odd[0].text)}.\nQuote cells that hold the separator."
            ) from error
        first = str(error).splitlines()[0]
        if cell := _NO_NUMBER.search(first):
            raise DataError(
                f"{file.name}: {quoted(header[int(cell[1])])} holds text, such as "
                f"{shown(cell[2])}; {advice_about(cell[2])}"
            ) from error
        raise DataError(f"{file.name} cannot be read: {first[:200]}.") from error
