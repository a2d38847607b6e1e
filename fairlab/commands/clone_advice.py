"""What can be done about clones who are treated differently: ways to repair, and to watch."""

from shlex import quote

from fairlab.clones import CloneTest

WAYS = {
    "the data": ("reweighing", "massaging", "fair_smote"),
    "the model": ("adversarial", "exponentiated_gradient", "lagrangian"),
    "the decisions": ("group_thresholds", "linear_post", "reject_option"),
}
WATCH = (
    "To watch: fairlab monitor holds decisions against limits batch by batch, and fairlab score "
    "writes the reasons of who is denied, for a person to look at."
)


def advice(test: CloneTest) -> list[str]:
    """Name what repairs a model that treats clones differently, and what watches it.

    Parameters
    ----------
    test : CloneTest

    Returns
    -------
    list of str
        Nothing where no clone was treated differently.

    References
    ----------
    Palomares Carrascosa, I., on auditing a loan approval model with counterfactual clones made by
    Mimesis; "Beyond Detection: Mitigation Strategies".
    """
    if not test.any_flip["flips"]:
        return []
    ways = "; ".join(f"{what} by {', '.join(names)}" for what, names in WAYS.items())
    attribute = ",".join(map(str, test.clones.combinations))
    chosen = ",".join(names[0] for names in WAYS.values())
    return [
        f"To repair: {ways}. Learn again on the data of the model, and ask these clones again:\n"
        f"  fairlab sweep --strategies baseline,{chosen} --data FILE --target COLUMN "
        f"--sensitive {quote(attribute)}\n"
        f"  fairlab clones --model RUN --data FILE --target COLUMN --sensitive {quote(attribute)}",
        WATCH,
    ]
