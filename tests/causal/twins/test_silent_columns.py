import numpy as np
import pandas as pd

from fairlab.causal import TwinSettings, audit_individual
from fairlab.causal.graph import Dag
from fairlab.causal.twins.credibility import credibility
from fairlab.causal.twins.question import Question
from fairlab.causal.twins.silent_columns import silent_columns
from fairlab.data import Dataset
from fairlab.report.sections.credibility_messages import credibility_sentence

N = 800
RNG = np.random.default_rng(0)
SEX = RNG.integers(0, 2, N)
PAY = SEX + RNG.normal(size=N)
SWING = np.exp(2.0 * SEX) * RNG.normal(size=N)
TABLE = pd.DataFrame({"sex": SEX, "pay": PAY, "swing": SWING, "bad": RNG.integers(0, 2, N)})


def test_a_column_that_no_decision_hangs_on_withholds_nothing():
    drawn = Dag.from_edges([("sex", "pay"), ("pay", "swing")])
    how = TwinSettings("given", drawn, replicates=0, draws=1, second=None)
    people = Dataset("people", TABLE, "bad", ("sex",))
    found = audit_individual(people, people, lambda rows: rows["pay"] > 1, "sex", how)
    assert not credibility(TABLE.drop(columns="bad"), found.twins, "sex").credible
    assert not found.withheld
    said = credibility_sentence(found.credibility)
    assert "Left out, for no decision hangs on it: `swing`." in said


def test_columns_that_stand_in_for_each_other_are_read():
    people = TABLE.assign(copy=PAY, third=PAY)

    def decide(rows):
        return (rows[["pay", "copy", "third"]] > 1).sum(axis=1) > 1

    asked = Question("opposite", people, 1 - people["sex"], np.zeros(N), people["sex"], decide)
    assert silent_columns(asked, Dag.from_edges([]), ["pay", "copy", "third"]) == []
