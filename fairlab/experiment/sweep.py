"""Run strategies over seeds: only what is missing, each cell once, all of it recorded."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fairlab.data import Dataset
from fairlab.engines import Engine
from fairlab.engines.joblib import Local
from fairlab.errors import RequestError
from fairlab.experiment.result import Computed, Task, compute, finished_run
from fairlab.experiment.run import Reference
from fairlab.experiment.spec import Cell
from fairlab.experiment.strategy import Strategy

if TYPE_CHECKING:
    from fairlab.causal import TwinSettings
    from fairlab.record import Ledger

Watch = Callable[[Cell, Mapping[str, float]], Any]


def plan(
    strategies: Iterable[Strategy],
    dataset: Dataset,
    seeds: Iterable[int],
    vary: str = "both",
    individual: "TwinSettings | None" = None,
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
    individual : TwinSettings, optional
        How people are asked about one by one; they are not when left out.

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
            made[strategy.name, seed] = Cell(strategy, dataset, seed, vary, needs, individual)
    return list(made.values())


def sweep(
    cells: Sequence[Cell],
    ledger: "Ledger",
    engine: Engine | None = None,
    watch: Watch | None = None,
) -> None:
    """Run the cells that no one has finished, and record them.

    Each cell is claimed until it is recorded, and the claim ends with this process, so any
    number of sweeps can share the work; a cell that another sweep is running is waited for.

    Parameters
    ----------
    cells : sequence of Cell
        What ``plan`` returns.
    ledger : Ledger
        Where finished runs are recorded.
    engine : Engine, optional
        What computes, as ``open_engine`` gives it; this process when left out.
    watch : callable, optional
        Called with each cell that this sweep finished, and its metrics.
    """
    engine = engine or Local()
    done: set[str] = set()
    while waiting := [cell for cell in cells if cell.key not in done]:
        ready = [cell for cell in waiting if all(need.key in done for need in cell.needs)]
        _run_wave(ready, ledger, engine, watch)
        done |= {cell.key for cell in ready}


def _needed(made: dict, strategy: Strategy, name: str, seed: int) -> Cell:
    if (name, seed) not in made:
        raise RequestError(f"{strategy.name!r} needs {name!r} with the same seed; run it too.")
    return made[name, seed]


def _run_wave(cells: list[Cell], ledger: "Ledger", engine: Engine, watch: Watch | None) -> None:
    """Run cells that need only what is finished; those that others are running come last."""
    finished = ledger.finished()
    missing = [cell for cell in cells if cell.key not in finished]
    busy = _run_claimed(missing, _Claims(ledger, wait=False), engine, engine.slots, watch)
    while busy:
        busy = _run_claimed(busy, _Claims(ledger, wait=True), engine, 1, watch)


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
                self.busy += [] if self.wait else [cell]

    def record(self, computed: Computed) -> Cell | None:
        """Write a computed cell down and let its claim go; say which, unless it was lost."""
        cell, claim = self.held.pop(computed.key)
        with claim, TemporaryDirectory() as folder:
            if not self.ledger.renew(cell.key):
                self.busy.append(cell)
                return None
            self.ledger.write(finished_run(cell, computed, Path(folder)))
            rmtree(self.ledger.work_dir(cell.key))
        return cell

    def let_go(self) -> None:
        """Leave what is not finished to others."""
        for _, claim in self.held.values():
            claim.close()


def _run_claimed(
    cells: list[Cell], claims: _Claims, engine: Engine, slots: int, watch: Watch | None
) -> list[Cell]:
    """Run each cell that can be claimed; give back those that another sweep is running."""
    threads = engine.threads(slots)
    calls = (
        (engine.share(cell.dataset), _task(cell, claims.ledger, engine, threads))
        for cell in claims.take(cells)
    )
    try:
        for computed in engine.run(compute, calls, slots):
            cell = claims.record(computed)
            if cell and watch:
                watch(cell, computed.metrics)
    finally:
        claims.let_go()
    return claims.busy


def _task(cell: Cell, ledger: "Ledger", engine: Engine, threads: int) -> Task:
    journal = ledger.work_dir(cell.key) / "journal.jsonl" if engine.shares_files else None
    reference = _reference(cell, ledger)
    about = (cell.key, cell.strategy, cell.seed, cell.vary)
    return Task(*about, reference, threads, journal, cell.individual)


def _reference(cell: Cell, ledger: "Ledger") -> Reference:
    """Look up the metrics of the finished runs that a cell needs."""
    return {need.strategy.name: ledger.metrics(need.key) for need in cell.needs}
