"""A Ray cluster, by its address."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from fairlab.engines._cluster import Cluster, check_answers, package, silent, slots_of

EXAMPLE = "host:6379"


@contextmanager
def connect(address: str | None, jobs: int | None) -> Iterator[Cluster]:
    """Connect to a cluster that runs; a task whose worker dies is run by another.

    Parameters
    ----------
    address : str
        ``host:6379`` from a machine of the cluster, ``ray://host:10001`` from outside.
    jobs : int, optional
        How many cells are computed side by side; as many as the cluster has cores.
    """
    ray = package("ray", "ray")
    address = check_answers(address, "Ray", EXAMPLE)
    try:
        ray.init(address, log_to_driver=False, configure_logging=False)
    except (OSError, RuntimeError) as error:
        raise silent(address, "Ray", error) from error
    try:
        slots = slots_of(int(ray.cluster_resources().get("CPU", 0)), jobs, "Ray")

        def submit(task: Callable, *call: Any) -> Future:
            started: Future = ray.remote(task).remote(*call).future()
            return started

        died = ray.exceptions
        losses = (died.WorkerCrashedError, died.OutOfMemoryError, died.ObjectLostError)
        yield Cluster(slots, submit, ray.put, losses)
    finally:
        ray.shutdown()
