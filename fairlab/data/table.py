"""The user's own table: CSV or Parquet, with the roles of its columns."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from shlex import quote
from typing import Any

import pandas as pd

from fairlab.data.bands import usual_edges
from fairlab.data.chunks.found_files import is_parquet, refuse_no_table
from fairlab.data.columns import typed
from fairlab.data.dataset import Dataset
from fairlab.data.free_text import free_text
from fairlab.data.groups import is_continuous
from fairlab.data.guesses import looks_like_target
from fairlab.data.meant_label import meant_label
from fairlab.data.messages import quoted
from fairlab.data.na_values import without
from fairlab.data.points_in_time import moments_as_said
from fairlab.data.table_settings import about_sensitive, read_settings, settings_file, stem
from fairlab.data.traits import trait_of
from fairlab.data.twin_columns import refuse_twins
from fairlab.data.unlabelled_rows import kept_apart
from fairlab.data.whole_numbers import merge_as_floats
from fairlab.errors import DataError, RequestError

_MOST_SHOWN = 4


def read_table(
    path: str | Path,
    *,
    target: str | None = None,
    positive: Any = None,
    sensitive: Sequence[str] | None = None,
    audit_only: Sequence[str] | None = None,
    balance: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    time: str | None = None,
    part: str | None = None,
    person: str | None = None,
    name: str | None = None,
    decimal: str | None = None,
    separator: str | None = None,
    labels: Mapping[str, Mapping] | None = None,
    words: Mapping[str, str] | None = None,
    bands: Mapping[str, Sequence[float]] | None = None,
    causes: Mapping[str, Any] | None = None,
    unlabelled: str | None = None,
    date_format: str | None = None,
    max_levels: int | None = None,
    na_values: Sequence[str] | None = None,
) -> Dataset:
    r"""Read a table and say what its columns are.

    What is left out is taken from the TOML file beside the table, if there is one; its bands and
    labels of columns that are sensitive there and not in this call are left out.

    Parameters
    ----------
    path : str or Path
        A CSV file (also gzipped), a Parquet file, or a TOML file that names one.
    target, positive, sensitive, audit_only, balance, ignore, time, part, person, name
        As in ``Dataset``. ``positive`` may be the text of a label: ``"1"`` finds 1. The name
        is by default that of the file.
    decimal : str, optional
        ``","`` where numbers are written as 1,5 or 1.234,5; ``"."`` where as 1,234.5.
    separator : str, optional
        What stands between the cells of a CSV file; found when left out.
    labels, words, causes
        As in ``Dataset``. Levels may be texts: ``{"sex": {"1": "male"}}``.
    bands
        As in ``Dataset``. Of other sensitive numbers they are ages as lenders group them (18-24,
        25-34, 35-44, 45-54, 55-61 and 62+, merged where few people are), else quarters.
    unlabelled : {"training"}, optional
        Rows whose target is missing are kept for training, see ``Dataset``; refused otherwise.
    date_format : str, optional
        How ``time`` is written, such as ``"%d/%m/%Y"``; found where it is clear.
    max_levels : int, optional
        Text with more levels is left out; when left out, text with nearly a level per row is.
    na_values : sequence of str, optional
        What stands for a missing value in any column: ``["NULL", "-999"]``.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        The file cannot be read, or the table cannot be used; all faults are listed.
    RequestError
        The settings are wrong, or no target is named.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> rows = "\n".join(f"{20 + i % 40},{'mf'[i % 2]},{int(i % 5 == 0)}" for i in range(100))
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "applications.csv")
    ...     _ = file.write_text("age,gender,fraud\n" + rows)
    ...     data = read_table(file, target="fraud", sensitive=["gender"])
    >>> data.name, data.rows, data.positives
    ('applications', 100, 20)
    """
    given = {
        "target": target, "positive": positive, "sensitive": sensitive, "audit_only": audit_only,
        "balance": balance, "ignore": ignore, "time": time, "part": part, "person": person,
        "name": name, "decimal": decimal, "separator": separator, "labels": labels, "words": words,
        "bands": bands, "causes": causes, "unlabelled": unlabelled, "date_format": date_format,
        "max_levels": max_levels, "na_values": na_values,
    }  # fmt: skip
    settings = read_settings(path)
    if sensitive is not None:
        settings = about_sensitive(settings, sensitive)
    settings.update({key: value for key, value in given.items() if value is not None})
    file = settings.pop("data")
    how = {key: settings.pop(key, None) for key in ("decimal", "separator", "na_values")}
    frame = read_frame(file, **how)
    settings["na_values"] = tuple(how["na_values"] or ())
    settings.setdefault("name", slug(stem(file)))
    if "target" not in settings:
        raise _no_target(file, frame, settings.get("sensitive", ()), settings_file(path))
    return _with_roles(file, frame, settings)


def read_frame(
    path: str | Path,
    decimal: str | None = None,
    separator: str | None = None,
    ids: str | None = None,
    na_values: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Read the cells of a table.

    Parameters
    ----------
    path : str or Path
        A CSV file (also gzipped) or a Parquet file.
    decimal, separator : str, optional
        As in ``read_table``.
    ids : str, optional
        A column that stays text where a float might not tell its values apart.
    na_values : sequence of str, optional
        As in ``read_table``.

    Returns
    -------
    DataFrame

    Raises
    ------
    DataError
        The file is missing or is no such table.
    """
    path = Path(path)
    if path.is_dir():
        raise DataError(f"{path} is a folder; name a file in it.")
    if is_parquet(refuse_no_table(path)):
        frame = _read_parquet(path, ids)
        return without(frame, na_values or ())
    from fairlab.data.delimited import read_delimited

    _refuse_separators(decimal, separator)
    return read_delimited(path, separator, decimal, ids, na_values or ())


def slug(text: str) -> str:
    """Make a dataset's name of any text.

    Parameters
    ----------
    text : str
        Such as the name of a file.

    Returns
    -------
    str
        1 to 64 letters, digits, ``-`` and ``_``.

    Examples
    --------
    >>> slug("../Café aanvragen (2026)"), slug("愛")
    ('Cafe-aanvragen-2026', 'table')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:64] or "table"


def _read_parquet(path: Path, ids: str | None) -> pd.DataFrame:
    if path.stat().st_size == 0:
        raise DataError(f"{path.name} is empty.")
    import pyarrow.parquet as pq

    try:
        refuse_twins(path.name, pq.read_schema(path).names)
        frame = _with_named_index(pd.read_parquet(path))
        for name in frame.columns[frame.isna().any()]:
            frame[name] = _whole_as_text(path, name, frame[name], always=name == ids)
        return frame
    except DataError:
        raise
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[0].replace(str(path), path.name)
        raise DataError(
            f"{path.name} cannot be read as Parquet; is it complete?\n{first[:200]}"
        ) from error


def _with_named_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Make columns of an index with names: in the file it is some."""
    named = [name for name in frame.index.names if name is not None]
    return frame.reset_index(level=named) if named else frame


def _whole_as_text(path: Path, name: str, read: pd.Series, always: bool) -> pd.Series:
    """Read whole numbers as texts where floats, as one is missing, would merge some."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    cells = pq.read_table(path, columns=[name])[name]
    if not pa.types.is_integer(cells.type) or not (always or merge_as_floats(cells)):
        return read
    return cells.cast(pa.string()).to_pandas().set_axis(read.index)


def _refuse_separators(decimal: str | None, separator: str | None) -> None:
    if decimal not in (None, ".", ","):
        raise RequestError(f'decimal must be "." or ",", not {decimal!r}.')
    if separator is not None and (
        len(separator) != 1 or separator in '"\r\n' or not separator.isascii()
    ):
        raise RequestError(f"separator must be one character of ASCII, not {separator!r}.")


def _with_roles(file: Path, frame: pd.DataFrame, settings: dict[str, Any]) -> Dataset:
    column = settings["target"]
    form, time = settings.pop("date_format", None), settings.get("time")
    if form and time and time in frame and frame.columns.is_unique:
        frame = frame.assign(**{time: moments_as_said(frame[time], form)})
    unread = free_text(frame, _with_a_role(settings), settings.pop("max_levels", None))
    settings["ignore"] = (*settings.get("ignore", ()), *unread)
    if settings.pop("unlabelled", None) and column in frame and frame.columns.is_unique:
        frame, settings["unlabelled"] = kept_apart(frame, column)
    if "positive" in settings and column in frame and frame.columns.is_unique:
        labels = frame[column].dropna().unique().tolist()
        settings["positive"] = meant_label(settings["positive"], labels)
    if "labels" in settings:
        words = settings["labels"].items()
        settings["labels"] = {name: _by_level(frame, name, of) for name, of in words}
    settings["bands"] = _usual_bands(frame, settings) | dict(settings.get("bands", {}))
    return Dataset(frame=frame, file=file.name, **settings)


def _usual_bands(frame: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, tuple[float, ...]]:
    """Cut attributes that are numbers where nobody says how: as a file of decisions is cut."""
    if not frame.columns.is_unique:
        return {}
    named = {*settings.get("sensitive", ())} - {*settings.get("bands", {})}
    own = typed(frame[[name for name in frame if name in named]])
    found = {name: usual_edges(own[name]) for name in own if is_continuous(own[name])}
    return {name: edges for name, edges in found.items() if edges and all(map(isfinite, edges))}


def _with_a_role(settings: Mapping[str, Any]) -> set[str]:
    single = {settings.get(role) for role in ("target", "time", "part", "person")}
    listed = (settings.get(role) or () for role in ("sensitive", "audit_only", "balance", "ignore"))
    return {str(name) for names in (single, *listed) for name in names if name}


def _by_level(frame: pd.DataFrame, column: str, words: Mapping) -> dict:
    """Find the levels that are meant; a key of TOML is always a text."""
    if column not in frame or not frame.columns.is_unique:
        return dict(words)  # for the checks to refuse
    levels = frame[column].dropna().unique().tolist()
    return {meant_label(level, levels): word for level, word in words.items()}


def _no_target(
    file: Path, frame: pd.DataFrame, sensitive: Sequence[str], written: Path | None
) -> RequestError:
    columns = typed(frame)
    two = [
        column
        for column in columns
        if columns[column].dtype != object
        and columns[column].nunique() == 2
        and column not in sensitive
        and not trait_of(str(column), columns[column])
    ]
    likely = [c for c in two if looks_like_target(str(c), columns[c].unique())] or two
    hint = f" Is it {' or '.join(map(quoted, likely[:_MOST_SHOWN]))}?" if likely else ""
    if written:
        return RequestError(
            f"{written.name} does not say which column is to be predicted: set target in it."
            f"{hint}\nSay too which label is the bad event: positive."
        )
    lack = f"{file.name}: name the column to predict:"
    draft = f"{hint}\nOr let `fairlab data describe {quote(file.name)}` draft the settings."
    return RequestError(f'{lack} target="...".{draft}', f"{lack} --target COLUMN.{draft}")
