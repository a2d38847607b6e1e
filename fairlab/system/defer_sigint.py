"""Ctrl-C put off for the moment that it takes to finish what must not be left half done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def defer_sigint() -> Iterator[None]:
    """Answer a Ctrl-C at the end; a second one does not wait.

    Only the main thread can change what answers; in any other one nothing is put off.

    Examples
    --------
    >>> try:
    ...     with defer_sigint():
    ...         signal.raise_signal(signal.SIGINT)
    ...         print("finished")
    ... except KeyboardInterrupt:
    ...     print("stopped")
    finished
    stopped
    """
    if current_thread() is not main_thread():
        yield
        return
    noted: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if noted:
            raise KeyboardInterrupt
        noted.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in noted:
            signal.raise_signal(number)
