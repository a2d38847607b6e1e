"""Where fetched tables are kept, and who may write there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairlab.data.fetch.checksum import matches
from fairlab.data.fetch.entry import Entry


def cached_file(entry: Entry, folder: Path | None = None) -> Path:
    """Name the file in which a table is kept, whether it is there or not.

    Parameters
    ----------
    entry : Entry
        The table. Its pinned checksum is part of the name, so that another version never
        takes the place of this one.
    folder : Path, optional
        ``$FAIRLAB_DATA`` when left out, or ``fairlab`` in the user's cache folder.
    """
    digits = entry.checksum.partition(":")[2][:12]
    return (folder or cache_folder()) / f"{entry.name}-{digits}.{entry.layout.format}"


def cache_folder() -> Path:
    """Find the folder in which fetched tables are kept.

    Returns
    -------
    Path
        ``$FAIRLAB_DATA``, else ``$XDG_CACHE_HOME/fairlab``, else ``~/.cache/fairlab``.
    """
    if own := os.environ.get("FAIRLAB_DATA"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fairlab"


def is_cached(entry: Entry, folder: Path | None = None) -> bool:
    """Tell whether a table is on this machine, as it was pinned.

    Parameters
    ----------
    entry : Entry
        The table.
    folder : Path, optional
        As in ``cached_file``.
    """
    file = cached_file(entry, folder)
    return file.is_file() and matches(file, entry.checksum)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Wait until no other process works on a file; the kernel ends the claim of a killed one.

    Parameters
    ----------
    file : Path
        The file; the lock is a small file beside it, which stays.
    """
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
