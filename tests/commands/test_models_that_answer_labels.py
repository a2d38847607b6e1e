"""A model that answers in the labels of the table, whatever they are, is audited by them."""

import numpy as np
import pandas as pd
import pytest

from fairlab.commands.audit_model import decided_by
from fairlab.commands.model_sources import NamedModel
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.reading import DecisionFile
from fairlab.errors import RequestError

HIGH = np.array([True, False, True, False] * 30)


def audited(answer, label, **said):
    frame = pd.DataFrame({"sex": ["f", "m", "m", "f"] * 30, "y": label, "income": HIGH * 1.0})
    asked = Asked(label="y", groups=("sex",), **said)
    model = NamedModel("rules", lambda people: answer[: len(people)])
    file, meant, about = decided_by(model, DecisionFile("people.csv", "", frame), asked)
    return file.frame["rules"], meant, about


@pytest.mark.parametrize(("good", "bad"), [(-1, 1), (1, -1), (1, 2), (2, 1), (0, 1), (1.0, 2.0)])
def test_who_is_called_bad_is_flagged(good, bad):
    label = np.where(HIGH, bad, good)
    flagged, meant, about = audited(label, label[::-1].copy(), positive=str(bad))
    assert flagged.tolist() == HIGH.astype(int).tolist()
    assert (meant.decision, meant.approve, meant.scores) == ("rules", "0", ())
    told = any(f"It flags whom it calls {bad}." == line for line in about)
    assert told is ({good, bad} != {0, 1})


@pytest.mark.parametrize(("said", "flags"), [(1, 0), (2, 1)])
def test_a_model_that_says_one_label_of_two(said, flags):
    label = np.where(HIGH, 2, 1)
    flagged, _, _ = audited(np.full(len(label), said), label, positive="2")
    assert set(flagged) == {flags}


def test_what_says_where_scores_are_cut_is_no_label_that_approves():
    scores = np.linspace(0, 1, 120)
    assert audited(scores, HIGH.astype(int), approve="0")[1].approve is None
    with pytest.raises(RequestError, match=r"--approve '<0\.3' is no label of which rules gives"):
        audited(scores, HIGH.astype(int), approve="<0.3")


def test_numbers_that_are_no_labels_are_scores():
    flagged, meant, _ = audited(np.where(HIGH, 1, -1), HIGH.astype(int), threshold=0.0)
    assert meant.scores == ("rules",)
    assert set(flagged) == {-1.0, 1.0}
