"""Python looks for garbage that refers to itself less often than it would by itself."""

import atexit
import gc
from functools import cache

# Python's own is 700: it looks 550 times while a sweep with nothing to do starts and answers.
NEW_OBJECTS = 50_000


@cache
def collect_rarely() -> None:
    """Look for garbage after so many new objects; each look at what was imported finds none.

    Nor is it looked for among them at the end, which took half a second of each process.
    """
    gc.set_threshold(NEW_OBJECTS)
    atexit.register(gc.freeze)
