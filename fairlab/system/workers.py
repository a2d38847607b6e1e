"""A worker ends when the sweep that started it does, not before and not long after."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import resource_tracker
from threading import Thread

from fairlab.errors import RequestError
from fairlab.system.defer_sigint import defer_sigint

SECONDS_BETWEEN_LOOKS = 0.5


class WorkerLostError(RequestError):
    """A worker ended before its call did, so that the call has no result."""


@cache
def exit_with_parent(parent: int) -> None:
    """End this process soon after its parent is gone; of the parent itself nothing is asked.

    Ctrl-C reaches every process of the terminal. The parent alone answers it and then ends its
    workers, or each of them would print a traceback of its own.

    Parameters
    ----------
    parent : int
        The process that handed out the work.
    """
    if os.getpid() == parent:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_watch, args=(parent,), daemon=True).start()


@contextmanager
def block_sigint() -> Iterator[None]:
    """Keep Ctrl-C from processes that start meanwhile, until `exit_with_parent` is called in them.

    A process inherits which signals are held back, so this thread's are held back meanwhile too.
    A Ctrl-C is then answered at the end, not lost.
    """
    # This helper of Python, when it starts, would let the signals of its parent through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with defer_sigint():  # also one that reaches another thread of ours
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)
