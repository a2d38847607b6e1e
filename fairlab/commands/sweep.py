"""What a person sees of a sweep: the plan, the progress, the comparison, the next step."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console

from fairlab.causal.twin_settings import TwinSettings
from fairlab.commands.options import load_dataset, parse_seeds
from fairlab.commands.progress import SweepProgress
from fairlab.compare import compare
from fairlab.compare.comparison_table import (
    comparison_table,
    discovery_sentence,
    verdict_sentence,
)
from fairlab.compare.mixed_versions import mixed_versions
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
from fairlab.experiment.individual_audit import refuse_unaskable
from fairlab.experiment.spec import Cell
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.summaries import record_summaries
from fairlab.experiment.sweep import plan, sweep

if TYPE_CHECKING:
    from fairlab.record import Ledger


# Of a sweep the seeds show the spread, so that no bootstrap is needed.
ASKED = TwinSettings(replicates=0)
ONE_TEST_PART = (
    "All seeds share one test part: real means real on these rows; other rows would vary more."
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
    store: str | None,
    **about_data: Any,
) -> None:
    """Run strategies over seeds as asked on the command line, and show how they compare.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    seeds, trials, tuner, tune_rows, pruning, cap, device : optional
    jobs, engine, address, vary, individual, flag, threshold_on, store, **about_data : optional
        The options as typed; None where not given.
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
        "threshold__on": threshold_on,
    }
    chosen = [strategy.flagging(flag).with_settings(**settings) for strategy in strategies]
    dataset = load_dataset(**about_data)
    if not dataset.sensitive:
        raise RequestError("Nothing would be audited: name columns with --sensitive gender,age.")
    cells = plan(chosen, dataset, numbers, vary, ASKED if individual else None)
    train = dataset.split(cells[0].split_seed).train
    for strategy in chosen:
        strategy.check(train)
    if individual:
        refuse_unaskable(train, dataset.sensitive, ASKED)
    ledger = Ledger(open_store(store), dataset.name)
    ledger.prepare()
    console = Console()
    for note in notes(dataset):
        console.print(f"Note: {note}", highlight=False, markup=False)
    announced = [said for strategy in chosen for said in strategy.announce(train)]
    with open_engine(engine, address, jobs) as opened:
        _run_what_is_missing(cells, ledger, opened, console, announced)
    ledger.save_views()
    record_summaries(ledger)
    show_comparison(ledger.table({cell.key for cell in cells}), dataset.name, console)
    _show_next_steps(ledger, len(numbers), console)


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
    test = "corrected resampled t (Nadeau and Bengio)" if overlap else "paired t, one test part"
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
    cells: list[Cell],
    ledger: "Ledger",
    engine: Engine,
    console: Console,
    announced: Sequence[str],
) -> None:
    finished = ledger.finished()
    missing = [cell for cell in cells if cell.key not in finished]
    kept = len(cells) - len(missing)
    console.print(f"{len(cells)} runs: {kept} finished before, {len(missing)} to do.")
    for said in announced if missing else ():
        console.print(said, highlight=False, markup=False)
    journals = {cell.key: ledger.work_dir(cell.key) / "journal.jsonl" for cell in missing}
    with SweepProgress(missing, journals, console) as progress:
        sweep(cells, ledger, engine, progress.saw)


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
