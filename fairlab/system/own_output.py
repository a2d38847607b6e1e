"""Whose file an output would replace: one of fairlab's own, or one that nobody may lose unasked."""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from operator import eq
from pathlib import Path
from typing import Any

from fairlab.errors import RequestError

# What figures say of themselves, without a date: the same bytes for the same figure.
METADATA: Any = {
    ".png": {"Software": "fairlab"},
    ".svg": {"Creator": "fairlab", "Date": None},
    ".pdf": {"Creator": "fairlab", "CreationDate": None},
}
_PAGE = b"<!doctype html>"
_MARKS = {  # how pages and figures begin, and what stands in those that are fairlab's
    _PAGE: rb'<meta name="generator" content="fairlab">',
    b"\x89PNG": rb"Software\0fairlab",
    b"<?xml": rb"<dc:creator>\s*<cc:Agent>\s*<dc:title>fairlab<",
    b"%PDF": rb"/Creator \(fairlab\)",
}
# Pages of 0.1.0 have no such mark, but one policy and one style sheet.
_PAGE_OF_0_1_0 = (
    _PAGE + rb"""
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"""
    rb".*:root { color-scheme: light dark; --page: #fff; --card: #f6f8fa;"
)
_MARKED = (".html", *METADATA)
_LOOKED_AT = 2**15  # bytes: a PDF is marked near its end, the others near their beginning
_KEYS = 2  # of JSON: many a file of others has one of ours
_UNREADABLE = (OSError, EOFError, ValueError, zlib.error)
_OVERWRITES: ContextVar[bool] = ContextVar("overwrites", default=True)  # as any library does


@contextmanager
def overwriting(asked: bool) -> Iterator[None]:
    """Say whether files of others may be replaced; in Python, where nobody says it, they may."""
    before = _OVERWRITES.set(asked)
    try:
        yield
    finally:
        _OVERWRITES.reset(before)


def may_overwrite() -> bool:
    """Tell whether files of others may be replaced."""
    return _OVERWRITES.get()


def refuse_foreign(path: Path, new: Path | None = None) -> None:
    """Refuse to replace a file that is not known to be an output of fairlab, unless asked to.

    Parameters
    ----------
    path : Path
        Where an older file may be.
    new : Path, optional
        What would replace it; before that is written, only what its name promises is held
        against it.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, overwriting(False):
    ...     notes = Path(folder, "notes.html")
    ...     _ = notes.write_text("<p>Mine")
    ...     try:
    ...         refuse_foreign(notes)
    ...     except RequestError as error:
    ...         print(str(error).replace(folder, "")[1:])
    notes.html is there, and not known to be an output of fairlab (7 bytes); it is left as it was.
    Name another file, or add --overwrite.
    """
    if may_overwrite() or not path.is_file() or not (size := path.stat().st_size):
        return
    if not _is_own(path, new):
        raise RequestError(
            f"{path} is there, and not known to be an output of fairlab ({size:,} bytes); it is "
            "left as it was.\nName another file, or add --overwrite."
        )


def _is_own(old: Path, new: Path | None) -> bool:
    try:
        if new is None:
            return _keeps_its_name(old)
        if _is_marked(new):
            return _is_marked(old)
        before, after = _opening(old), _opening(new)
        return bool(before and after) and all(map(eq, before, after))  # some hold no rows
    except _UNREADABLE:
        return False


def _keeps_its_name(old: Path) -> bool:
    suffix = old.suffix.lower()
    if suffix == ".json":
        return _opening(old)[0].startswith((b'"', b"{}"))
    return suffix not in _MARKED or _is_marked(old)


def _is_marked(path: Path) -> bool:
    with path.open("rb") as file:
        looked = file.read(_LOOKED_AT)
        file.seek(max(file.tell(), path.stat().st_size - _LOOKED_AT))
        looked += file.read()
    marks = [*_MARKS.items(), (_PAGE, _PAGE_OF_0_1_0)]
    return any(looked.startswith(kind) and re.search(mark, looked, re.S) for kind, mark in marks)


def _opening(path: Path) -> list[bytes]:
    """Give what files of one kind share: columns, the first keys of JSON, or a first line."""
    with path.open("rb") as file:
        kind = file.read(4)
    if kind == b"PAR1":
        from pyarrow.parquet import read_schema

        return _outermost(read_schema(path).names)
    with gzip.open(path) if kind.startswith(b"\x1f\x8b") else path.open("rb") as file:
        line = file.readline(_LOOKED_AT)
    keys = re.findall(rb'("(?:[^"\\]|\\.)*")\s*:', line)[:_KEYS] if line[:1] == b"{" else []
    return keys or _outermost(line.rstrip().split(b","))


def _outermost(columns: list) -> list:
    """Give the first and the last: between them stands what a person has kept beside scores."""
    return [*columns[:1], *columns[-1:]]
