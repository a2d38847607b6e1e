"""The command ``fairlab fit``: a strategy on all rows, registered, and how it is asked."""

import os
import shlex
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from fairlab.commands.asked_sweep import OF_DESIGN, settings_asked, without
from fairlab.commands.next_steps import store_option
from fairlab.commands.program_name import program_name
from fairlab.commands.settings_beside import about_table
from fairlab.commands.sweep import run_session
from fairlab.commands.terminal import say, say_headed, terminal
from fairlab.commands.typed_again import reading_typed
from fairlab.commands.typed_causes import OF_CAUSES
from fairlab.commands.typed_data import load_dataset
from fairlab.commands.typed_settings import OF_STRATEGIES, strategies_typed, with_baseline
from fairlab.errors import RequestError
from fairlab.experiment.deploying import deploy
from fairlab.experiment.design import designed
from fairlab.experiment.scripts import as_written, find_strategies, script_names
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan

if TYPE_CHECKING:
    from pathlib import Path

    from fairlab.experiment.deploying import Deployed
    from fairlab.record import Store

OF_READING = ("separator", "decimal")  # of new rows as of those for training
OF_RUNS = ("jobs", "engine", "address", "individual", "keep_models", "traceback", *OF_CAUSES)


def strategies_to_fit(
    name: str, experiments: "Path | None", budget: float | str | None, store: str | None
) -> list[Strategy]:
    """Load the strategy that is to be fitted, and those that it needs before it.

    Parameters
    ----------
    name, experiments, budget, store
        As typed.

    Raises
    ------
    RequestError
        There is no such script; where none is called alike, those that have runs are named.
    """
    from fairlab.record import Ledger, open_store

    if not get_close_matches(as_written(name, known := script_names(experiments)), known):
        opened = open_store(store, create=False)
        tables = [Ledger(opened, data).table() for data in opened.datasets()]
        ran = sorted({one for table in tables if len(table) for one in table["strategy"]})
        if ran:
            raise RequestError(
                f"There is no script of a strategy {name!r}. Those that have runs in "
                f"{opened.shown}:\n{', '.join(ran)}\n"
                "Name one of them; of a script of your own also its folder: --experiments FOLDER"
            )
    return find_strategies(with_baseline([name], budget), experiments)


def fit_session(
    strategies: Sequence[Strategy],
    *,
    name: str | None,
    alias: str | None,
    audit: bool,
    seed: int,
    store: str | None,
    **options: Any,
) -> int:
    """Fit the last of some strategies on all rows, and say where it is.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    name, alias, audit, seed, store, **options
        As typed; those of a run and of its data among them.

    Returns
    -------
    int
        1 where its audit failed, else 0.
    """
    from fairlab.record import Ledger, open_store

    about_data = without(options, {*OF_STRATEGIES, *OF_DESIGN, *OF_RUNS})
    chosen, _ = strategies_typed(strategies, **{key: options[key] for key in OF_STRATEGIES})
    how = designed(*(options[key] for key in OF_DESIGN))
    dataset = load_dataset(**about_data)
    causes = {key: options.get(key) for key in OF_CAUSES}
    asked = settings_asked(dataset, options["individual"], causes)
    spec = plan(chosen, dataset, [seed], how, asked)[-1]
    ledger = Ledger(open_store(store, create=audit), dataset.name)
    is_missing = audit and spec.key not in ledger.finished()
    how_to_run = {"seeds": f"{seed},", "store": store, "advises": False, **options}
    if is_missing and run_session(strategies, **how_to_run):
        return 1
    found = deploy(dataset, spec, ledger, name, alias, os.cpu_count() or 1, _tell)
    _show(found, ledger.store, _reading(options))
    return 0


def _reading(options: dict[str, Any]) -> str:
    """Say how new rows are read: as those for training, also where their TOML file says how."""
    given = {name: options.get(name) for name in OF_READING}
    table = options.get("data")
    said = given if table is None else about_table(str(table), given).options
    return reading_typed({name: said.get(name) for name in OF_READING})


def _tell(stage: str) -> None:
    say([f"  {stage}"])


def _show(found: "Deployed", store: "Store", reading: str) -> None:
    console, version = terminal(), found.version
    for sentence in found.card:
        console.print(sentence, highlight=False, markup=False)
    called = ", ".join(version.aliases)
    named = f"models:/{version.name}@{version.aliases[0]}" if called else version.address
    known = "" if found.is_new else ", as fitted before"
    program = shlex.quote(program_name())
    score = f"{program} score FILE --model {named} --output scored.csv{reading}"
    steps = {
        "Registered:": f"{version.address}{f' ({called})' if called else ''}{known}",
        "Score a file:": f"{score}{store_option(store)}",
        "Serve it:": f"MLFLOW_TRACKING_URI={store.shown} mlflow models serve -m {named} "
        "--env-manager local --port 5001",
        "In Python:": f'mlflow.pyfunc.load_model("{named}").predict(frame)',
        "Document it:": f"{program} document --model {named}{store_option(store)}",
    }
    if not called:
        steps["Deploy it:"] = "the same command with --alias champion"
    console.print()
    for heading, text in steps.items():
        say_headed(console, heading, text, 14)
