"""What a person sees of a sweep: the plan, the progress, the comparison, the next step."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console

from fairlab.causal.twin_settings import TwinSettings
from fairlab.commands.finished import with_every_metric
from fairlab.commands.options import load_dataset, parse_seeds
from fairlab.commands.progress import SweepProgress
from fairlab.compare.comparison_table import (
    comparison_table,
    discovery_sentence,
    verdict_sentence,
)
from fairlab.compare.mixed_versions import mixed_versions
from fairlab.compare.paired_seeds import compare
from fairlab.compare.seeds_needed import power_sentence, seeds_needed
from fairlab.compare.select import (
    above_noise,
    compared_metrics,
    few_caught,
    overlap_of,
    uneven_search,
)
from fairlab.data.notes import notes
from fairlab.engines import Engine, open_engine
from fairlab.errors import RequestError
from fairlab.experiment.design import Design
from fairlab.experiment.failure import RunFailure, describe_failures
from fairlab.experiment.individual_audit import refuse_unaskable
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.summaries import record_summaries
from fairlab.experiment.sweep import plan, run_missing

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.record import Ledger


# Of a sweep the seeds show the spread, so that no bootstrap is needed.
ASKED = TwinSettings(replicates=0)
ONE_TEST_PART = (
    "All seeds share one test set: real means real on these rows; other rows would vary more."
)


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
    jobs, engine, address, vary, individual, flag, threshold_on, traceback : optional
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
    specs = plan(chosen, dataset, numbers, Design(vary), ASKED if individual else None)
    train = dataset.split(specs[0].design.split_seed(specs[0].seed)).train
    for strategy in chosen:
        strategy.check(train)
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


def with_options_typed(
    strategies: Sequence[Strategy], settings: Mapping[str, Any]
) -> tuple[list[Strategy], list[str]]:
    """Change the settings that were asked for, in the strategies that have them.

    Parameters
    ----------
    strategies : sequence of Strategy
    settings : mapping of str to object
        By ``step__setting``; None where not asked for.

    Returns
    -------
    strategies : list of Strategy
    unheeded : list of str
        A sentence for each setting that some strategies do not have.

    Raises
    ------
    RequestError
        No strategy has a setting.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> tree = Strategy("tree", DecisionTreeClassifier())
    >>> with_options_typed([tree], {"model__trials": 5})
    Traceback (most recent call last):
    fairlab.errors.RequestError: --trials says nothing here: no step of tree has such a setting.
    Leave it out, or name a strategy whose model is tuned, such as baseline.
    """
    asked = {name: value for name, value in settings.items() if value is not None}
    known = {strategy.name: strategy.settings() for strategy in strategies}
    unheeded = []
    for name in asked:
        without = [strategy for strategy, own in known.items() if name not in own]
        option = _option(name)
        if len(without) == len(known):
            raise RequestError(
                f"{option} says nothing here: no step of {', '.join(without)} has such a setting.\n"
                "Leave it out, or name a strategy whose model is tuned, such as baseline."
            )
        # A rule that never moves has no part to be fitted on, which goes without saying.
        if without and name != "rule__on":
            unheeded.append(f"{option} does not concern {', '.join(without)}: no such setting.")
    changed = [
        strategy.with_settings(**{k: v for k, v in asked.items() if k in known[strategy.name]})
        for strategy in strategies
    ]
    return changed, unheeded


def _option(setting: str) -> str:
    step, _, name = setting.partition("__")
    return "--threshold-on" if step == "rule" else f"--{name.replace('_', '-')}"


def show_comparison(
    runs: pd.DataFrame, dataset: str, console: Console, every: bool = False
) -> pd.DataFrame:
    """Print strategies side by side and say which differences are real.

    Parameters
    ----------
    runs : DataFrame
        Finished runs of one setting per strategy.
    dataset : str
        For the title.
    console : Console
    every : bool
        Whether metrics that the study does not compare are shown too.

    Returns
    -------
    DataFrame
        What was printed, as ``compare`` returns it.
    """
    overlap = overlap_of(runs)
    table = compare(compared_metrics(runs, every), overlap=overlap)
    seeds = runs["seed"].nunique()
    test = "corrected resampled t (Nadeau and Bengio)" if overlap else "paired t, one test set"
    title = f"{dataset}: {seeds} seed{'s' * (seeds != 1)}, {test}"
    console.print(comparison_table(table, title, above_noise(runs)))
    said = [
        verdict_sentence(table),
        discovery_sentence(table),
        power_sentence(seeds_needed(table, overlap), _more(seeds)),
        "" if overlap else ONE_TEST_PART,
        few_caught(runs),
        uneven_search(runs),
        mixed_versions(runs),
    ]
    for sentence in filter(None, said):
        console.print(sentence, highlight=False, markup=False)
    return table


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
    journals = {spec.key: ledger.work_dir(spec.key) / "journal.jsonl" for spec in missing}
    with SweepProgress(missing, journals, console) as progress:
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
        "More seeds:": f"{_again(_more(seeds))}   (runs only what is missing)",
    }
    console.print()
    for heading, text in steps.items():
        console.print(f"{heading:<14}{text}", highlight=False, markup=False, soft_wrap=True)


def _more(seeds: int) -> int:
    return max(10, 2 * seeds)


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
