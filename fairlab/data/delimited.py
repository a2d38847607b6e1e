"""Delimited text as it is: only an empty cell is missing, and nothing is guessed silently."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from fairlab.data.messages import quoted, rows, shown
from fairlab.data.na_values import as_written
from fairlab.data.number_forms import NUMBERS, PERCENT, ZERO_PADDED
from fairlab.data.raw_text import read_text
from fairlab.data.thousands import part_thousands
from fairlab.data.whole_numbers import merge_as_floats
from fairlab.errors import DataError

_SEPARATORS = ",;\t|"
_LOOKED_AT = 20
_NAMED_SEPARATOR = re.compile(rb"sep=([^\w\s\"]|\t)\r?\n")


def read_delimited(
    path: Path,
    separator: str | None = None,
    decimal: str | None = None,
    ids: str | None = None,
    na_values: Sequence[str] = (),
) -> pd.DataFrame:
    """Read a CSV file, plain or gzipped.

    A first column without a name that numbers the rows is left out: it is a saved index.
    Digits with a leading zero (postcodes) stay text. A column is one of numbers when all its
    cells are, 17.3% among them, which is 0.173; a column of ``true`` and ``false`` without empty
    cells is boolean.

    Parameters
    ----------
    path : Path
        The file, in UTF-8.
    separator : str, optional
        What stands between cells; found among ``, ; tab |`` when left out.
    decimal : str, optional
        ``","`` where numbers are written as 1,5 or 1.234,5; ``"."`` where as 1,234.5.
    ids : str, optional
        A column that stays text where a float might not tell its values apart.
    na_values : sequence of str
        What stands for a missing value in any column, beside an empty cell.

    Returns
    -------
    DataFrame
        Columns of numbers, booleans and text, named as in the header.

    Raises
    ------
    DataError
        The file is no such text; the message says where.
    """
    raw = read_text(path)
    if named := _NAMED_SEPARATOR.match(raw):  # a first line for Excel
        raw, separator = raw[named.end() :], separator or named[1].decode()
    head = list(islice(io.StringIO(_start(raw), newline=""), _LOOKED_AT))
    separator = separator or separator_of(path, head)
    header = header_of(path, head, separator)
    cells = _cells(path, raw, separator, len(header), as_written(na_values))
    _refuse_a_second_header(path, cells, header)
    names = [name.strip() for name in header]
    texts = [column.combine_chunks() for column in cells.itercolumns()]
    if decimal is None:
        _refuse_points_in_thousands(path, names, texts)
    columns = [
        _read_cells(text, decimal, name == ids) for name, text in zip(names, texts, strict=True)
    ]
    frame = pd.concat(columns, axis=1)
    frame.columns = pd.Index(names)
    return frame.iloc[:, 1:] if _is_saved_index(names[0], columns[0]) else frame


def _is_saved_index(name: str, cells: pd.Series) -> bool:
    """Tell the numbers of the rows, which pandas writes in front when nobody says otherwise."""
    if name not in ("", "Unnamed: 0") or cells.dtype.kind != "i" or cells.empty:
        return False
    return cells.iloc[0] in (0, 1) and cells.tolist() == list(
        range(cells[0], cells[0] + len(cells))
    )


def _read_cells(cells: pa.Array, decimal: str | None, are_ids: bool) -> pd.Series:
    found = parsed_cells(cells, decimal)
    return cells.to_pandas() if are_ids and found.dtype.kind == "f" else found


def _refuse_points_in_thousands(path: Path, names: list[str], texts: list[pa.Array]) -> None:
    trimmed = map(pc.utf8_trim_whitespace, texts)
    found = [quoted(n) for n, cells in zip(names, trimmed, strict=True) if part_thousands(cells)]
    if found:
        raise DataError(
            f"{path.name} has numbers such as 1.000 in {', '.join(found)}: beside 500, or round.\n"
            "Say --decimal , where the point parts thousands, --decimal . where it parts decimals."
        )


def _start(raw: bytes) -> str:
    return raw[: 2**20].decode("utf-8", errors="ignore")


def separator_of(path: Path, head: list[str]) -> str:
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


def header_of(path: Path, head: list[str], separator: str) -> list[str]:
    """Return the cells of the first line, of which there are two at least."""
    try:
        header = next(csv.reader(head, delimiter=separator), [])
    except csv.Error as error:
        raise DataError(_too_long(path)) from error
    if len(header) < 2:
        raise DataError(_one_column(path, head, header[0] if header else "", separator))
    return header


def _one_column(path: Path, head: list[str], name: str, separator: str) -> str:
    likely = separator_of(path, head)
    if likely != separator and max(_widths(head[:1], likely), default=0) > 1:
        return (
            f"{path.name}: {separator!r} separates nothing in the first line, {likely!r} does.\n"
            f"Leave out the separator, or name that one (--separator '{likely}')."
        )
    widths = [max(_widths(head[1:], separator), default=0) for separator in _SEPARATORS]
    if max(widths) > 1:
        return (
            f"{path.name}: the first line has one cell ({shown(name)}), later ones {max(widths)}.\n"
            "Is it a title? Take it out: the first line names the columns."
        )
    sign = " " if name.count(" ") > 1 and len({line.count(" ") for line in head}) == 1 else ";"
    return (
        f"{path.name}: one column found ({shown(name)}).\n"
        f'Say what separates the cells, for example separator = "{sign}" (--separator "{sign}").'
    )


def _too_long(path: Path) -> str:
    return (
        f"{path.name}: one of the first cells is longer than {csv.field_size_limit():,} "
        "characters.\nIs a quote left open? Close it, or say what separates the cells, for example "
        'separator = ";" (--separator ";").'
    )


def _cells(path: Path, raw: bytes, separator: str, width: int, missing: Sequence[str]) -> pa.Table:
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
                null_values=["", *missing],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        raise DataError(f"{path.name} cannot be read: {str(error).splitlines()[0]}.") from error
    if odd:
        raise DataError(_uneven(path, odd, width))
    return table


def _refuse_a_second_header(path: Path, cells: pa.Table, header: list[str]) -> None:
    alike = pc.fill_null(pc.equal(cells.column(0), header[0]), False)
    for row in pc.indices_nonzero(alike.combine_chunks())[:_LOOKED_AT].to_pylist():
        if [column[row].as_py() or "" for column in cells.itercolumns()] == header:
            raise DataError(
                f"{path.name}: row {row + 1} repeats the header; were two files put together?\n"
                "Take that line out."
            )


def _uneven(path: Path, odd: list[arrow_csv.InvalidRow], width: int) -> str:
    return (
        f"{path.name}: {rows(len(odd))} without the {width} cells of the header.\n"
        f"Row {odd[0].number - 1} has {odd[0].actual_columns}: {shown(odd[0].text)}.\n"
        "Quote cells that hold the separator, or complete the file."
    )


def parsed_cells(cells: pa.Array, decimal: str | None) -> pd.Series:
    """Take cells of text for numbers or truth values, where all of them are."""
    trimmed = pc.utf8_trim_whitespace(cells)
    filled = trimmed.drop_null()
    for sign in dict.fromkeys([decimal, None]):
        if _all_match(filled, _whole(NUMBERS[sign])) and not _any_match(
            filled, _whole(ZERO_PADDED)
        ):
            return _numbers(_with_point(trimmed, sign))
    if not cells.null_count and _all_match(filled, "^(?i:true|false)$"):
        return pc.equal(pc.utf8_lower(filled), "true").to_pandas()
    if len(filled) and _all_match(filled, rf"\d{PERCENT}$"):
        of_hundred = parsed_cells(pc.replace_substring_regex(trimmed, rf"{PERCENT}$", ""), decimal)
        return (of_hundred / 100).round(12) if of_hundred.dtype.kind in "if" else cells.to_pandas()
    return cells.to_pandas()


def _with_point(cells: pa.Array, decimal: str | None) -> pa.Array:
    if decimal is None:
        return cells
    thousands = "," if decimal == "." else "."
    return pc.replace_substring(pc.replace_substring(cells, thousands, ""), decimal, ".")


def _all_match(cells: pa.Array, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(cells, pattern)).as_py() is not False


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _any_match(cells: pa.Array, pattern: str) -> bool:
    return pc.any(pc.match_substring_regex(cells, pattern)).as_py() is True


def _numbers(cells: pa.Array) -> pd.Series:
    plain = pc.replace_substring_regex(cells, r"^\+", "")
    try:
        whole = plain.cast(pa.int64())
    except pa.ArrowInvalid:  # a fraction, or more than 64 bits
        return cells.to_pandas() if _are_codes(plain) else plain.cast(pa.float64()).to_pandas()
    return cells.to_pandas() if merge_as_floats(whole) else whole.to_pandas()


def _are_codes(cells: pa.Array) -> bool:
    """Tell numbers of which a float could not tell one from the next, with or without fractions."""
    known = cells.drop_null()
    if _all_match(known, r"^-?\d{16,30}$"):
        return True
    fractions = _all_match(known, r"^-?\d{16,30}(\.\d+)?$")
    return fractions and len(known.cast(pa.float64()).unique()) < len(known.unique())
