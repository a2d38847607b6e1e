"""A worker ends when the sweep that started it does, so that nobody computes for no one."""

import os
import time
from functools import cache
from threading import Thread

SECONDS_BETWEEN_LOOKS = 0.5


@cache
def end_with(parent: int) -> None:
    """End this process soon after its parent is gone; of the parent itself nothing is asked.

    Parameters
    ----------
    parent : int
        The process that handed out the work.
    """
    if os.getpid() != parent:
        Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)
