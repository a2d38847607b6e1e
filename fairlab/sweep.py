"""Run strategies over seeds: only what is missing, each cell once, all of it recorded."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from fairlab.data import Dataset
from fairlab.errors import RequestError
from fairlab.recording import compute, finished_run
from fairlab.run import Cell
from fairlab.strategy import Strategy

if TYPE_CHECKING:
    from fairlab.record import Ledger

Watch = Callable[[Cell, Mapping[str, float]], Any]


def plan(
    strategies: Iterable[Strategy], dataset: Dataset, seeds: Iterable[int], vary: str = "both"
) -> list[Cell]:
    """Lay out the cells of a sweep; a strategy comes after those that it needs.

    Parameters
    ----------
    strategies : iterable of Strategy
        What is needed stands before what needs it.
    dataset : Dataset
    seeds : iterable of int
    vary : {"both", "data", "model"}
        What a seed changes: the split, the training, or both.

    Returns
    -------
    list of Cell

    Raises
    ------
    RequestError
        If a strategy needs one that is not among them.
    """
    made: dict[tuple[str, int], Cell] = {}
    seeds = list(seeds)
    for strategy in strategies:
        for seed in seeds:
            needs = tuple(_needed(made, strategy, name, seed) for name in strategy.needs)
            made[strategy.name, seed] = Cell(strategy, dataset, seed, vary, needs)
    return list(made.values())


def sweep(
    cells: Sequence[Cell], ledger: "Ledger", jobs: int = 1, watch: Watch | None = None
) -> None:
    """Run the cells that no one has finished, and record them.

    Each cell is claimed by a lock that dies with this process, so any number of sweeps can
    share the work; a cell that another sweep is running is waited for.

    Parameters
    ----------
    cells : sequence of Cell
        What ``plan`` returns.
    ledger : Ledger
        Where finished runs are recorded.
    jobs : int
        How many cells run side by side; the cores are divided among them.
    watch : callable, optional
        Called with each cell that this sweep finished, and its metrics.
    """
    done: set[str] = set()
    while waiting := [cell for cell in cells if cell.key not in done]:
        ready = [cell for cell in waiting if all(need.key in done for need in cell.needs)]
        _run_wave(ready, ledger, jobs, watch)
        done |= {cell.key for cell in ready}


def _needed(made: dict, strategy: Strategy, name: str, seed: int) -> Cell:
    if (name, seed) not in made:
        raise RequestError(f"{strategy.name!r} needs {name!r} with the same seed; run it too.")
    return made[name, seed]


def _run_wave(cells: list[Cell], ledger: "Ledger", jobs: int, watch: Watch | None) -> None:
    """Run cells that need only what is finished; those that others are running come last."""
    finished = ledger.finished()
    missing = [cell for cell in cells if cell.key not in finished]
    busy = list(_run_claimed(missing, ledger, jobs, watch, wait=False))
    list(_run_claimed(busy, ledger, 1, watch, wait=True))


def _run_claimed(
    cells: list[Cell], ledger: "Ledger", jobs: int, watch: Watch | None, wait: bool
) -> list[Cell]:
    """Run each cell that can be claimed; give back those that another sweep is running."""
    from joblib import Parallel, cpu_count, delayed

    busy: list[Cell] = []
    claims: dict[str, ExitStack] = {}
    threads = max(1, cpu_count() // jobs)

    def claimed() -> Iterator:
        for cell in cells:
            claims[cell.key] = ExitStack()
            if claims[cell.key].enter_context(ledger.claim(cell.key, wait=wait)):
                reference = {need.strategy.name: ledger.metrics(need.key) for need in cell.needs}
                place = ledger.workplace(cell.key)
                yield delayed(compute)(cell, reference, threads, place, os.getpid())
            else:
                claims.pop(cell.key).close()
                busy.append(cell)

    by_key = {cell.key: cell for cell in cells}
    work = Parallel(n_jobs=jobs, return_as="generator_unordered", pre_dispatch="n_jobs")
    # A sweep that is stopped says so itself; joblib need not add what it dropped.
    warnings.filterwarnings("ignore", ".*tasks which were still being processed", UserWarning)
    for computed in work(claimed()):
        cell = by_key[computed.key]
        ledger.write(finished_run(cell, computed))
        computed.clear()
        claims.pop(cell.key).close()
        if watch is not None:
            watch(cell, computed.metrics)
    return busy
