"""A public table from its publisher to this machine: downloaded, unpacked, checked, kept."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from fairlab.data.fetch.cache import cached_file, is_cached, locked
from fairlab.data.fetch.checksum import checksum, matches
from fairlab.data.fetch.download import Progress, download, no_progress
from fairlab.data.fetch.entry import Entry, named
from fairlab.data.fetch.unpack import read_member
from fairlab.errors import DataError, RequestError


def fetch(
    name: str | Entry,
    folder: Path | None = None,
    accept_license: bool = False,
    progress: Progress = no_progress,
) -> Path:
    """Fetch a public table, once; what was cut off before is gone on with.

    The table gets its name only when its checksum is the pinned one. Processes that ask for the
    same table at once wait for the first.

    Parameters
    ----------
    name : str or Entry
        One of ``names()``, or an entry of your own.
    folder : Path, optional
        Where to keep it: ``$FAIRLAB_DATA`` when left out, or the user's cache folder.
    accept_license : bool
        Whether what the licence restricts has been read and accepted.
    progress : callable
        Told the bytes that have come, and all of them, None where unknown.

    Returns
    -------
    Path
        The file, as it was pinned.

    Raises
    ------
    RequestError
        There is no such table, or its licence restricts and was not accepted.
    DataError
        It cannot be fetched, is not what was pinned, or cannot be written.
    """
    entry = named(name) if isinstance(name, str) else name
    if is_cached(entry, folder):
        return cached_file(entry, folder)
    if entry.restricted and not accept_license:
        raise RequestError(
            f"{entry.name}: {entry.restricted}\n{entry.page}\n"
            f"If you accept that: fairlab data fetch {entry.name} --accept-license"
        )
    file = cached_file(entry, folder)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with locked(file):
            if not is_cached(entry, folder):
                _fetch_to(file, entry, progress)
    except OSError as error:
        raise DataError(
            f"{file.parent} cannot be written: {error.strerror}.\n"
            "Name another folder in the variable FAIRLAB_DATA."
        ) from error
    return file


def _fetch_to(file: Path, entry: Entry, progress: Progress) -> None:
    part = file.with_suffix(".part")
    download(entry.url, part, entry.download_limit, progress)
    try:
        table = _unpacked(part, entry) if entry.members else part
        _refuse_another(table, entry)
    except DataError:
        part.unlink(missing_ok=True)
        raise
    _make_lasting(table)
    os.replace(table, file)
    part.unlink(missing_ok=True)


def _unpacked(part: Path, entry: Entry) -> Path:
    table = part.with_suffix(".unpacked")
    table.write_bytes(read_member(part, entry.members, entry.table_limit))
    return table


def _refuse_another(table: Path, entry: Entry) -> None:
    if matches(table, entry.checksum):
        return
    found = checksum(table, entry.checksum.partition(":")[0])
    table.unlink()
    raise DataError(
        f"{entry.name}: what {urlsplit(entry.url).hostname} sent is not the table that was "
        f"pinned; nothing of it is kept.\nIts checksum is {found},\nnot {entry.checksum}."
    )


def _make_lasting(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
