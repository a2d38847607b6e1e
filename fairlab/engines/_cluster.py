"""What the engines of clusters have in common."""

import socket
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from fairlab.errors import RequestError
from fairlab.system.workers import WorkerLostError

PATIENCE = 3.0  # seconds to wait for an address before saying that it does not answer


class Cluster:
    """Cores of other machines, one thread to each slot.

    Parameters
    ----------
    slots : int
        How many calls run side by side.
    submit : callable
        Starts a call and returns its future.
    send : callable
        Sends what many calls take and returns what stands for it.
    losses : tuple of exception types
        How the cluster says that it gave a call up.
    """

    shares_files = False

    def __init__(
        self,
        slots: int,
        submit: Callable[..., Future],
        send: Callable,
        losses: tuple[type[BaseException], ...],
    ) -> None:
        self.slots = slots
        self.submit = submit
        self.send = send
        self.losses = losses
        self.sent: dict[int, tuple[Any, Any]] = {}

    def threads(self, slots: int) -> int:
        """Give each call one thread: on a cluster a slot is a core."""
        return 1

    def share(self, data: Any) -> Any:
        """Send what many calls take, once."""
        if id(data) not in self.sent:
            self.sent[id(data)] = data, self.send(data)
        return self.sent[id(data)][1]

    def run(self, task: Callable, calls: Iterable[tuple], slots: int) -> Iterator[Any]:
        """Keep so many calls under way, each taken when its turn comes; yield as they come."""
        waiting = iter(calls)
        under_way: set[Future] = set()
        try:
            while True:
                under_way |= {
                    self.submit(task, *call) for call in islice(waiting, slots - len(under_way))
                }
                if not under_way:
                    return
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for one in done:
                    yield self._result(one)
        finally:
            for one in under_way:
                one.cancel()

    def _result(self, call: Future) -> Any:
        try:
            return call.result()
        except self.losses as error:
            raise WorkerLostError(
                f"The cluster gave a run up: {str(error).splitlines()[0] or 'it was lost'}\n"
                "A worker that dies again and again mostly wants memory. What is finished is kept."
            ) from error


def package(name: str, engine: str) -> ModuleType:
    """Import the package of an engine, or say how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise RequestError(
            f"--engine {engine} needs the package {error.name}.\n"
            f"Install it here and on the cluster: pip install 'fairlab[{engine}]'"
        ) from error


def check_answers(address: str | None, engine: str, example: str) -> str:
    """Refuse an address that is missing, malformed or silent, within seconds."""
    if not address:
        raise RequestError(
            f"--engine {engine.lower()} needs the cluster's address: --address {example}"
        )
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise RequestError(f"--address {address!r} is no address. Write it like {example}.")
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except OSError as error:
        raise silent(address, engine, error) from error
    return address


def silent(address: str, engine: str, error: Exception | str) -> RequestError:
    """Say that nothing that one can work with is at an address."""
    return RequestError(
        f"No {engine} cluster answers at {address}: {error}.\n"
        "Check the address, and that the cluster is up and of the same version."
    )


def slots_of(cores: int, jobs: int | None, engine: str) -> int:
    """Use every core of a cluster, or as many as were asked for."""
    if not (jobs or cores):
        raise RequestError(
            f"The {engine} cluster has no workers yet.\nStart some, or say how many will: --jobs N."
        )
    return jobs or cores
