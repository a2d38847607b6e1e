"""A Dask cluster, by the address of its scheduler."""

import asyncio
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from fairlab.engines._cluster import PATIENCE, Cluster, check_answers, package, silent, slots_of

EXAMPLE = "tcp://host:8786"


@contextmanager
def connect(address: str | None, jobs: int | None) -> Iterator[Cluster]:
    """Connect to a scheduler that runs; a task whose worker dies is run by another.

    Parameters
    ----------
    address : str
        Such as ``tcp://host:8786``.
    jobs : int, optional
        How many cells are computed side by side; as many as the workers have threads.
    """
    distributed = package("distributed", "dask")
    address = check_answers(address, "Dask", EXAMPLE)
    try:
        asyncio.run(_greet(address))
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise silent(address, "Dask", str(error) or "it says nothing that Dask says") from error
    with client:
        slots = slots_of(sum(client.nthreads().values()), jobs, "Dask")

        def send(data: Any) -> Any:
            # The scheduler keeps a task's arguments, so that the table is made anew when every
            # worker that held it has died; what is scattered would be lost.
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", ".*large graph", UserWarning)
                return client.submit(_as_is, data, pure=False)

        submit = client.get_executor(pure=False).submit
        yield Cluster(slots, submit, send, (distributed.KilledWorker, CancelledError))


async def _greet(address: str) -> None:
    """Shake hands and part: the client would wait for ever for somebody who is no scheduler."""
    from distributed import Security
    from distributed.comm import connect as reach

    secrets = Security().get_connection_args("client")
    async with asyncio.timeout(PATIENCE):
        comm = await reach(address, **secrets)
        await comm.close()


def _as_is(data: Any) -> Any:
    return data
