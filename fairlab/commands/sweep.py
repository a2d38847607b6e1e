"""What a person sees of a sweep: the plan, the progress, the comparison, the next step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.commands.comparison import show_comparison
from fairlab.commands.finished import with_every_metric
from fairlab.commands.next_steps import show_next_steps
from fairlab.commands.progress import SweepProgress
from fairlab.commands.terminal import terminal
from fairlab.commands.typed_causes import CAUSES, OF_CAUSES, with_causes
from fairlab.commands.typed_data import load_dataset
from fairlab.commands.typed_seeds import parse_seeds
from fairlab.commands.typed_settings import strategies_typed
from fairlab.data.notes import notes
from fairlab.engines import Engine, open_engine
from fairlab.errors import RequestError
from fairlab.experiment.able_strategies import able_strategies
from fairlab.experiment.attribute_use import obeying
from fairlab.experiment.design import HOLDOUT, designed
from fairlab.experiment.design_notes import design_notes
from fairlab.experiment.failure import RunFailure, describe_failures
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.summaries import record_summaries
from fairlab.experiment.sweep import checked, missing_fits, plan, run_missing

if TYPE_CHECKING:
    from fairlab.causal.twin_settings import TwinSettings
    from fairlab.data import Dataset
    from fairlab.record import Ledger


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
    search: str | None,
    folds: int | None,
    vary: str,
    individual: bool,
    budget: float | str | None,
    costs: str | None,
    threshold: float | None,
    threshold_on: str | None,
    keep_models: str,
    traceback: bool,
    store: str | None,
    attribute: str = "any",
    leaves_out: bool = False,
    advises: bool = True,
    **about_data: Any,
) -> int:
    """Run strategies over seeds as asked on the command line, and show how they compare.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    seeds, trials, tuner, tune_rows, pruning, cap, device : optional
    jobs, engine, address, design, folds, search, vary : optional
    individual, budget, costs, threshold, threshold_on, keep_models, traceback : optional
    store, **about_data : optional
        The options as typed; None where not given.
    attribute : {"any", "training-only", "none"}
        What strategies may do with the attributes; the others are left out.
    leaves_out : bool
        Whether strategies that refuse the data are left out, and do not stop the others.
    advises : bool
        Whether commands that can be typed next are shown.

    Returns
    -------
    int
        1 where a run failed, else 0.
    """
    from fairlab.record import Ledger, open_store

    numbers = parse_seeds(seeds)
    console = terminal()
    chosen, unheeded = strategies_typed(
        strategies,
        search=search,
        trials=trials,
        tuner=tuner,
        tune_rows=tune_rows,
        pruning=pruning,
        cap=cap,
        device=device,
        budget=budget,
        costs=costs,
        threshold=threshold,
        threshold_on=threshold_on,
    )
    causes = {name: about_data.pop(name, None) for name in OF_CAUSES}
    dataset = load_dataset(**about_data)
    if not dataset.sensitive:
        raise RequestError("Nothing would be audited: name columns with --sensitive gender,age.")
    chosen, left_out = obeying(chosen, dataset, attribute)
    how = designed(design, folds, vary, search)
    if leaves_out:
        chosen, refused = able_strategies(chosen, dataset, how, numbers[0])
        left_out += refused
    asked = settings_asked(dataset, individual, causes)
    specs = plan(chosen, dataset, numbers, how, asked)
    train = checked(specs, dataset)
    if asked:
        from fairlab.experiment.individual_audit import refuse_unaskable

        refuse_unaskable(train, dataset.sensitive, asked)
    keys = {spec.key for spec in specs}  # a setting without a lasting name is refused here
    ledger = Ledger(open_store(store), dataset.name)
    ledger.prepare()
    for note in [*unheeded, *left_out, *notes(dataset), *design_notes(dataset, how, numbers[0])]:
        console.print(f"Note: {note}", highlight=False, markup=False)
    announced = [said for strategy in chosen for said in strategy.announce(train)]
    with open_engine(engine, address, jobs) as opened:
        failed = _run_what_is_missing(
            specs, dataset, ledger, opened, console, announced, keep_models == "all"
        )
    ledger.save_views()
    record_summaries(ledger)
    done = with_every_metric(ledger, ledger.table(keys))
    if len(done):
        show_comparison(ledger, done, console)
    if len(done) and advises:
        ran = list(dict.fromkeys(done["strategy"]))
        first = None if how.kind == HOLDOUT else numbers[0]
        works_on = next(iter(dataset.balanced), None)
        show_next_steps(
            ledger, len(numbers), ran, about_data, console, first, works_on,
            budget=budget if costs is None else costs,
        )  # fmt: skip
    _tell_failures(failed, traceback)
    return int(bool(failed))


def settings_asked(
    dataset: "Dataset", individual: bool, causes: Mapping[str, str | None]
) -> "TwinSettings | None":
    """Say how people are asked about; the seeds show the spread, so that no bootstrap is needed.

    Parameters
    ----------
    dataset : Dataset
        Whose causes are known as far as it says.
    individual : bool
        Whether they are asked about at all.
    causes : mapping of str to str
        The options of ``OF_CAUSES`` as typed.

    Returns
    -------
    TwinSettings or None

    Raises
    ------
    RequestError
        Something is typed of causes, and nobody is asked about.
    """
    if not individual:
        if any(causes.values()):
            raise RequestError(
                "--graph, --before, --exogenous and --allowed say how people are asked about one "
                "by one.\nAdd --individual."
            )
        return None
    from fairlab.commands.typed_graph import settings_typed

    usual = replace(settings_typed(causes["graph"]), replicates=0)
    return with_causes(usual, dataset, *(causes[name] for name in CAUSES))


def _run_what_is_missing(
    specs: list[RunSpec],
    dataset: "Dataset",
    ledger: "Ledger",
    engine: Engine,
    console: Console,
    announced: Sequence[str],
    keep_models: bool,
) -> list[RunFailure]:
    finished = ledger.finished()
    missing = [spec for spec in specs if spec.key not in finished]
    kept = len(specs) - len(missing)
    console.print(f"{len(specs)} runs: {kept} finished before, {len(missing)} to do.")
    for said in announced if missing else ():
        console.print(said, highlight=False, markup=False)
    to_do: list[FitSpec | RunSpec] = [*missing_fits(missing, ledger), *missing]
    journals = {spec.key: ledger.work_dir(spec.key) / "journal.jsonl" for spec in to_do}
    with SweepProgress(to_do, journals, console) as progress:
        return run_missing(specs, dataset, ledger, engine, progress.saw, keep_models)


def _tell_failures(failed: Sequence[RunFailure], whole: bool) -> None:
    errors = terminal(stderr=True)
    for text in describe_failures(failed):
        errors.print(text, highlight=False, markup=False, soft_wrap=True)
    traces = dict.fromkeys(one.trace for one in failed if one.trace)
    if whole:
        for trace in traces:
            errors.print(trace, highlight=False, markup=False, soft_wrap=True)
    elif traces:
        errors.print("What did not fail is recorded. See it whole: --traceback", highlight=False)
