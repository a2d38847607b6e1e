"""Engines that compute the cells of a sweep; each is one file with a function ``connect``.

An engine only computes: claims, records and the order of the work are the sweep's.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Protocol

from fairlab.errors import RequestError, nearest
from fairlab.extensions import file_names

LOCAL = "joblib"


class Engine(Protocol):
    """Where calls are computed, several side by side.

    Attributes
    ----------
    slots : int
        How many calls run side by side.
    shares_files : bool
        Whether the processes that compute see this machine's folders.
    """

    slots: int
    shares_files: bool

    def threads(self, slots: int) -> int:
        """Say how many threads each of so many calls side by side may use."""

    def share(self, data: Any) -> Any:
        """Hand over what many calls take, once; what comes back is passed in its place."""

    def run(self, task: Callable, calls: Iterable[tuple], slots: int) -> Iterator[Any]:
        """Compute the calls, each taken when its turn comes; yield results as they come."""


def open_engine(
    name: str = LOCAL, address: str | None = None, jobs: int | None = None
) -> AbstractContextManager[Engine]:
    """Open an engine by the name of its file.

    Parameters
    ----------
    name : str
        ``"joblib"`` for the cores of this machine, ``"dask"`` or ``"ray"`` for a cluster.
    address : str, optional
        Of the cluster.
    jobs : int, optional
        How many cells are computed side by side: one where nothing is said, and as many as a
        cluster has cores.

    Returns
    -------
    context manager of Engine

    Raises
    ------
    RequestError
        If there is no such engine, its package is not installed, its address is missing or does
        not answer.

    Examples
    --------
    >>> with open_engine(jobs=2) as engine:
    ...     engine.slots, sorted(engine.run(abs, [(-1,), (-2,)], 1))
    (2, [1, 2])
    >>> open_engine("dusk")
    Traceback (most recent call last):
    fairlab.errors.RequestError: No engine 'dusk'. Did you mean 'dask'?
    """
    known = file_names(__path__)
    if name not in known:
        raise RequestError(f"No engine {name!r}. {nearest(name, known)}")
    opened: AbstractContextManager[Engine] = import_module(f"{__name__}.{name}").connect(
        address, jobs
    )
    return opened
