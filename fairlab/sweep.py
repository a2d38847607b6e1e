"""Run strategies over seeds: only what is missing, each cell once, all of it recorded."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from fairlab.data import Dataset
from fairlab.errors import RequestError
from fairlab.orphans import deaf_children
from fairlab.recording import Computed, compute, finished_run
from fairlab.run import Cell, Reference
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
    busy = _run_claimed(missing, _Claims(ledger, wait=False), jobs, watch)
    _run_claimed(busy, _Claims(ledger, wait=True), 1, watch)


class _Claims:
    """The cells that are ours to run, and those that another sweep is running."""

    def __init__(self, ledger: "Ledger", wait: bool) -> None:
        self.ledger = ledger
        self.wait = wait
        self.held: dict[str, tuple[Cell, ExitStack]] = {}
        self.busy: list[Cell] = []

    def take(self, cells: list[Cell]) -> Iterator[Cell]:
        """Claim one cell after the other, each when its turn comes."""
        for cell in cells:
            claim = ExitStack()
            if claim.enter_context(self.ledger.claim(cell.key, wait=self.wait)):
                self.held[cell.key] = cell, claim
                yield cell
            else:
                claim.close()
                self.busy.append(cell)

    def record(self, computed: Computed) -> Cell:
        """Write a computed cell down and let its claim go."""
        cell, claim = self.held.pop(computed.key)
        with claim:
            self.ledger.write(finished_run(cell, computed))
            computed.clear()
        return cell


def _run_claimed(cells: list[Cell], claims: _Claims, jobs: int, watch: Watch | None) -> list[Cell]:
    """Run each cell that can be claimed; give back those that another sweep is running."""
    from joblib import Parallel, cpu_count, delayed

    ledger, threads = claims.ledger, max(1, cpu_count() // jobs)
    tasks = (
        delayed(compute)(
            cell, _reference(cell, ledger), threads, ledger.workplace(cell.key), os.getpid()
        )
        for cell in claims.take(cells)
    )
    # A sweep that is stopped says so itself; joblib need not add what it dropped.
    warnings.filterwarnings("ignore", ".*tasks which were still being processed", UserWarning)
    work = Parallel(n_jobs=jobs, return_as="generator_unordered", pre_dispatch="n_jobs")
    with deaf_children():
        outcomes = work(tasks)
    for computed in outcomes:
        cell = claims.record(computed)
        if watch is not None:
            watch(cell, computed.metrics)
    return claims.busy


def _reference(cell: Cell, ledger: "Ledger") -> Reference:
    """Look up the metrics of the finished runs that a cell needs."""
    return {need.strategy.name: ledger.metrics(need.key) for need in cell.needs}
