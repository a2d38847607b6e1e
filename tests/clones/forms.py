"""A small application form, and models that judge it."""

from fairlab.clones import AskedModel, schema_from

SEXES = {"sex": ["f", "m"]}
FORM = {
    "name": "form",
    "attributes": ["sex"],
    "columns": {
        "id": "id",
        "title": {"follows": "sex", "by": {"f": ["Mrs"], "m": ["Mr"]}},
        "sex": ["f", "m"],
        "income": {"from": 0, "to": 99_999},
        "debt": {"from": 0.0, "to": 1.0},
        "home": {"levels": {"rent": 0.7, "own": 0.3}},
    },
}


def form(**columns):
    """The form, with further columns."""
    return schema_from({**FORM, "columns": {**FORM["columns"], **columns}})


def stricter_by(share):
    """A model that denies the lowest incomes, of women a share more."""
    return AskedModel(
        "strict",
        lambda people: people["income"] >= 10_000 + 100_000 * share * (people["sex"] == "f"),
        ("sex", "income"),
    )


BLIND = AskedModel("blind", lambda people: people["income"] >= 10_000, ("income",))
