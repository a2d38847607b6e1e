"""Clones and an audit read the answers of one model alike."""

import pandas as pd
import pytest

from fairlab.clones.asking import AskedModel, decide
from fairlab.commands.model_answers import Answers
from fairlab.commands.model_decisions import flags_of
from fairlab.commands.model_sources import NamedModel
from fairlab.errors import RequestError

PEOPLE = pd.DataFrame({"income": [1, 2, 3, 4]})


@pytest.mark.parametrize(
    ("labels", "answers"),
    [
        (("good", "bad"), [1, 0, 0, 1]),
        (("good", "bad"), ["bad", "good", "good", "good"]),
        ((0, 1), [True, False, False, True]),
        ((1, 0), [1, 1, 0, 1]),
        ((1, 2), [1, 1, 1, 1]),
        ((-1, 1), [-1, 1, 1, 1]),
    ],
)
def test_who_is_flagged_for_an_audit_is_denied_among_clones(labels, answers):
    def answer(people):
        return [answers[income - 1] for income in people["income"]]

    flagged = flags_of(
        NamedModel("m", answer), Answers(pd.Series(answers), None), labels[1], {*labels}
    )
    approved = decide(AskedModel("m", answer, labels=labels), PEOPLE)
    assert approved.tolist() == [not one for one in flagged]


def test_what_is_said_to_approve_does_so_whatever_the_labels_are():
    model = AskedModel("m", lambda p: (p["income"] > 2).astype(int), None, "1", ("good", "bad"))
    assert decide(model, PEOPLE).tolist() == [False, False, True, True]


def test_answers_that_are_no_labels_must_be_explained():
    model = AskedModel("m", lambda p: ["yes", "no", "no", "no"], labels=("good", "bad"))
    with pytest.raises(RequestError, match="answers no, yes; which of them approves"):
        decide(model, PEOPLE)
