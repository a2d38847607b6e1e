"""Scores that are cut where errors are expected to cost least."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import decided
from fairlab.data.decisions.guessing import as_typed
from fairlab.errors import DataError

ROWS = 200


def frame():
    rng = np.random.default_rng(0)
    columns = {"p": rng.random(ROWS), "amount": rng.integers(1, 50, ROWS)}
    return pd.DataFrame({**columns, "sex": rng.choice(["f", "m"], ROWS)})


def asked(costs, **further):
    return Asked(scores=("p",), groups=("sex",), costs=costs, **further)


def test_a_cost_for_everybody_is_a_threshold():
    rows = frame()
    found = decided("p.csv", asked("FP=1,FN=3"), rows)
    assert found.thresholds == {"p": 0.25}
    assert found.decisions["p"].tolist() == (rows["p"] >= 0.25).tolist()
    assert "at which both ways are expected to cost the same (FP=1,FN=3)" in found.read_as[0]
    assert as_typed(asked("FP=1,FN=3")) == "--score p --costs FP=1,FN=3 --groups sex"


def test_amounts_have_no_threshold_for_everybody():
    rows = frame()
    found = decided("p.csv", asked("FP=10,FN=amount"), rows)
    assert found.thresholds == {}
    dear = rows["p"] * rows["amount"] >= (1 - rows["p"]) * 10
    assert found.decisions["p"].tolist() == dear.tolist()
    assert "the costs FP=10,FN=amount" in found.read_as[0]


@pytest.mark.parametrize(
    ("costs", "further", "said"),
    [
        ("FP=1", {}, "do not say FP and FN once each"),
        ("FP=-1,FN=2", {}, "has to cost more than 0"),
        ("FP=1,FN=amuont", {}, "Did you mean 'amount'"),
        ("FP=1,FN=sex", {}, "no amounts of costs"),
        ("FP=1,FN=2", {"budget": 0.1}, "--budget and --costs each say who is flagged"),
    ],
)
def test_what_cannot_be_cut_by_is_refused(costs, further, said):
    with pytest.raises(DataError, match=r"p\.csv") as told:
        decided("p.csv", asked(costs, **further), frame())
    assert said in str(told.value)


def test_scores_that_are_no_probabilities_have_no_costs():
    with pytest.raises(DataError, match="so that costs say nothing; say --threshold X"):
        decided("p.csv", asked("FP=1,FN=2"), frame().assign(p=lambda rows: 9 * rows["p"]))
