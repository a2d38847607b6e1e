"""What can be typed after a sweep, each line as it is for the runs that were just made."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.commands.comparison import BASELINE, more_seeds
from fairlab.commands.program_name import program_name
from fairlab.commands.terminal import say_headed
from fairlab.compare.statement_words import is_ratio
from fairlab.data.addresses import without_password
from fairlab.data.bands import bands_as_typed

if TYPE_CHECKING:
    from fairlab.record import Ledger, Store

ANY = "any"
OF_SWEEP = ("--seeds", "--strategies", "--attribute", "--json")  # and of no fit
FLAGS_OF_SWEEP = ("--overwrite", "--quiet")


def show_next_steps(
    ledger: "Ledger",
    seeds: int,
    strategies: Sequence[str],
    about_data: Mapping[str, Any],
    console: Console,
    seed: int | None = None,
    gap: Mapping[str, Any] | None = None,
    budget: float | str | None = None,
    attribute: str = ANY,
) -> None:
    """Print where the runs are, and the commands that look at them.

    Parameters
    ----------
    ledger : Ledger
        Where they are.
    seeds : int
        How many were asked for.
    strategies : sequence of str
        Those that were run: the baseline is audited, and one of several is chosen to be fitted.
    about_data : mapping of str to object
        The options that name the data, as typed.
    console : Console
    seed : int, optional
        The first of them, where folds were run, so that the strategy can be fitted on all rows.
    gap : mapping of str to object, optional
        The statement by whose gap a strategy is chosen, where there are several.
    budget : float or str, optional
        The one that the runs were asked to keep, where the store may have others.
    attribute : str
        What strategies may do with the attributes, as typed.
    """
    fairlab, store = shlex.quote(program_name()), store_option(ledger.store)
    strategy = BASELINE if BASELINE in strategies else strategies[0]
    kept = runs_typed(ledger, budget)
    model = f" --strategy {shlex.quote(strategy)}{own_data_typed(about_data)}"
    steps = {
        "The runs:": ledger.shown,
        "Look at them:": f"{fairlab} ui{store}",
        **{f"  {view}": link for view, link in ledger.links().items()},
        "Compare them:": f"{fairlab} compare --why{kept}",
        "As a page:": f"{fairlab} report{kept}",
        "One model:": f"{fairlab} audit{model}{kept}",
        "More seeds:": f"{_again(more_seeds(seeds))}   (runs only what is missing)",
    }
    if gap and len(strategies) > 1:
        steps["Choose one:"] = choose_line(gap, kept, attribute)
    if seed is not None:
        steps["Deploy it:"] = _fit_line(strategies, seed)
    console.print()
    for heading, text in steps.items():
        say_headed(console, heading, text, 14)


def runs_typed(ledger: "Ledger", budget: float | str | None, conditions: Sequence[str] = ()) -> str:
    """Repeat which runs are meant, each option with a space before it."""
    words = [word for one in conditions for word in ("--where", one)]
    words += [] if budget is None else ["--budget", str(budget)]
    typed = shlex.join([*words, "--dataset", ledger.dataset_name])
    return f" {typed}{store_option(ledger.store)}"


def choose_line(gap: Mapping[str, Any], runs: str, attribute: str = ANY) -> str:
    """Type a choice by a gap among runs, each option of which has a space before it."""
    used = "" if attribute == ANY else f" --attribute {attribute}"
    return f"{shlex.quote(program_name())} choose {_limit_on(gap)}{used}{runs}"


def _limit_on(gap: Mapping[str, Any]) -> str:
    """Write a limit that groups keep to within the usual margin."""
    option, bound = ("--min-ratio", 0.8) if is_ratio(dict(gap)) else ("--max-gap", 0.1)
    limit = f"{gap['attribute']}.{gap['metric']}={bound}"
    return f"{option} {shlex.quote(limit)}"


def own_data_typed(about_data: Mapping[str, Any]) -> str:
    """Repeat what was typed of a table or its roles; else data are found by their name.

    Parameters
    ----------
    about_data : mapping of str to object
        The options that name the data; what was not typed is None or absent.

    Returns
    -------
    str
        Each with a space before it.
    """
    own = {name: value for name, value in about_data.items() if name != "dataset"}
    words = data_typed(own) if any(own[name] for name in own if name != "rows") else ()
    return "".join(f" {shlex.quote(word)}" for word in words)


def data_typed(about_data: Mapping[str, Any]) -> list[str]:
    """Repeat what was typed of the data, word by word.

    Examples
    --------
    >>> data_typed({"data": "people.csv", "audit_only": "sex", "rows": None})
    ['--data', 'people.csv', '--audit-only', 'sex']
    """
    typed = {name: [value] for name, value in about_data.items() if value}
    if "bands" in typed:
        typed["bands"] = bands_as_typed(about_data["bands"])
    return [
        word
        for name, values in typed.items()
        for value in values
        for word in (f"--{name.replace('_', '-')}", str(value))
    ]


def store_option(store: "Store") -> str:
    """Repeat the store, unless it is the one that is meant anyway."""
    return "" if store.is_default else f" --store {shlex.quote(store.shown)}"


def _again(seeds: int) -> str:
    """Repeat the command that was typed, with more seeds."""
    script = [str(Path(sys.prefix) / "bin" / "python"), sys.argv[0]]
    program = script if _is_script() else [program_name()]
    return shlex.join([*program, *typed_without("--seeds"), "--seeds", str(seeds)])


def _fit_line(strategies: Sequence[str], seed: int) -> str:
    """Fit a strategy with the options that were typed; ``run`` was typed with its name.

    Which of several is the best is for a person to say.
    """
    kept = [word for word in typed_without(*OF_SWEEP) if word not in FLAGS_OF_SWEEP]
    own = ["--seed", str(seed)] if seed else []
    if _is_script():
        script = Path(sys.argv[0])
        words = [script.stem, "--experiments", str(script.parent), *kept]
    else:
        name = strategies[0] if len(strategies) == 1 else "STRATEGY"
        words = kept[1:] if kept[:1] == ["run"] else [name, *kept[1:]]
    line = shlex.join([program_name(), "fit", *words, *own])
    return f"{line}   (STRATEGY: the one that you choose)" if "STRATEGY" in words else line


def _is_script() -> bool:
    return sys.argv[0].endswith(".py") and Path(sys.argv[0]).name != "__main__.py"


def typed_without(*options: str) -> list[str]:
    """Repeat what was typed but for some options and their values, and for passwords.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch("sys.argv", ["fairlab", "sweep", "--seeds", "2", "--rows=90", "--quiet"]):
    ...     typed_without("--seeds", "--rows")
    ['sweep', '--quiet']
    """
    typed = [without_password(word) for word in sys.argv[1:]]
    return [
        word
        for before, word in zip(["", *typed], typed, strict=False)
        if before not in options and word.partition("=")[0] not in options
    ]
