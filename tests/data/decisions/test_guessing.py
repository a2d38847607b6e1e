"""What is taken for what where nobody says so."""

import pandas as pd
import pytest

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.guessing import as_typed, guessed, readings
from fairlab.errors import DataError


def of(*columns, asked=None):
    return guessed("p.csv", asked or Asked(), pd.DataFrame(columns=list(columns)))


def test_names_of_other_tools():
    found = of("label_value", "score", "race", "sample_weight", "postcode", "decision_date")
    assert (found.label, found.scores, found.groups) == ("label_value", ("score",), ("race",))
    assert (found.weight, found.time, found.decision) == ("sample_weight", "decision_date", None)


def test_all_that_is_unclear_is_told_at_once():
    with pytest.raises(DataError) as error:
        of("y", "target", "pred", "approved", "sex")
    assert "--label y or --label target" in str(error.value)
    assert "--decision pred or --decision approved." in str(error.value)
    with pytest.raises(DataError, match="--decision approved; or cut the score instead"):
        of("pred", "approved", "sex", asked=Asked(scores=("sex",)))


@pytest.mark.parametrize("name", ["pd_12m", "pd", "risk_score", "default_probability", "p_default"])
def test_shares_that_are_called_as_risks_are_scores(name):
    def scores(values, **others):
        frame = pd.DataFrame({name: values, "sex": ["f", "m", "f"], **others})
        return guessed("p.csv", Asked(), frame).scores

    assert scores([0.1, 0.25, 1]) == (name,)
    assert scores([310, 702, 800]) == scores([0, 1, 1]) == scores(list("abc")) == ()
    assert scores([0.1, 0.2, 1], score=[0.3, 0.4, 0.5]) == ("score",)
    assert scores([0.1, 0.2, 1], y_pred=[0, 1, 1], fraud_score=[0.3, 0.4, 0.5]) == ()
    with pytest.raises(DataError, match="--score fraud_score"):
        scores([0.1, 0.2, 1], fraud_score=[0.3, 0.4, 0.5])


def test_a_label_and_a_decision_that_nobody_explained_are_read_in_four_ways():
    frame = pd.DataFrame({"y": ["bad", "good"], "decision": ["no", "yes"]})
    found = readings(Asked(label="y", decision="decision"), frame)
    assert [(one.positive, one.approve) for one in found] == [
        ("bad", "yes"), ("bad", "no"), ("good", "yes"), ("good", "no"),
    ]  # fmt: skip
    clear = Asked(label="y", decision="decision", positive="bad", approve="no")
    assert readings(clear, frame) == [clear]
    three = pd.DataFrame({"decision": ["no", "yes", "later"]})
    assert readings(said := Asked(decision="decision"), three) == [said]


def test_what_was_said_is_not_guessed():
    said = Asked(label="bad", scores=("a", "b"), groups=("job",))
    assert of("bad", "y", "a", "b", "score", "y_pred", "sex", "job", asked=said) == said


def test_a_threshold_decides_and_no_column_does():
    assert of("y", "score", "y_pred", "sex", asked=Asked(threshold=0.3)).decision is None


def test_the_command_says_the_same():
    said = Asked(
        label="y", scores=("p",), budget=0.1, groups=("age", "sex"), bands={"age": (25.0, 62.5)},
        cross=(("age", "sex"),), references={"sex": "m"}, every_pair=("age",), smallest=50,
    )  # fmt: skip
    assert as_typed(said) == (
        "--label y --score p --budget 0.1 --groups age,sex --bands age=25,62.5 --cross 'age*sex' "
        "--reference sex=m --pairs age --min-size 50"
    )
