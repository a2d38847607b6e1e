"""A worker ends when the sweep that started it does, not before and not long after."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Thread, current_thread, main_thread
from typing import Any

SECONDS_BETWEEN_LOOKS = 0.5


@cache
def end_with(parent: int) -> None:
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
    _ignore_interrupts()
    Thread(target=_watch, args=(parent,), daemon=True).start()


@contextmanager
def deaf_children() -> Iterator[None]:
    """Let the processes that start meanwhile ignore Ctrl-C from birth, before `end_with` can.

    A process inherits what its parent ignores, so this one ignores it meanwhile too.
    """
    before = _ignore_interrupts()
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _ignore_interrupts() -> Any:
    """Ignore Ctrl-C and return what answered it before; only the main thread may change that."""
    if current_thread() is main_thread():
        return signal.signal(signal.SIGINT, signal.SIG_IGN)
    return None


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)
