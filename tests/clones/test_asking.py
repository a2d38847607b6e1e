import numpy as np
import pandas as pd
import pytest

from fairlab.clones import AskedModel, decide
from fairlab.errors import RequestError

PEOPLE = pd.DataFrame({"income": [10, 20, 30, 40]})
LATER = [False, False, True, True]


@pytest.mark.parametrize(
    ("answer", "approves"),
    [
        (lambda p: p["income"] > 25, "1"),
        (lambda p: (p["income"] > 25).to_numpy(int), "1"),
        (lambda p: (p["income"] <= 25).to_numpy(float), "0"),
        (lambda p: np.where(p["income"] > 25, "Yes", "no"), "yes"),
        (lambda p: p[["income"]].gt(25), "True"),
        (lambda p: [int(income > 25) for income in p["income"]], "1"),
        (lambda p: p["income"] / 50, ">= 0.6"),
        (lambda p: p["income"] / 50, ">0.4"),
        (lambda p: -p["income"], "<-25"),
        (lambda p: -p["income"], "<= -30"),
        (lambda p: pd.DataFrame({"score": 0.1, "flagged": p["income"] < 25}), None),
        (lambda p: pd.DataFrame({"score": 0.1, "flagged": p["income"] < 25}), "0"),
        (lambda p: pd.DataFrame({"score": -p["income"], "flagged": True}), "<-25"),
    ],
)
def test_any_kind_of_answer_is_understood(answer, approves):
    assert decide(AskedModel("m", answer, approves=approves), PEOPLE).tolist() == LATER


@pytest.mark.parametrize(("answer", "approved"), [(1, True), (0, False)])
def test_a_model_may_treat_everybody_alike(answer, approved):
    assert decide(AskedModel("m", lambda p: [answer] * len(p)), PEOPLE).tolist() == [approved] * 4


class Sorter:
    """A model that tells its answers, all of which it need not give."""

    classes_ = ("no", "yes")

    def predict(self, people):
        return ["no"] * len(people)


def test_a_model_of_known_answers_may_approve_of_nobody():
    assert not decide(AskedModel("m", Sorter().predict, approves="yes"), PEOPLE).any()


def test_an_answer_is_judged_by_all_that_were_given():
    some = AskedModel("m", lambda p: np.where(p["income"] > 25, "yes", "no"), approves="yes")
    assert not decide(some, PEOPLE.head(2), few=True).any()
    assert decide(some, PEOPLE).tolist() == LATER
    assert not decide(some, PEOPLE.head(2)).any()
    flags = AskedModel("m", lambda p: (p["income"] < 25).astype(int), labels=(1, 2))
    assert decide(flags, PEOPLE).tolist() == LATER
    assert not decide(flags, PEOPLE.head(2)).any()  # 1 alone would be the good label


@pytest.mark.parametrize(("approves", "labels"), [("1", (1, 0)), ("good", ("good", "bad"))])
def test_who_is_not_flagged_has_the_good_label_of_the_data(approves, labels):
    def flags(people):
        return pd.DataFrame({"flagged": people["income"] < 25})

    asked = AskedModel("m", flags, approves=approves, labels=labels)
    assert decide(asked, PEOPLE).tolist() == LATER
    assert asked.meaning == f"Taken for approved: who is answered {approves}, or not flagged."
    with pytest.raises(RequestError, match=f"Leave it out, say '{labels[0]}'"):
        decide(AskedModel("m", flags, approves="0", labels=labels), PEOPLE)


def wants_age(people):
    return people["age"]


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (AskedModel("m", len, ("incme",)), "'incme'.\nDid you mean 'income'?"),
        (AskedModel("m", wants_age), "KeyError: 'age'"),
        (
            AskedModel("m", lambda p: pd.DataFrame({"flagged": p["income"] > 9}), approves="1"),
            "what is '1' to it",
        ),
        (AskedModel("m", lambda p: p["income"] / 7), "--approves '>=0.5'"),
        (AskedModel("m", lambda p: ["y"] * 3 + ["n"]), "answers n, y"),
        (AskedModel("m", lambda p: [1, 1, 0, 0], approves="yes"), "answers 0, 1; is 'yes'"),
        (AskedModel("m", lambda p: p["income"] > 9, approves="good"), "answers True; is 'good'"),
        (AskedModel("m", lambda p: [0, 0, 0, 0], approves="2"), "answers 0; is '2'"),
        (AskedModel("m", Sorter().predict, approves="good"), "answers no; is 'good'"),
        (AskedModel("m", lambda p: [1, 0]), "2 answers"),
        (AskedModel("m", lambda p: p.assign(a=1)), "(4, 2)"),
        (AskedModel("m", lambda p: [1.0, np.nan, 0, 1]), "no answer about 1 "),
        (AskedModel("m", lambda p: ["a", "b", "a", "b"], approves=">0.5"), "cannot be cut"),
        (AskedModel("m", lambda p: p["income"], approves=">half"), "cannot be cut"),
    ],
)
def test_what_is_no_decision_is_told_in_words(model, said):
    with pytest.raises(RequestError) as told:
        decide(model, PEOPLE)
    assert said in told.value.typed
    assert len(str(told.value).splitlines()) <= 3


def test_a_model_that_draws_is_detected():
    rng = np.random.default_rng(0)
    moody = AskedModel("moody", lambda p: rng.random(len(p)) < 0.5)
    with pytest.raises(RequestError, match="moody is not deterministic"):
        decide(moody, pd.concat([PEOPLE] * 25))


def test_a_model_whose_rows_depend_on_each_other_is_detected():
    with pytest.raises(RequestError, match="not deterministic"):
        decide(AskedModel("ordinal", lambda p: np.arange(len(p)) < 2), PEOPLE)
