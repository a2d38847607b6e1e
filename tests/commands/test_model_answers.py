"""What a model says, in every form in which it may say it."""

import numpy as np
import pandas as pd
import pytest

from fairlab.commands.model_answers import read_answers
from fairlab.commands.model_sources import LabelsAndScores, NamedModel
from fairlab.errors import RequestError

RULES = NamedModel("rules", lambda people: None)
WORDS = NamedModel("words", lambda people: None, labels=("bad", "good"))
TABLE = [[0.9, 0.1], [0.2, 0.8]]


@pytest.mark.parametrize("raw", [[0, 1], [False, True], np.array([0.0, 1.0]), [[0], [1]]])
def test_zero_and_one_are_decisions(raw):
    found = read_answers(RULES, raw, 2)
    assert found.decision.astype(int).tolist() == [0, 1]
    assert found.score is None


@pytest.mark.parametrize(
    "raw", [[0.1, 0.8], TABLE, pd.DataFrame(TABLE, [7, 3]), pd.Series([0.1, 0.8], [5, 4])]
)
def test_other_numbers_are_scores_of_the_second_label(raw):
    found = read_answers(RULES, raw, 2)
    assert found.decision is None
    assert found.score.tolist() == [0.1, 0.8]
    assert found.score.index.tolist() == [0, 1]


def test_probabilities_are_of_the_bad_event_wherever_it_stands():
    assert read_answers(WORDS, TABLE, 2, "bad").score.tolist() == [0.9, 0.2]
    assert read_answers(WORDS, TABLE, 2).score is None
    named = pd.DataFrame(TABLE, columns=["bad", "good"])
    assert read_answers(RULES, named, 2, "bad").score.tolist() == [0.9, 0.2]
    numbers = NamedModel("numbers", lambda people: None, labels=(0, 1))
    assert read_answers(numbers, [0.1, 0.75], 2, 0).score.tolist() == [0.9, 0.25]
    assert read_answers(numbers, [-2.0, 3.0], 2, 0).score.tolist() == [2.0, -3.0]


@pytest.mark.parametrize(
    "raw",
    [
        TABLE,
        [0.1, 0.8],
        pd.DataFrame(TABLE, columns=["0", "1"]),
        pd.DataFrame({"y_pred": [0, 1], "y_prob": [0.1, 0.8]}),
    ],
)
def test_answers_without_labels_are_about_zero_and_one(raw):
    assert read_answers(RULES, raw, 2, 0).score.round(9).tolist() == [0.9, 0.2]
    assert read_answers(RULES, raw, 2, 1).score.tolist() == [0.1, 0.8]


@pytest.mark.parametrize(
    "raw", [["0", "1"], [0.0, 1.0], ["False", "TRUE"], np.array([False, True]), ["0.0", " 1 "]]
)
def test_flags_of_any_type(raw):
    found = read_answers(RULES, pd.DataFrame({"flagged": raw, "score": ["0.5", "1"]}), 2)
    assert found.decision.tolist() == [False, True]
    assert found.score.tolist() == [0.5, 1.0]


def test_labels_beside_scores():
    found = read_answers(WORDS, LabelsAndScores(["bad", "good"], TABLE), 2, "bad")
    assert found.decision.tolist() == ["bad", "good"]
    assert found.score.tolist() == [0.9, 0.2]
    assert read_answers(WORDS, LabelsAndScores(["bad", "good"], None), 2).score is None


def test_columns_that_are_called_so():
    flagged = pd.DataFrame({"score": [0.1, 0.2], "flagged": [0, 1]})
    found = read_answers(RULES, flagged, 2)
    assert found.flags
    assert found.decision.tolist() == [False, True]
    told = pd.DataFrame({"prediction": ["no", "yes"], "probability": [0.1, 0.9]})
    found = read_answers(RULES, told, 2)
    assert (found.decision.tolist(), found.score.tolist()) == (["no", "yes"], [0.1, 0.9])


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ([0.5], "shape (1,) for 2 rows"),
        (0.5, "shape () for 2 rows"),
        ([0.5, np.nan], "no answer about 1 row (first: row 2)"),
        ([[0.1, 0.2, 0.7]] * 2, "gives 3 columns"),
        ([[0.1, 0.2]] * 2, "which add up to 1"),
        ([["a", "b"]] * 2, "which add up to 1"),
        (pd.DataFrame({"flagged": ["no", "1"]}), "gives flagged as 'no' in 1 row (first: row 1)"),
        (pd.DataFrame({"flagged": [0.3, 1]}), "a probability is called score"),
        (pd.DataFrame({"flagged": [0, 1], "score": ["x", 1]}), "no numbers, such as 'x' in row 1"),
    ],
)
def test_what_is_no_answer_is_told(raw, word):
    with pytest.raises(RequestError) as error:
        read_answers(RULES, raw, 2)
    assert word in str(error.value)
    assert len(str(error.value).splitlines()) <= 3
