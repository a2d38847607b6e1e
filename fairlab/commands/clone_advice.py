"""What can be done about clones who are treated differently: ways to repair, and to watch."""

from collections.abc import Iterator, Mapping
from math import inf, nextafter
from shlex import quote
from typing import Any

from fairlab.clones import CloneTest
from fairlab.clones.describe_clones import kept_proxies
from fairlab.commands.clone_options import PROFILES
from fairlab.commands.model_sources.fairlab_run import is_run, run_id_of
from fairlab.commands.next_steps import own_data_typed
from fairlab.commands.program_name import program_name
from fairlab.commands.typed_again import reading_typed
from fairlab.commands.typed_data import is_simulated
from fairlab.data import Dataset
from fairlab.data.addresses import without_password
from fairlab.experiment.unaudited import typed_setting
from fairlab.typed_names import names_as_typed

WAYS = {
    "the data": ("reweighing", "massaging", "fair_smote"),
    "the model": ("adversarial", "exponentiated_gradient", "lagrangian"),
    "the decisions": ("group_thresholds", "linear_post", "reject_option"),
}
WATCH = (
    "To watch: fairlab monitor holds decisions against limits batch by batch, and fairlab score "
    "writes the reasons of who is denied, for a person to look at."
)
CLONED = ("attributes", "follow", "profiles")
ASKED = ("budget", "model", "trust", "approves", *CLONED)  # not of the data
MEANINGS = {"positive": "--positive", "approves": "--approve"}


def advice(test: CloneTest, dataset: Dataset | None, typed: Mapping[str, Any]) -> list[str]:
    """Name what repairs a model that treats clones differently, and what watches it.

    Parameters
    ----------
    test : CloneTest
    dataset : Dataset, optional
        Of which the profiles were made.
    typed : mapping of str to object
        The options that name it, as typed, the ``model``, whether to ``trust`` it, the ``budget``
        that it keeps, and those that say what is cloned.

    Returns
    -------
    list of str
        Where no clone was treated differently, what asks about columns that were kept equal
        although they go with the attribute; no repair where chance may have done it.

    References
    ----------
    Palomares Carrascosa, I., on auditing a loan approval model with counterfactual clones made by
    Mimesis; "Beyond Detection: Mitigation Strategies".
    """
    if not test.any_flip["flips"]:
        return [*_beyond_the_direct_effect(test, dataset, typed)]
    if not (test.pairs["favoured"] != "").any():
        return [WATCH]
    ways = "; ".join(f"{what} by {', '.join(names)}" for what, names in WAYS.items())
    about_data = {name: value for name, value in typed.items() if name not in ASKED}
    data = _data_options(dataset, about_data, [*test.clones.combinations])
    kept = typed.get("budget", "none")
    option, budget = ("", "") if kept == "none" else typed_setting("budget", kept)
    cut = f" {option} {quote(budget)}" if budget else ""
    same = f" --budget {quote(budget)}" if budget else ""
    chosen = ",".join(names[0] for names in WAYS.values())
    return [
        f"To repair: {ways}. Learn again on the data of the model, and ask these clones again:\n"
        f"  {quote(program_name())} sweep --strategies baseline,{chosen}{cut}{data}\n"
        f"  {quote(program_name())} clones --strategy {WAYS['the data'][0]}{same}{data}"
        f"{_clones_typed(typed)}",
        WATCH,
    ]


def _clones_typed(typed: Mapping[str, Any]) -> str:
    """Type again what is cloned, how often, and what follows."""
    words = [word for name in typed.get("attributes", ()) for word in ("--attribute", name)]
    words += ["--follow", typed["follow"]] if typed.get("follow") else []
    profiles = typed.get("profiles", PROFILES)
    words += ["--profiles", str(profiles)] if profiles != PROFILES else []
    return "".join(f" {quote(word)}" for word in words)


def _beyond_the_direct_effect(
    test: CloneTest, dataset: Dataset | None, typed: Mapping[str, Any]
) -> Iterator[str]:
    """Type the audit in which what follows from the attributes changes with them."""
    if not (proxies := kept_proxies(test)):
        return
    model, groups = str(typed.get("model") or "MODEL"), names_as_typed([*test.clones.combinations])
    command = f"{quote(program_name())} audit {quote(run_id_of(model))} --individual"
    if not is_run(model) and str(typed.get("approves") or "").strip().startswith(">"):
        yield (
            f"What works through {proxies} is not told. `fairlab audit --individual` asks it of a "
            "model whose scores are higher for those whom it denies."
        )
        return
    if not is_run(model):
        table, label = typed.get("data") or "FILE", dataset.target if dataset else "COLUMN"
        command = (
            f"{quote(program_name())} audit --model {quote(without_password(model))} "
            f"--data {quote(str(table))} --label {quote(label)}{_meanings_typed(typed)} "
            f"--groups {quote(groups)} --individual{reading_typed(typed)}"
        )
    yield f"What works through {proxies} is not told. It is asked so:\n  {command}"


def _meanings_typed(typed: Mapping[str, Any]) -> str:
    """Type what is the bad event and what approves, without which a verdict would be reversed."""
    told = {option: typed.get(name) for name, option in MEANINGS.items()}
    told |= _cut_typed(str(told["--approve"] or "").strip())
    return "".join(f" {name} {quote(str(value))}" for name, value in told.items() if value)


def _cut_typed(approves: str) -> dict[str, object]:
    """Type below which score somebody is approved as that from which on somebody is flagged."""
    if not approves.startswith("<"):
        return {}
    score = float(approves.lstrip("<="))
    flagged = nextafter(score, inf) if approves.startswith("<=") else score
    return {"--approve": None, "--threshold": flagged}


def _data_options(dataset: Dataset | None, typed: Mapping[str, Any], attributes: list[str]) -> str:
    """Type the data that a strategy learns from, with the attributes among the sensitive ones."""
    known = dataset.sensitive if dataset else ()
    lacking = [name for name in attributes if name not in known]
    if dataset and not typed.get("data") and not lacking:
        rows = f" --rows {dataset.rows}" if is_simulated(dataset.name) else ""
        return f" --dataset {quote(dataset.name)}{rows}"
    if not typed.get("data"):
        return f" --data FILE --target COLUMN --sensitive {quote(','.join(attributes))}"
    sensitive = {"sensitive": ",".join([*known, *lacking])} if lacking else {}
    return own_data_typed({**typed, **sensitive})
