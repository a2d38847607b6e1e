"""Who may compute a key: one process at a time, and no one once it is finished."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fairlab.record.locks import locked

if TYPE_CHECKING:
    from fairlab.record.store import Store

Finished = Callable[[str], bool]


class Claims(Protocol):
    """Claims on keys that end with their process, whatever ends it."""

    def claim(self, key: str, wait: bool) -> AbstractContextManager[bool]:
        """Claim a key, or say that it is another's or finished."""

    def renew(self, key: str) -> bool:
        """Say whether a claimed key is still ours, just before its run is recorded."""


class FileClaims:
    """Claims by locks on files, which the kernel takes back: for a store on this machine.

    Parameters
    ----------
    folder : Path
        Of the lock files.
    is_finished : callable
        Whether a key is finished; asked once its lock is held.
    """

    def __init__(self, folder: Path, is_finished: Finished) -> None:
        self.folder = folder
        self.is_finished = is_finished

    @contextmanager
    def claim(self, key: str, wait: bool) -> Iterator[bool]:
        """Claim a key, or say that it is another's or finished."""
        with locked(self.folder / f"{key}.lock", wait) as mine:
            yield mine and not self.is_finished(key)

    def renew(self, key: str) -> bool:
        """Say yes: the lock is held until it is let go."""
        return True


def claims_on(store: "Store", is_finished: Finished) -> Claims:
    """Choose how keys of a store are claimed.

    Parameters
    ----------
    store : Store
    is_finished : callable
        Whether a key is finished.

    Returns
    -------
    Claims
        By files beside an SQLite store, through MLflow where several machines may write.
    """
    if store.database:
        return FileClaims(store.private / "claims", is_finished)
    from fairlab.record.leases import Leases

    return Leases(store, is_finished)
