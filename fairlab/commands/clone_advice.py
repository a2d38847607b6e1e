"""What can be done about clones who are treated differently: ways to repair, and to watch."""

from collections.abc import Mapping
from shlex import quote
from typing import Any

from fairlab.clones import CloneTest
from fairlab.commands.next_steps import own_data_typed
from fairlab.commands.typed_data import is_simulated
from fairlab.data import Dataset
from fairlab.experiment.unaudited import typed_setting

WAYS = {
    "the data": ("reweighing", "massaging", "fair_smote"),
    "the model": ("adversarial", "exponentiated_gradient", "lagrangian"),
    "the decisions": ("group_thresholds", "linear_post", "reject_option"),
}
WATCH = (
    "To watch: fairlab monitor holds decisions against limits batch by batch, and fairlab score "
    "writes the reasons of who is denied, for a person to look at."
)


def advice(test: CloneTest, dataset: Dataset | None, typed: Mapping[str, Any]) -> list[str]:
    """Name what repairs a model that treats clones differently, and what watches it.

    Parameters
    ----------
    test : CloneTest
    dataset : Dataset, optional
        Of which the profiles were made.
    typed : mapping of str to object
        The options that name it, as typed, and the ``budget`` that the model keeps.

    Returns
    -------
    list of str
        Nothing where no clone was treated differently; no repair where chance may have done it.

    References
    ----------
    Palomares Carrascosa, I., on auditing a loan approval model with counterfactual clones made by
    Mimesis; "Beyond Detection: Mitigation Strategies".
    """
    if not test.any_flip["flips"]:
        return []
    if not (test.pairs["favoured"] != "").any():
        return [WATCH]
    ways = "; ".join(f"{what} by {', '.join(names)}" for what, names in WAYS.items())
    about_data = {name: value for name, value in typed.items() if name != "budget"}
    data = _data_options(dataset, about_data, [*test.clones.combinations])
    kept = typed.get("budget", "none")
    option, budget = ("", "") if kept == "none" else typed_setting("budget", kept)
    cut = f" {option} {quote(budget)}" if budget else ""
    same = f" --budget {quote(budget)}" if budget else ""
    chosen = ",".join(names[0] for names in WAYS.values())
    return [
        f"To repair: {ways}. Learn again on the data of the model, and ask these clones again:\n"
        f"  fairlab sweep --strategies baseline,{chosen}{cut}{data}\n"
        f"  fairlab clones --strategy {WAYS['the data'][0]}{same}{data}",
        WATCH,
    ]


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
