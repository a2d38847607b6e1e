"""What a person sees of a sweep: the plan, the progress, the comparison, the next step."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.commands.asked_sweep import AskedSweep, asked_sweep
from fairlab.commands.comparison import BASELINE, show_comparison
from fairlab.commands.finished import with_every_metric
from fairlab.commands.next_steps import ANY, data_typed, show_next_steps
from fairlab.commands.prints_table import put_each_aside
from fairlab.commands.progress import SweepProgress
from fairlab.commands.terminal import terminal
from fairlab.commands.too_good import too_good
from fairlab.compare.mixed_versions import other_versions
from fairlab.compare.statement_order import furthest_first
from fairlab.compare.statement_words import records
from fairlab.data.messages import number_of
from fairlab.engines import Engine, open_engine
from fairlab.experiment.design import HOLDOUT
from fairlab.experiment.failure import RunFailure, describe_failures
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.summaries import metric_of_statement, record_summaries
from fairlab.experiment.sweep import missing_fits, run_missing
from fairlab.versions import installed_versions

if TYPE_CHECKING:
    from fairlab.record import Ledger


def run_session(
    strategies: Sequence[Strategy],
    *,
    jobs: int | None,
    engine: str,
    address: str | None,
    keep_models: str,
    traceback: bool,
    store: str | None,
    advises: bool = True,
    broken: Sequence[str] = (),
    **options: Any,
) -> int:
    """Run strategies over seeds as asked on the command line, and show how they compare.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    jobs, engine, address, keep_models, traceback, store : optional
        As typed; None where not given.
    advises : bool
        Whether commands that can be typed next are shown.
    broken : sequence of str
        Why scripts that were asked for cannot be run.
    **options
        As for `asked_sweep`.

    Returns
    -------
    int
        1 where a run failed or a script is broken, else 0.
    """
    from fairlab.record import Ledger, open_store

    finished, console = partial(_finished, store), terminal()
    asked = asked_sweep(strategies, finished=finished, **options)
    typed = "\n".join(data_typed(asked.about_data))
    with open_engine(engine, address, jobs) as opened:  # first: a store is made where none is
        ledger = Ledger(open_store(store), asked.dataset.name, typed=typed)
        ledger.prepare()
        for note in (*broken, *asked.notes):
            console.print(f"Note: {note}", highlight=False, markup=False)
        failed = _run_what_is_missing(asked, ledger, opened, console, keep_models == "all")
    record_summaries(ledger)
    done = with_every_metric(ledger, ledger.table({spec.key for spec in asked.specs}))
    found = None
    if len(done):
        if warned := too_good(done, asked.dataset):
            console.print(f"Note: {warned}", highlight=False, markup=False)
        found = show_comparison(ledger, done, console)
        if found and (told := _stand_in(strategies, set(done["strategy"]), found.against)):
            console.print(told, highlight=False, markup=False)
    gaps = furthest_first(records(found.gaps)) if found else []
    _put_aside_causes(asked)
    ledger.save_views([metric_of_statement(row) for row in gaps])
    if len(done) and advises:
        costs = options["costs"]
        budget = options["budget"] if costs is None else costs
        ran, used = list(dict.fromkeys(done["strategy"])), options.get("attribute", ANY)
        _advise(asked, ledger, ran, console, budget, gaps, used)
    _tell_failures(failed, broken, traceback)
    return int(bool(failed or broken))


def _put_aside_causes(asked: AskedSweep) -> None:
    """Hand over what was told and assumed of causes, where people were asked about."""
    people = asked.specs[0].individual if asked.specs else None
    if people:
        from fairlab.causal.told import known_of
        from fairlab.causal.told_sentences import told_tables

        known = ((attribute, known_of(people, attribute)) for attribute in asked.dataset.sensitive)
        put_each_aside(told_tables(known))


def _stand_in(strategies: Sequence[Strategy], ran: Collection[str], against: str) -> str:
    """Say what others are compared with where the baseline was asked for and has no run."""
    if BASELINE in ran or len(ran) < 2 or all(one.name != BASELINE for one in strategies):
        return ""
    return f"The baseline has no run here: the others are compared with {against}, first by name."


def _finished(uri: str | None, dataset_name: str) -> dict[str, str]:
    """Name the runs that are recorded; a store that is no file yet is made later."""
    from fairlab.record import Ledger, Store, open_store
    from fairlab.record.place import resolve

    file = Store(resolve(uri)).database
    if file is not None and not file.exists():
        return {}
    return Ledger(open_store(uri), dataset_name).finished()


def _advise(
    asked: AskedSweep,
    ledger: "Ledger",
    ran: list[str],
    console: Console,
    budget: float | str | None,
    gaps: Sequence[dict[str, Any]],
    attribute: str,
) -> None:
    """Show what can be typed next."""
    show_next_steps(
        ledger,
        len(asked.seeds),
        ran,
        asked.about_data,
        console,
        seed=None if asked.design.kind == HOLDOUT else asked.seeds[0],
        gap=next(iter(gaps), None),
        budget=budget,
        attribute=attribute,
    )


def _run_what_is_missing(
    asked: AskedSweep, ledger: "Ledger", engine: Engine, console: Console, keep_models: bool
) -> list[RunFailure]:
    specs, finished = asked.specs, ledger.finished()
    missing = [spec for spec in specs if spec.key not in finished]
    kept = len(specs) - len(missing)
    asked_for = number_of(len(specs), "run")
    console.print(f"{asked_for}: {kept} finished before, {len(missing)} to do.")
    before = ledger.table(finished.keys() & {spec.key for spec in specs})
    if told := other_versions(before, installed_versions()):
        console.print(told, highlight=False, markup=False)
    for said in asked.announced:
        console.print(said, highlight=False, markup=False)
    to_do: list[FitSpec | RunSpec] = [*missing_fits(missing, ledger), *missing]
    journals = {spec.key: ledger.work_dir(spec.key) / "journal.jsonl" for spec in to_do}
    with SweepProgress(to_do, journals, console) as progress:
        return run_missing(
            specs, asked.dataset, ledger, engine, progress.saw, keep_models, progress.tell
        )


def _tell_failures(failed: Sequence[RunFailure], broken: Sequence[str], whole: bool) -> None:
    errors = terminal(stderr=True)
    for text in (*broken, *describe_failures(failed)):
        errors.print(text, highlight=False, markup=False, soft_wrap=True)
    traces = dict.fromkeys(one.trace for one in failed if one.trace)
    if whole:
        for trace in traces:
            errors.print(trace, highlight=False, markup=False, soft_wrap=True)
    elif traces:
        errors.print("What did not fail is recorded. See it whole: --traceback", highlight=False)
