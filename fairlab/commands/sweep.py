"""What a person sees of a sweep: the plan, the progress, the comparison, the next step."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.causal.twin_settings import TwinSettings
from fairlab.commands.comparison import more_seeds, show_comparison
from fairlab.commands.finished import with_every_metric
from fairlab.commands.options import load_dataset, parse_seeds
from fairlab.commands.progress import SweepProgress
from fairlab.commands.typed_settings import with_options_typed
from fairlab.data.notes import notes
from fairlab.engines import Engine, open_engine
from fairlab.errors import RequestError
from fairlab.experiment.design import FOLDS, designed
from fairlab.experiment.failure import RunFailure, describe_failures
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.individual_audit import refuse_unaskable
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.summaries import record_summaries
from fairlab.experiment.sweep import checked, plan, run_missing

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.record import Ledger


# Of a sweep the seeds show the spread, so that no bootstrap is needed.
ASKED = TwinSettings(replicates=0)


def run_session(
    strategies: Sequence[Strategy],
    *,
    seeds: str,
    trials: int | None,
    tuner: str | None,
    tune_rows: int | None,
    pruning: bool | None,
    cap: float | None,
    device: str | None,
    jobs: int | None,
    engine: str,
    address: str | None,
    design: str,
    folds: int | None,
    vary: str,
    individual: bool,
    flag: float | None,
    threshold_on: str | None,
    traceback: bool,
    store: str | None,
    **about_data: Any,
) -> int:
    """Run strategies over seeds as asked on the command line, and show how they compare.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    seeds, trials, tuner, tune_rows, pruning, cap, device : optional
    jobs, engine, address, design, folds, vary, individual, flag, threshold_on, traceback : optional
    store, **about_data : optional
        The options as typed; None where not given.

    Returns
    -------
    int
        1 where a run failed, else 0.
    """
    from fairlab.record import Ledger, open_store

    numbers = parse_seeds(seeds)
    settings = {
        "model__trials": trials,
        "model__tuner": tuner,
        "model__tune_rows": tune_rows,
        "model__pruning": pruning,
        "sampler__cap": cap,
        "model__device": device,
        "rule__on": threshold_on,
    }
    console = Console()
    chosen, unheeded = with_options_typed([s.flagging(flag) for s in strategies], settings)
    dataset = load_dataset(**about_data)
    if not dataset.sensitive:
        raise RequestError("Nothing would be audited: name columns with --sensitive gender,age.")
    how = designed(design, folds, vary)
    if how.kind == FOLDS and about_data.get("part"):
        raise RequestError(
            "--part names a test set, which folds do not follow: they decide about everybody.\n"
            "Take the test set: --design holdout. Or leave out --part."
        )
    specs = plan(chosen, dataset, numbers, how, ASKED if individual else None)
    train = checked(specs, dataset)
    if individual:
        refuse_unaskable(train, dataset.sensitive, ASKED)
    keys = {spec.key for spec in specs}  # a setting without a lasting name is refused here
    ledger = Ledger(open_store(store), dataset.name)
    ledger.prepare()
    for note in [*unheeded, *notes(dataset)]:
        console.print(f"Note: {note}", highlight=False, markup=False)
    announced = [said for strategy in chosen for said in strategy.announce(train)]
    with open_engine(engine, address, jobs) as opened:
        failed = _run_what_is_missing(specs, dataset, ledger, opened, console, announced)
    ledger.save_views()
    record_summaries(ledger)
    done = with_every_metric(ledger, ledger.table(keys))
    if len(done):
        show_comparison(done, dataset.name, console)
        _show_next_steps(ledger, len(numbers), console)
    _tell_failures(failed, traceback)
    return int(bool(failed))


def _run_what_is_missing(
    specs: list[RunSpec],
    dataset: "Dataset",
    ledger: "Ledger",
    engine: Engine,
    console: Console,
    announced: Sequence[str],
) -> list[RunFailure]:
    finished = ledger.finished()
    missing = [spec for spec in specs if spec.key not in finished]
    kept = len(specs) - len(missing)
    console.print(f"{len(specs)} runs: {kept} finished before, {len(missing)} to do.")
    for said in announced if missing else ():
        console.print(said, highlight=False, markup=False)
    fits = {fit.key: fit for spec in missing for fit in spec.fits}
    known = ledger.beside("fit").finished() if fits else {}
    to_do: list[FitSpec | RunSpec] = [
        *(fit for key, fit in fits.items() if key not in known),
        *missing,
    ]
    journals = {spec.key: ledger.work_dir(spec.key) / "journal.jsonl" for spec in to_do}
    with SweepProgress(to_do, journals, console) as progress:
        return run_missing(specs, dataset, ledger, engine, progress.saw)


def _tell_failures(failed: Sequence[RunFailure], whole: bool) -> None:
    errors = Console(stderr=True)
    for text in describe_failures(failed):
        errors.print(text, highlight=False, markup=False, soft_wrap=True)
    traces = dict.fromkeys(one.trace for one in failed if one.trace)
    if whole:
        for trace in traces:
            errors.print(trace, highlight=False, markup=False, soft_wrap=True)
    elif traces:
        errors.print("What did not fail is recorded. See it whole: --traceback", highlight=False)


def _show_next_steps(ledger: "Ledger", seeds: int, console: Console) -> None:
    store = "" if ledger.store.is_default else f" --store {shlex.quote(ledger.store.shown)}"
    steps = {
        "The runs:": f"{ledger.store.shown}, experiment {ledger.experiment}",
        "Look at them:": f"{shlex.quote(_program())} ui{store}",
        **{f"  {view}": link for view, link in ledger.links().items()},
        "More seeds:": f"{_again(more_seeds(seeds))}   (runs only what is missing)",
    }
    console.print()
    for heading, text in steps.items():
        console.print(f"{heading:<14}{text}", highlight=False, markup=False, soft_wrap=True)


def _program() -> str:
    """Name the program so that the line can be typed, also from a checkout."""
    beside = Path(sys.prefix) / "bin" / "fairlab"
    if beside.is_relative_to(Path.cwd()):
        return str(beside.relative_to(Path.cwd()))
    return "fairlab"


def _again(seeds: int) -> str:
    """Repeat the command that was typed, with more seeds."""
    typed = sys.argv[1:]
    kept = [
        word
        for before, word in zip(["", *typed], typed, strict=False)
        if "--seeds" not in (before, word) and not word.startswith("--seeds=")
    ]
    script = [str(Path(sys.prefix) / "bin" / "python"), sys.argv[0]]
    is_script = sys.argv[0].endswith(".py") and Path(sys.argv[0]).name != "__main__.py"
    program = script if is_script else [_program()]
    return shlex.join([*program, *kept, "--seeds", str(seeds)])
