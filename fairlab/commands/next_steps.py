"""What can be typed after a sweep, each line as it is for the runs that were just made."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.commands.comparison import more_seeds

if TYPE_CHECKING:
    from fairlab.record import Ledger, Store


def show_next_steps(
    ledger: "Ledger", seeds: int, strategy: str, about_data: Mapping[str, Any], console: Console
) -> None:
    """Print where the runs are, and the commands that look at them.

    Parameters
    ----------
    ledger : Ledger
        Where they are.
    seeds : int
        How many were asked for.
    strategy : str
        One of them, to be audited.
    about_data : mapping of str to object
        The options that name the data, as typed.
    console : Console
    """
    fairlab, store = shlex.quote(program_name()), store_option(ledger.store)
    these = f" --dataset {shlex.quote(ledger.dataset_name)}{store}"
    model = f" --strategy {shlex.quote(strategy)}{_own(about_data)}"
    steps = {
        "The runs:": f"{ledger.store.shown}, experiment {ledger.experiment}",
        "Look at them:": f"{fairlab} ui{store}",
        **{f"  {view}": link for view, link in ledger.links().items()},
        "Compare them:": f"{fairlab} compare --why{these}",
        "As a page:": f"{fairlab} report{these}",
        "One model:": f"{fairlab} audit{model}{these}",
        "More seeds:": f"{_again(more_seeds(seeds))}   (runs only what is missing)",
    }
    console.print()
    for heading, text in steps.items():
        console.print(f"{heading:<14}{text}", highlight=False, markup=False, soft_wrap=True)


def _own(about_data: Mapping[str, Any]) -> str:
    """Repeat what was typed of a table of one's own; data of fairlab's are found by their name."""
    if about_data.get("data") is None:
        return ""
    typed = {f"--{name.replace('_', '-')}": value for name, value in about_data.items() if value}
    return "".join(f" {option} {shlex.quote(str(value))}" for option, value in typed.items())


def program_name() -> str:
    """Name the program so that the line can be typed, also from a checkout."""
    beside = Path(sys.prefix) / "bin" / "fairlab"
    if beside.is_relative_to(Path.cwd()):
        return str(beside.relative_to(Path.cwd()))
    return "fairlab"


def store_option(store: "Store") -> str:
    """Repeat the store, unless it is the one that is meant anyway."""
    return "" if store.is_default else f" --store {shlex.quote(store.shown)}"


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
    program = script if is_script else [program_name()]
    return shlex.join([*program, *kept, "--seeds", str(seeds)])
