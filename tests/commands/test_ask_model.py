"""A model that is asked: what it is given, and that it answers the same again."""

import numpy as np
import pandas as pd
import pytest

from fairlab.commands.ask_model import ask, columns_for
from fairlab.commands.model_sources import NamedModel
from fairlab.errors import DataError, RequestError

PEOPLE = pd.DataFrame({"y": [0, 1] * 10, "income": np.arange(20) / 20, "age": range(20)})


def model(answer, **more):
    return NamedModel("rules", answer, **more)


def test_named_columns_come_in_the_models_order_and_without_the_label():
    named = model(None, columns=("age", "income"))
    assert list(columns_for(named, PEOPLE, ["y"])) == ["age", "income"]
    assert list(columns_for(model(None), PEOPLE, ["y", "age"])) == ["income"]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"columns": ("incom",)}, "- `incom` Did you mean 'income'?"),
        ({"columns": ("y", "age")}, "reads `y`, which is the label"),
        ({"width": 1}, "reads 1 column by place"),
    ],
)
def test_what_cannot_be_given_is_told(more, word):
    with pytest.raises(DataError) as error:
        columns_for(model(None, **more), PEOPLE, ["y"])
    assert word in str(error.value)


@pytest.mark.parametrize(
    "answer",
    [
        lambda people: np.random.default_rng().random(len(people)),
        lambda people: people["income"] - people["income"].mean(),  # looks at all at once
    ],
)
def test_answers_that_do_not_stand_are_refused(answer):
    with pytest.raises(RequestError, match="answers otherwise about"):
        ask(model(answer), PEOPLE, None, None)


def test_rounding_is_no_other_answer():
    found = ask(model(lambda people: people["income"] + 1e-9 * len(people)), PEOPLE, None, None)
    assert found.score is not None


def test_whatever_a_model_raises_is_told(capsys):
    def leave(people):
        raise SystemExit("I have had enough")

    for seconds in (None, 5.0):
        with pytest.raises(RequestError, match="SystemExit: I have had enough"):
            ask(model(leave), PEOPLE, None, seconds)
