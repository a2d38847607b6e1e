import numpy as np
import pandas as pd
import pytest

from fairlab.causal import Dag, TwinSettings, audit_individual
from fairlab.causal.assumptions import settled
from fairlab.causal.recodes import recodes
from fairlab.data import Dataset

RNG = np.random.default_rng(0)
SEX = RNG.choice(["f", "m"], 600)
TABLE = pd.DataFrame(
    {
        "sex": SEX,
        "code": np.where(SEX == "f", 2, 7),
        "income": (SEX == "f") + RNG.normal(size=600),
        "title": np.where(SEX == "f", RNG.choice(["Mrs", "Miss"], 600), "Mr"),
        "bad": RNG.integers(0, 2, 600),
    }
)
PEOPLE = Dataset("people", TABLE, "bad", ("sex",), audit_only=("sex",))


def test_what_a_model_does_by_a_recode_it_does_by_the_attribute():
    how = TwinSettings("none", replicates=0)
    audit = audit_individual(PEOPLE, PEOPLE, lambda rows: rows["code"] == 7, "sex", how)
    assert "code" not in audit.graph.dag.nodes
    assert (audit.twins["code"] == np.where(audit.twins["sex"] == "f", 2, 7)).all()
    assert audit.decomposition[["gap", "direct"]].abs().to_numpy().tolist() == [[1, 1], [1, 1]]
    assert "`code` is `sex` in other words, and moves with it." in audit.notes


@pytest.mark.parametrize(
    ("how", "found"),
    [
        (TwinSettings(), ["code"]),
        (TwinSettings(before=("code",)), []),
        (TwinSettings("study"), []),
        (TwinSettings("given", Dag.from_edges([("sex", "code")])), []),
    ],
)
def test_what_somebody_spoke_of_is_what_they_say(how, found):
    assert [*recodes(PEOPLE, "sex", settled(how, PEOPLE)).words] == found


def test_a_level_that_was_not_seen_keeps_its_word():
    rows = pd.DataFrame({"sex": ["f", None, "x"], "code": [7, 7, 2]})
    assert recodes(PEOPLE, "sex", TwinSettings()).agreeing(rows)["code"].tolist() == [2, 7, 2]
