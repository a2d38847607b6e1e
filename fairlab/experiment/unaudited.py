"""A strategy that is to be fitted and was never run so: what was run instead, in words."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fairlab.errors import RequestError
from fairlab.experiment.design import HOLDOUT
from fairlab.experiment.spec import RunSpec

if TYPE_CHECKING:
    from fairlab.record import Ledger

MOST_NAMED = 3
PARAM = "params."
DATA = "data.fingerprint"
WORDS = {
    "seed": "seed", DATA: "other rows, roles or bands", "budget": "budget",
    "rule__threshold": "threshold", "model__trials": "trials", "search": "search",
    "folds": "folds", "vary": "vary",
}  # fmt: skip
FOLLOWS = {"rule", "rule.columns", "rule.reads", "rule__share", "rule__budget", "format"}
OF_OTHERS = ("needs.", "data.", "split.")  # what a run was held against, and what its rows are


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
    lack = f"{lack} in {ledger.store.shown}, which audits it.\n{_what_there_is(spec, ledger)}"
    raise RequestError(
        f'{lack}\nRun it: fairlab.sweep("{name}", ..., seeds=[{seed}]), or say audit=True.',
        f"{lack}\nFit it with the options of its sweep (--data FILE among them), or run it first: "
        "add --audit.",
    )


def _what_there_is(spec: RunSpec, ledger: "Ledger") -> str:
    runs = ledger.table()
    if runs.empty:
        others = ", ".join(ledger.store.datasets()) or "no data at all"
        return f"These data are {ledger.dataset_name!r}; there are runs of {others}."
    told = [list(_differences(spec, run)) for run in runs.to_dict("records")
            if run["strategy"] == spec.strategy.name]  # fmt: skip
    if not told:
        return f"There are runs of {', '.join(dict.fromkeys(runs['strategy']))}."
    nearest = min(told, key=len) or ["another run of what it is held against"]
    more = f" and {len(nearest) - MOST_NAMED} more" if len(nearest) > MOST_NAMED else ""
    shown = ", ".join(nearest[:MOST_NAMED])
    return f"There is one with {shown}{more}."


def _differences(spec: RunSpec, run: Mapping[str, Any]) -> Iterator[str]:
    """Say in which settings a run differs, the most telling first."""
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
            yield f"{WORDS.get(name, name)}{differs}"
