"""How measurements are taken: two sides in turns, so that a busy machine disturbs both alike."""

import time
import tracemalloc
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

Work = Callable[[], object]
Clock = Callable[[], float]


def in_turns(
    ours: Work, peer: Work, repeats: int, clock: Clock = time.process_time
) -> tuple[np.ndarray, np.ndarray]:
    """Time both sides alternately; seconds of the processor unless another clock is given."""
    pairs = [(seconds(ours, clock), seconds(peer, clock)) for _ in range(repeats)]
    mine, other = np.array(pairs).T
    return mine, other


def timed(work: Work, clock: Clock = time.process_time) -> tuple[Any, float]:
    started = clock()
    found = work()
    return found, clock() - started


def seconds(work: Work, clock: Clock = time.process_time) -> float:
    return timed(work, clock)[1]


def row(
    name: str,
    ours: np.ndarray,
    peer: np.ndarray | float | None = None,
    goal: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Lay out a row of the table: medians, and in the note how far repeats differ.

    A peer that is too slow to be timed more than once is given as one number.
    """
    mine, other = float(np.median(ours)), np.nan if peer is None else float(np.median(peer))
    what, unit = ("repeats", " s") if peer is None else ("ratios", "")
    spread = ours if peer is None else peer / ours
    told = [f"{what} {spread.min():,.3g} to {spread.max():,.3g}{unit}"] if len(ours) > 1 else []
    return {
        "name": name,
        "ours_s": mine,
        "peer_s": other,
        "ratio": other / mine,
        "goal": goal,
        "note": "; ".join([note] * bool(note) + told),
    }


def extra_memory(work: Work) -> tuple[Any, float]:
    """Give what work returns, and how many megabytes it held at its peak beyond what it found."""
    tracemalloc.start()
    try:
        found = work()
        return found, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def lacks(package: str) -> bool:
    """Tell whether a peer is not installed, so that only our own time can be given."""
    return find_spec(package) is None


def how_to_install(peer: str) -> str:
    return f"{peer} is not installed: pip install -r bench/requirements.txt"
