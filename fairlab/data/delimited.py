"""Delimited text as it is: only an empty cell is missing, and nothing is guessed silently."""

import csv
import gzip
import io
import zlib
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from fairlab.data.wording import rows, shown
from fairlab.errors import DataError

MOST_BYTES = 4 * 2**30
_SEPARATORS = ",;\t|"
_LOOKED_AT = 20
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?(?i:inf|infinity)$"
_ZERO_PADDED = r"^0\d+$"
_COMMA_NUMBER = r"^[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$"


def read_delimited(
    path: Path, separator: str | None = None, decimal: str | None = None
) -> pd.DataFrame:
    """Read a CSV file, plain or gzipped.

    Digits with a leading zero (postcodes) stay text. A column is one of numbers when all its
    cells are; a column of ``true`` and ``false`` without empty cells is boolean.

    Parameters
    ----------
    path : Path
        The file, in UTF-8.
    separator : str, optional
        What stands between cells; found among ``, ; tab |`` when left out.
    decimal : str, optional
        ``","`` where numbers are written as 1,5.

    Returns
    -------
    DataFrame
        Columns of numbers, booleans and text, named as in the header.

    Raises
    ------
    DataError
        The file is no such text; the message says where.
    """
    raw = _utf8(path, _bytes_of(path))
    head = list(islice(io.StringIO(_start(raw), newline=""), _LOOKED_AT))
    separator = separator or _separator(path, head)
    header = _header(path, head, separator)
    if len(header) < 2:
        raise DataError(
            f"{path.name}: one column found ({shown(header[0] if header else '')}).\n"
            'Say what separates the cells, for example separator = ";" (--separator ";").'
        )
    cells = _cells(path, raw, separator, len(header))
    columns = [_parsed(cells.column(i).combine_chunks(), decimal) for i in range(len(header))]
    frame = pd.concat(columns, axis=1)
    frame.columns = pd.Index([name.strip() for name in header])
    return frame


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if zipped else path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path.name} cannot be read: {error}.") from error
    if len(raw) > MOST_BYTES:
        limit = f"{MOST_BYTES / 2**30:.1f} GiB"
        raise DataError(f"{path.name} holds more than {limit} of text; save it as Parquet.")
    if not raw.strip():
        raise DataError(f"{path.name} is empty; a header and rows are needed.")
    return raw


def _utf8(path: Path, raw: bytes) -> bytes:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError(f"{path.name} is written in UTF-16; save it as CSV in UTF-8.")
    if raw[:4] == b"PK\x03\x04":
        raise DataError(f"{path.name} is a zip archive or a workbook; save the table as CSV.")
    if b"\0" in raw[:4096]:
        raise DataError(f"{path.name} is no text; save the table as CSV in UTF-8.")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path.name} is not in UTF-8: byte 0x{raw[error.start]:02x} in line {line}.\n"
            "Perhaps it is Windows-1252 or Latin-1; save it as CSV in UTF-8."
        ) from error
    return raw.removeprefix(b"\xef\xbb\xbf").strip(b"\r\n") + b"\n"


def _start(raw: bytes) -> str:
    return raw[: 2**20].decode("utf-8", errors="ignore")


def _separator(path: Path, head: list[str]) -> str:
    """Return the separator that gives most columns, in all lines if there is one."""
    widths = {separator: _widths(head, separator) for separator in _SEPARATORS}
    if not any(widths.values()):
        raise DataError(_too_long(path))

    def columns(separator: str) -> tuple[bool, int]:
        found = widths[separator] or [0]
        return min(found) == max(found) > 1, found[0]

    return max(_SEPARATORS, key=columns)


def _widths(head: list[str], separator: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(head, delimiter=separator) if row]
    except csv.Error:  # a line that another separator cuts may be too long as one cell
        return []


def _header(path: Path, head: list[str], separator: str) -> list[str]:
    try:
        return next(csv.reader(head, delimiter=separator), [])
    except csv.Error as error:
        raise DataError(_too_long(path)) from error


def _too_long(path: Path) -> str:
    return (
        f"{path.name}: one of the first cells is longer than {csv.field_size_limit():,} "
        "characters.\nIs a quote left open? Close it, or say what separates the cells "
        '(--separator ";").'
    )


def _cells(path: Path, raw: bytes, separator: str, width: int) -> pa.Table:
    odd: list[arrow_csv.InvalidRow] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    names = [str(place) for place in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(raw),
            arrow_csv.ReadOptions(column_names=names, skip_rows_after_names=1, use_threads=False),
            arrow_csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                invalid_row_handler=keep,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        raise DataError(f"{path.name} cannot be read: {str(error).splitlines()[0]}.") from error
    if odd:
        raise DataError(_uneven(path, odd, width))
    return table


def _uneven(path: Path, odd: list[arrow_csv.InvalidRow], width: int) -> str:
    return (
        f"{path.name}: {rows(len(odd))} without the {width} cells of the header.\n"
        f"Row {odd[0].number - 1} has {odd[0].actual_columns}: {shown(odd[0].text)}.\n"
        "Quote cells that hold the separator, or complete the file."
    )


def _parsed(cells: pa.Array, decimal: str | None) -> pd.Series:
    filled = cells.drop_null()
    trimmed = pc.utf8_trim_whitespace(filled)
    if decimal == "," and _all_match(trimmed, _COMMA_NUMBER):
        return _numbers(pc.replace_substring(pc.utf8_trim_whitespace(cells), ",", "."))
    if (
        _all_match(trimmed, _NUMBER)
        and not pc.any(pc.match_substring_regex(trimmed, _ZERO_PADDED)).as_py()
    ):
        return _numbers(pc.utf8_trim_whitespace(cells))
    if not cells.null_count and _all_match(trimmed, "^(?i:true|false)$"):
        return pc.equal(pc.utf8_lower(trimmed), "true").to_pandas()
    return cells.to_pandas()


def _all_match(cells: pa.Array, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(cells, pattern)).as_py() is not False


def _numbers(cells: pa.Array) -> pd.Series:
    plain = pc.replace_substring_regex(cells, r"^\+", "")
    try:
        return plain.cast(pa.int64()).to_pandas()
    except pa.ArrowInvalid:  # a fraction, or more than 64 bits
        return plain.cast(pa.float64()).to_pandas()
