"""A strategy that is to be fitted and was never run so: what was run instead, in words."""

import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fairlab.errors import RequestError
from fairlab.experiment.design import FOR_ALL, HOLDOUT, ONCE, Design
from fairlab.experiment.spec import RunSpec

if TYPE_CHECKING:
    from fairlab.record import Ledger

MOST_NAMED = 3
OF_SWEEP = "the options of its sweep (--data FILE among them)"
PARAM = "params."
DATA = "data.fingerprint"
WORDS = {
    "seed": "seed", DATA: "other rows, roles or bands", "budget": "budget",
    "rule__threshold": "threshold", "model__trials": "trials", "search": "search",
    "folds": "folds", "vary": "vary",
}  # fmt: skip
TYPED = {
    "model__trials": "--trials",
    "model__tuner": "--tuner",
    "model__tune_rows": "--tune-rows",
    "sampler__cap": "--cap",
    "rule__on": "--threshold-on",
    "rule__threshold": "--threshold",
}
OPTIONS = {**TYPED, **{name: f"--{name}" for name in ("seed", "search", "folds", "vary")}}
TYPED_VALUES = {FOR_ALL: ONCE}
FOLLOWS = {"rule", "rule.columns", "rule.reads", "rule__share", "rule__budget", "format"}
# What a run was held against, what its rows are, and who said what of causes.
OF_OTHERS = ("needs.", "data.", "split.", "individual.")


Typed = tuple[str, ...] | None


def design_typed(params: Mapping[str, str]) -> Iterator[str]:
    """Type the options of a design, as runs record it, that are not the usual ones.

    Examples
    --------
    >>> list(design_typed({"design": "folds", "folds": "3", "search": "once-for-all"}))
    ['--folds', '3', '--search', 'once']
    """
    for name, usual in Design().params.items():
        if params.get(name, str(usual)) != str(usual):
            yield from (f"--{name}", TYPED_VALUES.get(params[name], params[name]))


def refuse_unaudited(spec: RunSpec, ledger: "Ledger") -> None:
    """Refuse a strategy of which no finished run with these settings is in the store.

    Parameters
    ----------
    spec : RunSpec
        The run that would audit it.
    ledger : Ledger
        Where it would be.

    Raises
    ------
    RequestError
        Says in what the nearest run of the strategy differs; or it is one of a holdout.
    """
    if spec.design.kind == HOLDOUT:
        raise RequestError(
            "A holdout decides about its test set alone, but a rule is chosen on scores of all "
            "rows.\nAudit by folds: leave the design out."
        )
    if spec.key in ledger.finished():
        return
    name, seed = spec.strategy.name, spec.seed
    lack = f"There is no finished run of {name} with seed {seed} and these settings"
    there_is, typed = _what_there_is(spec, ledger)
    lack = f"{lack} in {ledger.store.shown}, which audits it.\n{there_is}"
    raise RequestError(
        f'{lack}\nRun it: fairlab.sweep("{name}", ..., seeds=[{seed}]), or say audit=True.',
        f"{lack}\nFit it with {typed}, or run it first: add --audit.",
    )


def typed_setting(setting: str, value: str) -> tuple[str, ...]:
    """Type a setting as it was recorded; nothing where no option says it.

    Examples
    --------
    >>> typed_setting("model__trials", "0"), typed_setting("budget", "0.05 of people")
    (('--search', 'none'), ('--budget', '0.05'))
    """
    if setting == "budget":
        return ("--costs", value) if "=" in value else ("--budget", value.partition(" of ")[0])
    if (setting, value) == ("model__trials", "0"):
        return ("--search", "none")
    typed = TYPED_VALUES.get(value, value)
    return (OPTIONS[setting], typed) if setting in OPTIONS else ()


def _what_there_is(spec: RunSpec, ledger: "Ledger") -> tuple[str, str]:
    """Say what was run, and with which options it is fitted."""
    runs = ledger.table()
    if runs.empty:
        others = ", ".join(ledger.store.datasets()) or "no data at all"
        return f"These data are {ledger.dataset_name!r}; there are runs of {others}.", OF_SWEEP
    told = [list(_differences(spec, run)) for run in runs.to_dict("records")
            if run["strategy"] == spec.strategy.name]  # fmt: skip
    if not told:
        return f"There are runs of {', '.join(dict.fromkeys(runs['strategy']))}.", OF_SWEEP
    nearest = min(told, key=len)
    named = [said for said, _ in nearest] or ["another run of what it is held against"]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    options = [typed for _, typed in nearest if typed is not None]
    typed = shlex.join(sum(options, ())) if options and all(options) else OF_SWEEP
    return f"There is one with {', '.join(named[:MOST_NAMED])}{more}.", typed


def _differences(spec: RunSpec, run: Mapping[str, Any]) -> Iterator[tuple[str, Typed]]:
    """Say in which settings a run differs, the most telling first, and type those of the run."""
    asked = {name: str(value) for name, value in {**spec.params, "seed": spec.seed}.items()}
    kept = {
        name.removeprefix(PARAM): value
        for name, value in {**run, "params.seed": str(run["seed"])}.items()
        if name.startswith(PARAM) and isinstance(value, str)
    }
    others = [name for name in asked if name not in FOLLOWS and not name.startswith(OF_OTHERS)]
    for name in dict.fromkeys([*WORDS, *others]):
        had, wanted = (one.get(name, "none") for one in (kept, asked))
        if had != wanted:
            differs = "" if name == DATA else f" {had} (not {wanted})"
            typed = typed_setting(name, had) if had != "none" else ()
            replaced = not typed and name == "rule__threshold"  # by the budget, which is typed
            yield f"{WORDS.get(name, name)}{differs}", None if replaced else typed
