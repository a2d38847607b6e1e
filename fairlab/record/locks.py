"""A lock on a file that the kernel takes back when its process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairlab.errors import StoreError


@contextmanager
def locked(path: Path, wait: bool = True) -> Iterator[bool]:
    """Hold an exclusive lock on a file, or say that another process holds it.

    Parameters
    ----------
    path : Path
        The lock file; it and its folder are made when missing.
    wait : bool
        Whether to wait for the other process or to give up at once.

    Yields
    ------
    bool
        Whether the lock is held.

    Raises
    ------
    StoreError
        If the folder cannot be written or its file system knows no locks.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp(), "one.lock")
    >>> with locked(path) as first, locked(path, wait=False) as second:
    ...     print(first, second)
    True False
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} cannot be written ({error.strerror}).\n"
            "Runs are recorded beside the store: choose a folder of your own."
        ) from error
    with handle:
        yield _lock(handle.fileno(), path, wait)


def _lock(handle: int, path: Path, wait: bool) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError as error:
        raise StoreError(
            f"The file system of {path.parent} does not lock files ({error.strerror}).\n"
            "Keep the store on a local disk, or use an MLflow server."
        ) from error
    return True
