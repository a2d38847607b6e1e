"""Look at a table before anything is known about it, and draft the settings that go with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.checks.number_faults import spoilt
from fairlab.data.columns import holds_dates, is_text, typed
from fairlab.data.decimal_sign import decimal_sign
from fairlab.data.draft import draft
from fairlab.data.free_text import is_free_text
from fairlab.data.guesses import is_called_id, looks_like_id, looks_like_target
from fairlab.data.messages import quoted, shown_level
from fairlab.data.mirrored_columns import mirrored
from fairlab.data.missing_words import words_among_numbers
from fairlab.data.table import read_frame
from fairlab.data.table_settings import read_settings
from fairlab.data.traits import looks_like_place, trait_of
from fairlab.errors import DataError


@dataclass(frozen=True)
class DescribedColumn:
    """What a look at one column tells.

    Parameters
    ----------
    name : str
        Its name.
    kind : str
        ``"whole number"``, ``"number"``, ``"true or false"``, ``"text"``, ``"date"`` or
        ``"other"``.
    missing : int
        Rows without a value.
    distinct : int
        Different values.
    example : str
        The first value.
    remark : str
        What is suspected of it: ``"target?"``, ``"sensitive?"``, ``"sensitive, too many levels?"``,
        ``"likely proxy?"``, ``"numbers?"``, ``"id?"``, ``"time?"``, ``"birth date?"``,
        ``"free text?"``, ``"one value"``, ``"empty"`` or nothing.
    trait : str
        The trait of a person that it seems to hold, such as ``"age"``, where it looks sensitive.
    """

    name: str
    kind: str
    missing: int
    distinct: int
    example: str
    remark: str
    trait: str = ""


@dataclass(frozen=True, eq=False)
class Description:
    """What a look at a table tells.

    Parameters
    ----------
    path : Path
        The file of the table.
    rows : int
        The number of rows.
    columns : tuple of DescribedColumn
        In the order of the table.
    labels : mapping of str to Series
        Rows per label, rarest last, of the columns that may be the target.
    reading : mapping of str to object
        The separator, decimal and na_values that the table was read with, where there are some.
    mirrors : tuple of str
        A sentence for each column that says what a column says that looks sensitive.
    spoilt : tuple of str
        A sentence for each column of text that looks like numbers.
    """

    path: Path
    rows: int
    columns: tuple[DescribedColumn, ...]
    labels: dict[str, pd.Series]
    reading: dict[str, Any]
    mirrors: tuple[str, ...] = ()
    spoilt: tuple[str, ...] = ()

    def frame(self) -> pd.DataFrame:
        """Return the table that is printed: a row per column.

        Returns
        -------
        DataFrame
            Texts, with the columns ``column``, ``type``, ``missing``, ``distinct``, ``example``,
            ``remark``.
        """
        rows = [
            (quoted(c.name)[1:-1], c.kind, self._missing(c), f"{c.distinct:,}", c.example,
             f"{c.remark} {c.trait}".strip())
            for c in self.columns
        ]  # fmt: skip
        headings = ["column", "type", "missing", "distinct", "example", "remark"]
        return pd.DataFrame(rows, columns=headings)

    def toml(self) -> str:
        """Draft the settings of the table, to be read and corrected by a person.

        Returns
        -------
        str
            TOML that ``read_settings`` reads.
        """
        return draft(self)

    def remarked(self, remark: str) -> list[str]:
        """List the columns with a remark.

        Parameters
        ----------
        remark : str
            As in ``DescribedColumn``.
        """
        return [column.name for column in self.columns if column.remark == remark]

    def _missing(self, column: DescribedColumn) -> str:
        return f"{column.missing:,} ({column.missing / max(self.rows, 1):.1%})"


def describe(
    path: str | Path, decimal: str | None = None, separator: str | None = None
) -> Description:
    r"""Look at a table.

    Parameters
    ----------
    path : str or Path
        A CSV or Parquet file, or the TOML file that names it.
    decimal, separator : str, optional
        As in ``read_table``.

    Raises
    ------
    DataError
        The file cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "loans.csv")
    ...     _ = file.write_text("geslacht,default\nm,0\nv,1\nv,0\n")
    ...     found = describe(file)
    >>> found.remarked("sensitive?"), found.remarked("target?")
    (['geslacht'], ['default'])
    """
    settings = read_settings(path)
    named = {"decimal": decimal, "separator": separator, "na_values": None}
    reading: dict[str, Any] = {key: value or settings.get(key) for key, value in named.items()}
    given = _first_read(settings["data"], reading)
    if reading["decimal"] is None and (sign := decimal_sign(given)):
        reading["decimal"] = sign
        given = read_frame(settings["data"], **reading)
    if words := words_among_numbers(given, reading["decimal"]):
        reading["na_values"] = [*(reading["na_values"] or ()), *words]
        given = read_frame(settings["data"], **reading)
    if not len(given):
        raise DataError(
            f"{Path(settings['data']).name} has a header and no rows; nothing is drafted."
        )
    frame = typed(given)
    frame.columns = frame.columns.astype(str)
    targets = _possible_targets(frame)
    columns = tuple(_look(str(name), frame[name], targets.get(str(name))) for name in frame)
    reading = {key: value for key, value in reading.items() if value}
    readable = [column for column in columns if column.kind != "other"]
    traits = [column.name for column in readable if column.remark == "sensitive?"]
    mirrors = tuple(mirrored(frame, traits, [column.name for column in readable]))
    texts = [column.name for column in columns if column.remark == "numbers?"]
    told = tuple(said for name in texts for said in spoilt(quoted(name), frame[name]))
    return Description(Path(settings["data"]), len(frame), columns, targets, reading, mirrors, told)


def _first_read(path: Path, reading: dict[str, Any]) -> pd.DataFrame:
    """Read a table; where 1.000 may be a thousand, other columns may tell the decimal sign."""
    try:
        return read_frame(path, **reading)
    except DataError:
        if reading["decimal"] is None:
            found = read_frame(path, **reading | {"decimal": "."})  # refused again if unreadable
            if decimal_sign(found) == ",":
                reading["decimal"] = ","
                return read_frame(path, **reading)
        raise


def _possible_targets(frame: pd.DataFrame) -> dict[str, pd.Series]:
    counts = {str(name): _counts(frame[name]) for name in frame if frame[name].dtype != object}
    whole = [name for name in counts if frame[name].notna().all()]
    return {name: counts[name] for name in whole if len(counts[name]) == 2}


def _counts(values: pd.Series) -> pd.Series:
    counts = values.value_counts()
    return counts[counts > 0]


def _look(name: str, values: pd.Series, labels: pd.Series | None) -> DescribedColumn:
    cells = values.dropna()
    distinct = cells.astype(str).nunique() if values.dtype == object else cells.nunique()
    kind = _kind(values)
    trait = trait_of(name, values) if kind != "other" else ""
    remark = _remark(name, values, distinct, kind, labels, trait)
    example = shown_level(cells.iloc[0]) if len(cells) else ""
    missing = int(values.isna().sum())
    trait = trait if remark.startswith("sensitive") else ""
    return DescribedColumn(name, kind, missing, distinct, example, remark, trait)


def _kind(values: pd.Series) -> str:
    if holds_dates(values):
        return "date"
    if is_text(values):
        return "text"
    kinds = {"b": "true or false", "i": "whole number", "u": "whole number", "f": "number"}
    return kinds.get(values.dtype.kind, "other")


def _remark(
    name: str, values: pd.Series, distinct: int, kind: str, labels: pd.Series | None, trait: str
) -> str:
    if distinct < 2:
        return "one value" if distinct else "empty"
    if labels is not None and looks_like_target(name, labels.index):
        return "target?"
    if kind == "date":
        return "birth date?" if trait == "birth" else "time?"
    if looks_like_place(name) and distinct > MOST_LEVELS:
        return "likely proxy?"
    if trait:
        many = kind == "text" and distinct > MOST_LEVELS
        return "sensitive, too many levels?" if many else "sensitive?"
    if kind == "text" and not is_called_id(name) and any(spoilt(name, values)):
        return "numbers?"
    if looks_like_id(name, values, distinct):
        return "id?"
    return "free text?" if kind == "text" and is_free_text(values) else ""
