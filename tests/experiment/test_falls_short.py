"""What could not be kept is told with the nearest that could, of all folds once."""

import pandas as pd
from sklearn.tree import DecisionTreeClassifier

from fairlab.experiment.falls_short import gap_of_multipliers, gap_sentence
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import GroupThresholds
from tests.experiment.test_failure import numbers


def test_a_run_tells_the_largest_gap_of_its_folds():
    rule = GroupThresholds(0.1, eps=0, gate=1)
    cut = Strategy("cut", DecisionTreeClassifier(max_depth=6), rule=rule)
    data = numbers()
    (said,) = run(data, RunSpec(cut, data.identity, 0)).falls_short
    assert said.startswith("Asked: a gap of recall of at most .000; nearest at this budget, in ")


def test_a_model_under_constraint_tells_its_last_look():
    def table(*last):
        rows = [(5, "misses", "sex=f", 0.0, 0.9), (5, "misses", "sex=m", 0.0, -0.9), *last]
        return pd.DataFrame(rows, columns=["trees", "rate", "group", "multiplier", "gap"])

    apart = table((10, "misses", "sex=f", 0.5, 0.04), (10, "misses", "sex=m", -0.5, -0.02))
    assert gap_sentence([gap_of_multipliers(apart, 0.01)], "on validation rows") == (
        "Asked: a gap of misses of at most .010; nearest on validation rows: .060 (sex=m -.020, "
        "sex=f .040)."
    )
    let_be = table((10, "misses", "sex=f", 0.0, 0.04), (10, "misses", "sex=m", 0.0, -0.02))
    assert gap_of_multipliers(let_be, 0.01) is None
    assert gap_of_multipliers(pd.DataFrame(columns=let_be.columns, dtype=float), 0.01) is None
    assert gap_of_multipliers(apart, 0.07) is None
