"""Run strategies over seeds: only what is missing, each run once, all of it recorded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.data import Dataset
from fairlab.engines import Engine
from fairlab.engines.joblib import Local
from fairlab.errors import RequestError, StoreError
from fairlab.experiment.claimed_work import ClaimedWork
from fairlab.experiment.design import Design
from fairlab.experiment.failure import RunFailure, Spec, result_or_failure
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.fold_fit import fit_fold
from fairlab.experiment.people import keep_people
from fairlab.experiment.run import Execution, run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.record.fits import read_fit
from fairlab.record.run_result import RunResult
from fairlab.system.workers import WorkerLostError

if TYPE_CHECKING:
    from fairlab.causal import TwinSettings
    from fairlab.record import Ledger

LONGEST_NAME = 240  # of 250 that MLflow takes, which the seed is a part of
Watch = Callable[[Spec, RunResult | RunFailure], Any]
Call = Callable[[Any, int], tuple]


def plan(
    strategies: Iterable[Strategy],
    dataset: Dataset,
    seeds: Iterable[int],
    design: Design | None = None,
    individual: "TwinSettings | None" = None,
) -> list[RunSpec]:
    """Lay out the runs of a sweep; a strategy comes after those that it needs.

    Parameters
    ----------
    strategies : iterable of Strategy
        What is needed stands before what needs it.
    dataset : Dataset
    seeds : iterable of int
    design : Design, optional
        Which rows a run learns from, and on which it is judged.
    individual : TwinSettings, optional
        How people are asked about one by one; they are not when left out.

    Raises
    ------
    RequestError
        If a strategy needs one that is not among them, or no run can be called by its name.
    """
    made: dict[tuple[str, int], RunSpec] = {}
    seeds, data = list(seeds), dataset.identity
    if individual:  # what the data say of causes is a part of what the numbers depend on
        from fairlab.causal.assumptions import settled

        individual = settled(individual, dataset)
    for strategy in strategies:
        _refuse_unrecordable(strategy.name)
        for seed in seeds:
            needs = tuple(_needed(made, strategy, name, seed) for name in strategy.needs)
            spec = RunSpec(strategy, data, seed, design or Design(), needs, individual)
            made[strategy.name, seed] = spec
    return list(made.values())


def checked(specs: Sequence[RunSpec], dataset: Dataset) -> Dataset:
    """Refuse strategies that cannot work, before anything is trained.

    Parameters
    ----------
    specs : sequence of RunSpec
        What ``plan`` returns.
    dataset : Dataset
        Their data.

    Returns
    -------
    Dataset
        The training set that they were shown: that of the first run.

    Raises
    ------
    RequestError, DataError
        What a strategy or one of its steps refuses.
    """
    first = specs[0]
    first.design.check(dataset, first.seed)
    train = first.design.split(dataset, first.seed).train
    for strategy in {spec.strategy.name: spec.strategy for spec in specs}.values():
        strategy.check(train)
        strategy.check_rows(dataset)
    return train


def missing_fits(specs: Iterable[RunSpec], ledger: "Ledger") -> list[FitSpec]:
    """List the fits that runs lack, and the searches that these take from; each once.

    They are called by the strategy that asks first.

    Parameters
    ----------
    specs : iterable of RunSpec
    ledger : Ledger
        Of the runs.
    """
    asked: dict[str, FitSpec] = {}
    for fit in (fit for spec in specs for fit in spec.trainings):
        asked.setdefault(fit.key, fit)
    known = ledger.beside("fit").finished() if asked else {}
    missing = {key: fit for key, fit in asked.items() if key not in known}
    searches = {fit.search.key: fit.search for fit in missing.values() if fit.search}
    return [fit for key, fit in (searches | missing).items() if key not in known]


def run_missing(
    specs: Sequence[RunSpec],
    dataset: Dataset,
    ledger: "Ledger",
    engine: Engine | None = None,
    watch: Watch | None = None,
    keep_models: bool = True,
    tell: Callable[[str], Any] = lambda _: None,
) -> list[RunFailure]:
    """Compute the runs that no one has finished, and record them.

    The fits that they lack come first, each once, however many runs share it; then the runs
    decide by them. Each fit and run is claimed until it is recorded, and the claim ends with this
    process, so any number of sweeps can share the work; what another sweep is computing is waited
    for. One that fails does not stop the others. What the store does not take, once it is away,
    is kept on disk, and recorded by the next sweep. What a finished run says of groups and of the
    use of attributes is what is said now.

    Parameters
    ----------
    specs : sequence of RunSpec
        What ``plan`` returns.
    dataset : Dataset
        Their data.
    ledger : Ledger
        Where finished runs are recorded.
    engine : Engine, optional
        What computes, as ``open_engine`` gives it; this process when left out.
    watch : callable, optional
        Called with each fit and run that this sweep computed, and what came of it.
    keep_models : bool
        Whether the models of fits are recorded; decisions always are.
    tell : callable, optional
        Called with a line where the store is waited for.

    Returns
    -------
    list of RunFailure
        Those that failed, and those that needed them, in the order of ``specs``.

    Raises
    ------
    UnrecordedError
        The store is away; what was computed waits on disk.
    """
    sweep = _Sweep(dataset, ledger, engine or Local(), watch, tell, keep_models)
    keep_people(dataset, ledger)
    data = dataset.identity
    ledger.say_now(data.fingerprint, data.people, {spec.key: spec.tags for spec in specs})
    done: set[str] = set()
    while waiting := [spec for spec in specs if spec.key not in done]:
        ready = [spec for spec in waiting if all(need.key in done for need in spec.needs)]
        sweep.run_wave(ready)
        done |= {spec.key for spec in ready}
    return [sweep.failed[spec.key] for spec in specs if spec.key in sweep.failed]


def _refuse_unrecordable(name: str) -> None:
    if not name.strip():
        raise RequestError(
            "A strategy has an empty name, by which its runs could not be found.\n"
            'Name it: Strategy("logistic", ...).'
        )
    if len(name) > LONGEST_NAME:
        raise RequestError(
            f"The name of a strategy has {len(name)} letters: {name[:40]!r}...\n"
            f"The record takes {LONGEST_NAME} at most. Give it a shorter one."
        )


def _needed(made: dict, strategy: Strategy, name: str, seed: int) -> RunSpec:
    if (name, seed) not in made:
        raise RequestError(f"{strategy.name!r} needs {name!r} with the same seed; run it too.")
    spec: RunSpec = made[name, seed]
    return spec


def _possible(
    specs: Iterable[Spec], call: Call, threads: int, unreadable: list[tuple[str, RunFailure]]
) -> Iterator[tuple]:
    """Give the calls; what needs a fit or a run that cannot be read fails alone."""
    for spec in specs:
        try:
            yield call(spec, threads)
        except StoreError as error:
            unreadable.append((spec.key, replace(RunFailure.of(spec, error), step="start")))


@dataclass
class _Sweep:
    """What the waves of a sweep share."""

    dataset: Dataset
    ledger: "Ledger"
    engine: Engine
    watch: Watch | None
    tell: Callable[[str], Any]
    keep_models: bool = True
    failed: dict[str, RunFailure] = field(default_factory=dict)

    def run_wave(self, specs: list[RunSpec]) -> None:
        """Fit, then run, what needs only finished runs."""
        finished = self.ledger.finished()
        missing = [spec for spec in specs if spec.key not in finished and self._can_run(spec)]
        self._fit_missing(missing)
        self._compute([s for s in missing if self._is_fitted(s)], self.ledger, self._run_call)

    def _fit_missing(self, specs: list[RunSpec]) -> None:
        ledger = self.ledger.beside("fit")
        missing = missing_fits(specs, self.ledger)
        self._compute([fit for fit in missing if not fit.searched_by], ledger, self._fit_call)
        later = [fit for fit in missing if fit.searched_by and self._has_found(fit)]
        self._compute(later, ledger, self._fit_call)

    def _has_found(self, spec: FitSpec) -> bool:
        failed = self.failed.get(spec.searched_by.key) if spec.searched_by else None
        if failed:
            self._note(spec, replace(failed, seed=spec.seed))
        return not failed

    def _compute(self, specs: Sequence[Spec], ledger: "Ledger", call: Call) -> None:
        """Compute each that can be claimed; those that others are computing come last."""
        wait, slots = False, self.engine.slots
        while specs:  # else no worker is started
            claims = ClaimedWork(ledger, wait, self.keep_models, self._note, self.tell)
            left = self._compute_claimed(specs, claims, call, slots)
            while left:
                left = self._compute_claimed(left, claims, call, slots)
            specs, wait, slots = claims.busy, True, 1

    def _can_run(self, spec: RunSpec) -> bool:
        for need in spec.needs:
            if need.key in self.failed:
                self._note(spec, RunFailure.without(spec, need))
                return False
        return True

    def _is_fitted(self, spec: RunSpec) -> bool:
        fits = (fit for fit in spec.trainings if fit.key in self.failed)
        failed = {fit.fold: self.failed[fit.key] for fit in fits}
        if failed:
            self._note(spec, RunFailure.of_folds(spec, failed))
        return not failed

    def _compute_claimed(
        self, specs: Sequence[Spec], claims: ClaimedWork, call: Call, slots: int
    ) -> list[Spec]:
        """Compute each that can be claimed; give back what was left when the store was away."""
        claims.left = []
        threads = self.engine.threads(slots)
        try:
            unknown = claims.record_kept(specs)
            unreadable: list[tuple[str, RunFailure]] = []
            calls = _possible(claims.take(unknown), call, threads, unreadable)
            for key, result in self.engine.run(result_or_failure, calls, slots):
                claims.settle(key, result)
            for failure in unreadable:
                claims.settle(*failure)
            claims.offer_again()
        except WorkerLostError as error:
            raise RequestError(f"{error}\n{claims.told()}") from error
        finally:
            claims.let_go()
        return claims.left

    def _note(self, spec: Spec, result: RunResult | RunFailure) -> None:
        if isinstance(result, RunFailure):
            self.failed[spec.key] = result
        if self.watch:
            self.watch(spec, result)

    def _fit_call(self, spec: FitSpec, threads: int) -> tuple:
        by = spec.searched_by
        searched = read_fit(self.ledger.store, self.ledger.dataset_name, by.key) if by else None
        how = threads, self._journal(spec), searched
        return self.engine.share(self.dataset), spec, fit_fold, *how

    def _run_call(self, spec: RunSpec, threads: int) -> tuple:
        store, name = self.ledger.store, self.ledger.dataset_name
        execution = Execution(
            fits=[read_fit(store, name, fit.key, bool(spec.individual)) for fit in spec.fits],
            inner=[
                [read_fit(store, name, fit.key) for fit in of_fold] for of_fold in spec.inner_fits
            ],
            reference={
                need.strategy.name: self.ledger.tables(need.key)["folds"] for need in spec.needs
            },
            threads=threads,
            journal=self._journal(spec),
        )
        return self.engine.share(self.dataset), spec, run, execution

    def _journal(self, spec: Spec) -> Path | None:
        shares = self.engine.shares_files
        return self.ledger.work_dir(spec.key) / "journal.jsonl" if shares else None
